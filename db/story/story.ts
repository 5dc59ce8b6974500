import type { Books } from './books.ts'
import { type Chance, chance } from './chance.ts'
import type { Sale } from './deals.ts'
import type { Timeline } from './events.ts'
import type { MailingOfStory } from './mailings.ts'
import type { Settings } from './settings.ts'
import type { Staff } from './staff.ts'
import { type Crowd, DAY, dayOf, type Office, timeOf } from './time.ts'
import { Trend } from './trend.ts'

/** How much is told, from when until now. */
export type Plan = {
  people: number
  companies: number
  /** Visitors whom nobody ever gets to know, for each person. */
  strangers: number
  /** Of the fitting cards and lists, which share marketing passes on by hand. */
  passedOn: number
  /** How long a deal takes, as a share of what the demo's take: where a thousand are opened a month, most are small. */
  pace: number
  days: number
  now: number
  seed: number
}

/** A fair or a seminar: many come in at once. */
export type Occasion = { kind: 'fair' | 'seminar'; name: string; day: number }

/** All that the lives share. */
export type Story = {
  plan: Plan
  from: number
  now: number
  office: Office
  crowd: Crowd
  books: Books
  timeline: Timeline
  staff: Staff
  settings: Settings
  mailings: MailingOfStory[]
  occasions: Occasion[]
  trend: Trend
  sales: Sale[]
  turns: Turns
  chance(kind: keyof typeof kinds, n: number): Chance
}

/** Who is served next, in turn. */
type Turns = {
  next(ids: readonly number[], not?: readonly number[]): number | undefined
  given: Map<number, number>
}

function openTurns(): Turns {
  const given = new Map<number, number>()
  return {
    given,
    next: (ids, not = []) => {
      let best: number | undefined
      for (const id of ids)
        if (!not.includes(id) && (best === undefined || (given.get(id) ?? 0) < (given.get(best) ?? 0))) best = id
      if (best !== undefined) given.set(best, (given.get(best) ?? 0) + 1)
      return best
    },
  }
}

/** Each with a chance of its own. */
const kinds = { company: 1, stranger: 2, order: 3, spam: 6, size: 7, invoices: 8 }

export function makeStory(
  parts: Omit<Story, 'from' | 'now' | 'occasions' | 'trend' | 'sales' | 'turns' | 'chance'>,
): Story {
  const { plan, office } = parts
  const now = plan.now
  const from = timeOf(dayOf(now) - plan.days, 9)
  return {
    ...parts,
    from,
    now,
    occasions: occasionsOf(plan, office),
    trend: new Trend(dayOf(from), dayOf(now)),
    sales: [],
    turns: openTurns(),
    chance: (kind, n) => chance(plan.seed, kinds[kind], n),
  }
}

/** Fairs in spring and autumn, seminars in between, and one of each of late: the last cards are still warm. */
function occasionsOf({ days, now }: Plan, office: Office): Occasion[] {
  const today = dayOf(now)
  const found: Occasion[] = []
  const on = (kind: Occasion['kind'], ago: number, name: (text: string) => string) => {
    const day = office.after(today - ago, 0)
    found.push({ kind, day, name: name(new Date(day * DAY).toISOString().slice(0, 7)) })
  }
  for (let ago = 12; ago < days - 10; ago += 91) on('fair', ago, month => `展示会 ${month}`)
  for (let ago = 25; ago < days - 10; ago += 45) on('seminar', ago, month => `導入事例セミナー ${month}`)
  return found.toSorted((a, b) => a.day - b.day)
}
