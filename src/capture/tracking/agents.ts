import { isbot, isbotMatch } from 'isbot'
import type { Device } from './tracking.schema.ts'

/** Why a view was a machine's, if it was: search engines, link checkers, browsers that are steered by a program. */
export function machineOf(userAgent: string, steered: boolean): string | undefined {
  if (steered) return 'steered by a program'
  if (!userAgent.trim()) return 'no name given'
  return isbot(userAgent) ? `agent: ${(isbotMatch(userAgent) ?? '').slice(0, 60)}` : undefined
}

/** What somebody sat at, as their browser tells. */
export function deviceOf(userAgent: string): Device {
  if (/iPad|Tablet|Silk|Android(?!.*\bMobile\b)/.test(userAgent)) return 'tablet'
  return /iPhone|iPod|Android|\bMobi/.test(userAgent) ? 'phone' : 'pc'
}
