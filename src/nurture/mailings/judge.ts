import { isbot } from 'isbot'
import type { JudgeReason, Verdict } from './judge.schema.ts'

export type Touched = {
  id: number
  kind: 'open' | 'click'
  linkId: number | null
  method: string
  agent: string
  at: Date
}
export type Judged = { id: number; verdict: Verdict; reasons: JudgeReason[] }

/** What is taken for a machine's haste: see `judgeReasons`. Changed here, and judged anew: what was seen stays as it was. */
export const thresholds = {
  openSeconds: 3,
  clickSeconds: 8,
  /** All links of the mail, or so many different ones, within a second: `everyLink`. */
  atOnceSeconds: 1,
  atOnceLinks: 3,
  /** So many different ones within so many seconds: `sweep`; fewer, but more than one: `hurry`. */
  sweepSeconds: 5,
  sweepLinks: 4,
  calmSeconds: 60,
}
export type Thresholds = typeof thresholds

// They fetch pictures for the person who opens the mail just then.
const proxies = /GoogleImageProxy|YahooMailProxy|ggpht/i

/** The recipient's mail: when it went out, and how many links it has. */
type Sent = { sentAt: Date | null; links: number }

/** Whether a person was behind each opening and click of one recipient, and by what that was told. */
export function judge(touches: readonly Touched[], sent: Sent, limits: Thresholds = thresholds): Judged[] {
  return touches.map(touch => {
    const { id } = touch
    const reasons = machineReasons(touch, touches, sent, limits)
    if (reasons.length > 0) return { id, verdict: 'machine', reasons }
    if (touch.kind === 'open')
      return { id, verdict: 'likely', reasons: [proxies.test(touch.agent) ? 'proxy' : 'picture'] }
    if (linksNear(touch, touches, limits.sweepSeconds) > 1) return { id, verdict: 'likely', reasons: ['hurry'] }
    return secondsAfter(sent.sentAt, touch) >= limits.calmSeconds
      ? { id, verdict: 'human', reasons: ['calm'] }
      : { id, verdict: 'likely', reasons: ['quick'] }
  })
}

function machineReasons(touch: Touched, all: readonly Touched[], sent: Sent, limits: Thresholds): JudgeReason[] {
  const { kind, method, agent } = touch
  const reasons: JudgeReason[] = []
  if (method !== 'GET') reasons.push('head')
  else if (kind === 'click' && wasProbed(touch, all, limits.atOnceSeconds)) reasons.push('probed')
  if (!agent.trim()) reasons.push('noAgent')
  else if (/^Mozilla\/5\.0$/.test(agent.trim())) reasons.push('prefetch')
  else if (!proxies.test(agent) && isbot(agent)) reasons.push('agent')
  if (secondsAfter(sent.sentAt, touch) < (kind === 'open' ? limits.openSeconds : limits.clickSeconds))
    reasons.push('soon')
  if (kind === 'open') return reasons
  const atOnce = linksNear(touch, all, limits.atOnceSeconds)
  if (atOnce >= limits.atOnceLinks || (sent.links > 1 && atOnce === sent.links)) reasons.push('everyLink')
  else if (linksNear(touch, all, limits.sweepSeconds) >= limits.sweepLinks) reasons.push('sweep')
  return reasons
}

const within = (one: Touched, other: Touched, seconds: number) =>
  Math.abs(other.at.getTime() - one.at.getTime()) <= seconds * 1000

/** How many different links were followed about then. */
const linksNear = (touch: Touched, all: readonly Touched[], seconds: number) =>
  new Set(all.filter(other => other.kind === 'click' && within(touch, other, seconds)).map(other => other.linkId)).size

const wasProbed = (touch: Touched, all: readonly Touched[], seconds: number) =>
  all.some(
    other =>
      other.method !== 'GET' &&
      other.linkId === touch.linkId &&
      other.agent === touch.agent &&
      within(touch, other, seconds),
  )

const secondsAfter = (sentAt: Date | null, { at }: Touched) =>
  sentAt ? (at.getTime() - sentAt.getTime()) / 1000 : Number.POSITIVE_INFINITY
