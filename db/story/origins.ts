import type { Chance } from './chance.ts'
import type { Firm, Origin } from './life.ts'
import type { Occasion, Story } from './story.ts'
import { dayOf, HOUR, timeOf } from './time.ts'

/** How somebody comes to be known: at a fair, through a form, by a list, or through one of ours. */
export function originOf(story: Story, c: Chance, firm: Pick<Firm, 'east'>): Origin {
  const kind = c.weighted([
    ['fair', 50],
    ['form', 19],
    ['seminar', 16],
    ['hand', 15],
  ] as const)
  if (kind === 'fair' || kind === 'seminar') {
    const found = occasion(story, c, kind)
    if (found) return found
  }
  const end = story.now - 2 * HOUR
  if (kind === 'form') {
    const form = c.weighted([
      ['document', 6],
      ['inquiry', 3],
      ['seminar', 2],
    ] as const)
    return { kind, at: story.crowd.some(c, story.from, end), by: null, form, source: story.settings.forms[form].name }
  }
  const { staff, office } = story
  const at = office.between(c, story.from + (end - story.from) * c.next() * 0.98, end)
  const ours = c.pick(firm.east ? staff.fieldEast : staff.fieldWest)
  const by = c.maybe(0.4) ? ours : c.pick(firm.east ? staff.insideEast : staff.insideWest)
  if (c.maybe(0.6)) return { kind: 'card', at, by: ours, source: '名刺交換', occasion: null, day: dayOf(at) }
  return { kind: 'hand', at, by, source: c.maybe(0.6) ? '紹介' : '代表電話へのお問い合わせ' }
}

/** Cards are typed in two working days after a fair, the list of a seminar on the next. */
function occasion({ occasions, office, staff, now }: Story, c: Chance, kind: Occasion['kind']): Origin | undefined {
  const past = occasions.filter(o => o.kind === kind && timeOf(o.day, 40) < now)
  if (past.length === 0) return undefined
  // The office has grown: of late more came.
  const found = past[Math.floor(past.length * Math.sqrt(c.next()))]!
  const day = office.after(found.day, kind === 'fair' ? 2 : 1)
  const at = Math.floor(timeOf(day, 11) + 50 * 60_000 * c.next())
  if (at > now - HOUR) return undefined
  const by = staff.marketers[found.day % staff.marketers.length]!
  return { kind: kind === 'fair' ? 'card' : 'list', at, by, source: found.name, occasion: found, day: found.day }
}
