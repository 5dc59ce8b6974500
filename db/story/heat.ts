import { DAY, dayOf, timeOf } from './time.ts'

/** The preset's rules of intent, near enough to tell when somebody crosses the line. The points themselves are counted at the end. */
const rules = {
  keyPage: [10, 14, 30],
  page: [1, 14, 10],
  document: [25, 30, 50],
  inquiry: [40, 30, 80],
  toBuy: [20, 30, 40],
  seminar: [20, 30, 40],
  clicked: [15, 30, 45],
} as const
export type ActRule = keyof typeof rules

const line = 30
const [warmAt, hotAt] = [20, 60]

export type Level = 'cool' | 'warm' | 'hot'
type Held = { points: number; at: number }

/** How much somebody wants it, as it rises with what they do and fades with time. */
export class Heat {
  private readonly held = new Map<ActRule, Held>()
  level: Level = 'cool'
  above = false
  lastAt: number

  constructor(at: number) {
    this.lastAt = at
  }

  act(rule: ActRule, at: number): void {
    const [points, half, cap] = rules[rule]
    const before = this.held.get(rule)
    const left = before ? before.points * 0.5 ** (Math.max(0, dayOf(at) - dayOf(before.at)) / half) : 0
    this.held.set(rule, { points: Math.min(cap, left + points), at })
    this.lastAt = at
  }

  intent(day: number): number {
    let sum = 0
    for (const [rule, { points, at }] of this.held)
      sum += points * 0.5 ** (Math.max(0, day - dayOf(at)) / rules[rule][1])
    return Math.min(100, Math.round(sum * 10) / 10)
  }

  /** What they are at this moment: changes, and by how much. */
  look(at: number, fit: number): { level: Level; above: boolean; intent: number } {
    const intent = this.intent(dayOf(at))
    return { intent, level: levelOf(intent), above: intent >= line && fit >= 10 }
  }

  /** The midnights until then at which they have cooled, with what they are since. */
  *fading(until: number, fit: number): Generator<{ at: number; level: Level; above: boolean; intent: number }> {
    let { level, above } = this
    const last = Math.min(dayOf(until), dayOf(this.lastAt) + 400)
    for (let day = dayOf(this.lastAt) + 1; day <= last && (level !== 'cool' || above); day++) {
      const now = this.look(timeOf(day, 0), fit)
      if (now.level === level && now.above === above) continue
      ;({ level, above } = now)
      yield { ...now, at: timeOf(day, 0) + 20_000 }
    }
  }
}

const levelOf = (intent: number): Level => (intent >= hotAt ? 'hot' : intent >= warmAt ? 'warm' : 'cool')

export const rank = { cool: 0, warm: 1, hot: 2 } as const
export const restDays = 30 * DAY
