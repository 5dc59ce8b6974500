import { isbot, isbotMatch } from 'isbot'
import type { Device } from './tracking.schema.ts'

/** Why a view was a machine's, if it was: search engines, link checkers, browsers that are steered by a program. */
export function machineOf(userAgent: string, steered: boolean): string | undefined {
  if (steered) return 'steered by a program'
  if (!userAgent.trim()) return 'no name given'
  return judged(userAgent)
}

/** The same few hundred browsers come over and over, and judging one takes as long as all else that a view needs. */
const known = new Map<string, string | undefined>()
const mostKnown = 1_000

function judged(userAgent: string): string | undefined {
  if (known.has(userAgent)) return known.get(userAgent)
  const verdict = isbot(userAgent) ? `agent: ${(isbotMatch(userAgent) ?? '').slice(0, 60)}` : undefined
  if (known.size >= mostKnown) known.clear()
  if (userAgent.length < 1_000) known.set(userAgent, verdict)
  return verdict
}

/** What somebody sat at, as their browser tells. */
export function deviceOf(userAgent: string): Device {
  if (/iPad|Tablet|Silk|Android(?!.*\bMobile\b)/.test(userAgent)) return 'tablet'
  return /iPhone|iPod|Android|\bMobi/.test(userAgent) ? 'phone' : 'pc'
}
