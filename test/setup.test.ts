import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

/** A clone of its own, with an npm and a Vite that only write down when they begin and end. */
const clone = mkdtempSync(join(tmpdir(), 'musubi-setup-'))
const log = join(clone, 'log')
const script = (path: string, lines: string) => {
  writeFileSync(path, `#!/bin/sh\n${lines}\n`)
  chmodSync(path, 0o755)
}

beforeAll(() => {
  for (const folder of ['bin', 'src', 'npm', 'tracker']) mkdirSync(join(clone, folder))
  const tracker = ['tracker/tracker.ts', 'tracker/vite.config.ts']
  for (const file of ['bin/setup.mjs', 'package-lock.json', 'index.html', 'vite.config.ts', ...tracker])
    copyFileSync(join(import.meta.dirname, '..', file), join(clone, file))
  script(join(clone, 'vite'), `echo begins >> ${log}; sleep 0.3; mkdir -p $3; echo ends >> ${log}`)
  script(
    join(clone, 'npm/npm'),
    `echo begins >> ${log}; sleep 0.6; mkdir -p node_modules/.bin; cp ${clone}/vite node_modules/.bin/vite; echo ends >> ${log}`,
  )
})
beforeEach(() => {
  for (const made of ['node_modules', 'dist', 'log', '.setup-lock'])
    rmSync(join(clone, made), { recursive: true, force: true })
})
afterAll(() => rmSync(clone, { recursive: true }))

async function setUp(): Promise<number> {
  const env = { ...process.env, PATH: `${join(clone, 'npm')}${delimiter}${process.env.PATH}` }
  const running = spawn(process.execPath, [join(clone, 'bin/setup.mjs'), 'web'], { env, stdio: 'ignore' })
  const [status] = await once(running, 'exit')
  return status as number
}

/** One of each: the packages, the screens, the snippet. */
const one = ['begins', 'ends']
const written = () => readFileSync(log, 'utf8').trim().split('\n')

test('of two first starts at once one installs and builds, and the other waits for it', async () => {
  expect(await Promise.all([setUp(), setUp(), setUp()])).toEqual([0, 0, 0])
  expect(written()).toEqual([...one, ...one, ...one])
  expect(existsSync(join(clone, '.setup-lock'))).toBe(false)
})

test('who was killed while setting up stops nobody, and of several who come then one steps in', async () => {
  const killed = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
  await once(killed, 'exit')
  mkdirSync(join(clone, '.setup-lock'))
  writeFileSync(join(clone, '.setup-lock/pid'), String(killed.pid))
  expect(await Promise.all([setUp(), setUp()])).toEqual([0, 0])
  expect(written()).toEqual([...one, ...one, ...one])
})
