import type { Trigger } from '../../src/timeline/vocabulary.ts'
import { holdLead, type Lead, moveLead, setClock } from './leads.ts'
import { type Life, whom } from './life.ts'
import { offerNotes, returnNotes, ruleNotes } from './notes.ts'
import { dayOf, dayText, iso } from './time.ts'

/** How work changes hands. */
export type Offer = {
  id: number
  leadId: number
  from: number
  givenBy: number | null
  to: number
  note: string
  at: number
  clock: number
  answer: 'accepted' | 'returned' | 'expired' | 'withdrawn' | null
  answeredAt: number | null
  answeredBy: number | null
  reason: number | null
  until: string | null
  answerNote: string | null
}

type Giving = { to: number; trigger: Trigger; by: number | null; note: string; clock?: number }

/** What is offered by marketing becomes MQL; a lead in sales keeps its stage. Until it is answered the giver still holds. */
export function giveOffer(life: Life, lead: Lead, at: number, { to, trigger, by, note, clock }: Giving): Offer {
  const { story } = life
  const due = clock ?? story.office.within(at, 2)
  if (lead.stage === 'lead' || lead.stage === 'recycled') moveLead(life, lead, 'mql', at, { trigger, by, clock: due })
  else if (lead.stage === 'mql') setClock(life, lead, due, 'answer')
  const offer: Offer = {
    id: story.books.next('offer'),
    leadId: lead.id,
    from: lead.holder!,
    givenBy: by,
    to,
    note,
    at,
    clock: due,
    answer: null,
    answeredAt: null,
    answeredBy: null,
    reason: null,
    until: null,
    answerNote: null,
  }
  lead.offer = offer
  life.offers.push(offer)
  const facts = { offerId: offer.id, from: offer.from, to, trigger }
  story.timeline.add(at, 'offer.given', whom(life, { lead: lead.id, by }), facts)
  return offer
}

/** Who calls in that part of the country. */
export const insideFor = ({ firm, story }: Life) => (firm.east ? story.staff.insideEast : story.staff.insideWest)
export const fieldFor = ({ firm, story }: Life) => (firm.east ? story.staff.fieldEast : story.staff.fieldWest)

/** Marketing passes somebody on: by a rule, because they crossed the line or asked, or by hand. */
export function passOn(life: Life, lead: Lead, at: number, how: { by: number | null; pressing?: boolean }): void {
  const { story, c } = life
  const former = lead.stage === 'recycled' ? lead.former : null
  const to = former ?? story.turns.next(insideFor(life))!
  const note = how.by === null ? c.pick(ruleNotes) : c.pick(offerNotes)
  const clock = how.pressing ? story.office.within(at, 0) : undefined
  const trigger = how.by === null ? 'rule' : 'hand'
  answerIn(life, lead, giveOffer(life, lead, at, { to, trigger, by: how.by, note, clock }))
}

/** The wake day has come: offered to who knew it last, or inside sales. */
export function wakeUp(life: Life, lead: Lead, at: number): void {
  const to = lead.former ?? life.story.settings.queues.insideSales
  answerIn(life, lead, giveOffer(life, lead, at, { to, trigger: 'clock', by: null, note: '' }))
}

/** Nobody answered: to the next in turn who was not asked yet, else to the manager. */
export function offerOnward(life: Life, lead: Lead, at: number): void {
  const { story } = life
  const open = lead.offer
  if (!open || lead.stage !== 'mql') return
  Object.assign(open, { answer: 'expired', answeredAt: at })
  lead.offer = null
  const facts = { offerId: open.id, from: open.from, to: open.to }
  story.timeline.add(at, 'offer.expired', whom(life, { lead: lead.id }), facts)
  const asked = life.offers.filter(o => o.leadId === lead.id && o.at >= lead.since).map(o => o.to)
  const to = story.turns.next(insideFor(life), asked) ?? story.settings.queues.manager
  answerIn(life, lead, giveOffer(life, lead, at, { to, trigger: 'clock', by: null, note: open.note }))
}

/** Somebody answers: most in time, some too late, and some give it back. */
function answerIn(life: Life, lead: Lead, offer: Offer): void {
  const { story, c } = life
  const { queues } = story.settings
  const who =
    offer.to === queues.manager
      ? story.staff.manager
      : offer.to === queues.insideSales
        ? story.turns.next(insideFor(life))!
        : offer.to
  const late = c.maybe(0.09)
  const until = late ? story.office.within(offer.clock, 3) : offer.clock
  const at = story.office.between(c, late ? offer.clock : offer.at, until - 60_000)
  const returns = c.maybe(0.13)
  life.agenda.add(at, now => {
    if (offer.answer !== null) return
    if (returns) giveBack(life, lead, offer, now, who)
    else accept(life, lead, offer, now, who)
  })
}

function accept(life: Life, lead: Lead, offer: Offer, at: number, by: number): void {
  answer(life, lead, offer, at, 'accepted', by)
  const facts = { offerId: offer.id, from: offer.from, to: offer.to }
  life.story.timeline.add(at, 'offer.accepted', whom(life, { lead: lead.id, by }), facts)
  if (lead.stage === 'mql') {
    moveLead(life, lead, 'sal', at, { trigger: 'hand', by, holder: by })
    life.follow.workOn(life, lead, at)
  } else holdLead(life, lead, by, at, { trigger: 'hand', by, clock: lead.clockAt! > at ? lead.clockAt! : undefined })
}

function giveBack(life: Life, lead: Lead, offer: Offer, at: number, by: number): void {
  const { c, story } = life
  const reason = c.weighted([
    ['not_now', 5],
    ['no_need', 2],
    ['wrong_person', 1],
    ['no_capacity', 2],
  ] as const)
  const until = reason === 'not_now' ? dayText(dayOf(at) + c.int(30, 180)) : null
  const reasonId = story.settings.reasons.get(reason)!
  answer(life, lead, offer, at, 'returned', by)
  Object.assign(offer, { reason: reasonId, until, answerNote: c.pick(returnNotes) || null })
  const facts = { offerId: offer.id, from: offer.from, to: offer.to, reasonId, until }
  story.timeline.add(at, 'offer.returned', whom(life, { lead: lead.id, by }), facts)
  if (lead.stage === 'mql')
    moveLead(life, lead, 'recycled', at, { trigger: 'hand', by, reason, until: until ?? undefined, knownTo: by })
}

function answer(life: Life, lead: Lead, offer: Offer, at: number, said: 'accepted' | 'returned', by: number): void {
  Object.assign(offer, { answer: said, answeredAt: at, answeredBy: by })
  lead.offer = null
}

/** An appointment goes to field sales, who take it within a day or two. */
export function tossUp(
  life: Life,
  lead: Lead,
  at: number,
  { to, by, note }: { to: number; by: number; note: string },
): void {
  const offer = giveOffer(life, lead, at, { to, trigger: 'hand', by, note })
  const taken = life.story.office.between(life.c, at + 10 * 60_000, offer.clock)
  life.agenda.add(taken, now => {
    if (offer.answer === null && lead.offer === offer) accept(life, lead, offer, now, to)
  })
}

export function keepOffers({ story, offers }: Life): void {
  for (const { from, to, by, at, clock, reason, ...o } of offers.map(o => ({ ...o, by: o.givenBy })))
    story.books.offer.add({
      ...o,
      fromId: from,
      toId: to,
      givenBy: by,
      offeredAt: iso(at),
      clockAt: iso(clock),
      answeredAt: o.answeredAt === null ? null : iso(o.answeredAt),
      reasonId: reason,
    })
}
