import { decisionLevel } from '../../src/people/identity/title.ts'
import { type ActRule, type Level, rank, restDays } from './heat.ts'
import { signOfLife } from './leads.ts'
import { type Life, leadOf, whom } from './life.ts'
import { passOn } from './offers.ts'
import { DAY } from './time.ts'

const levels = new Map<string, DecisionLevel>()

/** What a title says; there are few, and many who bear them. */
export function levelOf(title: string): DecisionLevel {
  if (!levels.has(title)) levels.set(title, decisionLevel(title))
  return levels.get(title)!
}

type DecisionLevel = ReturnType<typeof decisionLevel>

/** What the preset gives for who they are. */
export function fitOf({ title, firm }: Life): number {
  const found = levelOf(title)
  const level = found === 'decider' || found === 'executive' ? 30 : found === 'head' || found === 'drafter' ? 20 : 0
  return 10 + level + (firm.employees >= 50 ? 10 : 0) + (firm.employees >= 300 ? 10 : 0)
}

/** They did something: a sign of life, points, and if it lifts them across the line, an offer to sales. */
export function acted(life: Life, rule: ActRule, at: number, { inquired = false, toBuy = false } = {}): void {
  cool(life, at)
  const { heat, story } = life
  if (leadOf(life).stage === 'lead' && at - heat.lastAt > 90 * DAY)
    story.trend.during('dormant', heat.lastAt + 90 * DAY, at)
  heat.act(rule, at)
  signOfLife(life, at)
  const fit = fitOf(life)
  const now = heat.look(at, fit)
  const crossed = now.above && !heat.above
  tell(life, now, at + 400, fit)
  const lead = leadOf(life)
  if (!now.above) return
  const goes =
    (lead.stage === 'lead' && (crossed || inquired || lead.since === lead.openedAt)) ||
    (lead.stage === 'recycled' && (inquired || lead.returnedAt! <= at - restDays))
  // What follows from an act is done a moment later, by itself.
  if (goes)
    life.agenda.add(at + 600, then => {
      const { stage } = leadOf(life)
      if (stage === 'lead' || stage === 'recycled') passOn(life, leadOf(life), then, { by: null, pressing: toBuy })
    })
}

/** The days that have passed have cooled them. */
export function cool(life: Life, until: number): void {
  const fit = fitOf(life)
  for (const faded of life.heat.fading(until, fit)) tell(life, faded, faded.at, fit)
}

type Standing = { level: Level; above: boolean; intent: number }

function tell(life: Life, { level, above, intent }: Standing, at: number, fit: number): void {
  const { heat, story } = life
  const from = heat.level
  if (at > story.now) return
  if (rank[level] > rank[from]) {
    const { holder } = leadOf(life)
    const known = holder !== null && story.staff.nameOf.has(holder) ? { holderId: holder } : {}
    story.timeline.add(at, 'person.warmed', whom(life), { from, to: level, ...known })
  } else if (level !== from) story.timeline.add(at, 'person.cooled', whom(life), { from, to: level })
  if (above !== heat.above) {
    const direction = above ? ('up' as const) : ('down' as const)
    story.timeline.add(at, 'score.crossed', whom(life), { direction, intent, fit, cardId: 1 })
  }
  heat.level = level
  heat.above = above
}
