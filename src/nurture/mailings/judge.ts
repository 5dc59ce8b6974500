import { isbot } from 'isbot'

export type Touched = {
  id: number
  kind: 'open' | 'click'
  linkId: number | null
  method: string
  agent: string
  at: Date
}
export type Verdict = 'human' | 'likely' | 'machine'
export type Judged = { id: number; verdict: Verdict; reasons: string[] }

/** What is taken for a machine's haste. Changed here, and judged anew: what was seen stays as it was. */
export const thresholds = { openSeconds: 3, clickSeconds: 8, burstSeconds: 5, burstLinks: 3, calmSeconds: 60 }

// They fetch pictures for the person who opens the mail just then.
const proxies = /GoogleImageProxy|YahooMailProxy|ggpht/i

/**
 * Whether a person was behind each opening and click of one recipient. Scanners open every link within seconds, ask only
 * for headings, call themselves by name or by none. A picture alone proves little: `likely` at most.
 */
export function judge(
  touches: readonly Touched[],
  { sentAt, links }: { sentAt: Date | null; links: number },
): Judged[] {
  return touches.map(touch => {
    const reasons = machineReasons(touch, touches, sentAt, links)
    if (reasons.length > 0) return { id: touch.id, verdict: 'machine', reasons }
    if (touch.kind === 'open') {
      const proxied = proxies.test(touch.agent)
      return { id: touch.id, verdict: 'likely', reasons: [proxied ? 'proxy' : 'picture'] }
    }
    return secondsAfter(sentAt, touch) >= thresholds.calmSeconds
      ? { id: touch.id, verdict: 'human', reasons: ['calm'] }
      : { id: touch.id, verdict: 'likely', reasons: ['quick'] }
  })
}

function machineReasons(touch: Touched, all: readonly Touched[], sentAt: Date | null, links: number): string[] {
  const { kind, method, agent, at } = touch
  const reasons: string[] = []
  if (method !== 'GET') reasons.push('head')
  if (!agent.trim()) reasons.push('noAgent')
  // Apple's mail fetches every picture beforehand, under this bare name.
  else if (/^Mozilla\/5\.0$/.test(agent.trim())) reasons.push('prefetch')
  else if (!proxies.test(agent) && isbot(agent)) reasons.push('agent')
  if (secondsAfter(sentAt, touch) < (kind === 'open' ? thresholds.openSeconds : thresholds.clickSeconds))
    reasons.push('soon')
  if (kind === 'click') {
    const near = all.filter(
      other => other.kind === 'click' && Math.abs(other.at.getTime() - at.getTime()) <= thresholds.burstSeconds * 1000,
    )
    const different = new Set(near.map(other => other.linkId)).size
    if (different >= thresholds.burstLinks || (links > 1 && different === links)) reasons.push('everyLink')
  }
  return reasons
}

const secondsAfter = (sentAt: Date | null, { at }: Touched) =>
  sentAt ? (at.getTime() - sentAt.getTime()) / 1000 : Number.POSITIVE_INFINITY
