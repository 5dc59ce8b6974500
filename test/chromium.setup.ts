import type { TestProject } from 'vitest/node'
import { findChromium } from '../bin/chromium.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    chromium: string
  }
}

/** The browser that the journeys drive. */
export default function setup(project: TestProject) {
  const chromium = findChromium()
  if (!chromium) throw new Error('There is no Chromium that runs. Install one, or set CHROMIUM_PATH to it.')
  project.provide('chromium', chromium)
}
