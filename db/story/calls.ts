import { blockedWorkingDays } from '../../src/sell/activities/slots.ts'
import { openDeal } from './deals.ts'
import { followNextAction, holdLead, type Lead, moveLead } from './leads.ts'
import { type Activity, did, finish, type Life, plan, withdraw } from './life.ts'
import { callNotes, meetingNotes, subjects } from './notes.ts'
import { fieldFor, insideFor, tossUp } from './offers.ts'
import { dayOf, dayText, hourOf, timeOf } from './time.ts'

/** Inside sales takes up a lead: the first call within its clock, mostly. */
export function workOn(life: Life, lead: Lead, at: number): void {
  const { story, c } = life
  const { office } = story
  const slow = c.maybe(0.05)
  const first = slow
    ? office.between(c, office.within(at, 3), office.within(at, 7))
    : office.between(c, at, office.within(at, 2))
  const tries = { absent: 0, talks: 0 }
  life.agenda.add(first, now => call(life, lead, null, now, tries))
}

type Tries = { absent: number; talks: number }

/** A call is made: the one that was planned, or the first. */
function call(life: Life, lead: Lead, planned: Activity | null, at: number, tries: Tries): void {
  const { story, c } = life
  if (lead.stage !== 'sal' || (planned && (planned.doneAt ?? planned.cancelledAt) !== null)) return
  const by = callerOf(life, lead, at)
  const outcome = c.weighted([
    ['absent', tries.talks > 0 ? 18 : 36],
    ['blocked', tries.talks > 0 ? 2 : 9],
    ['recall', 10],
    ['talked', 17],
    ['appointment', tries.talks > 0 ? 36 : 25],
    ['refused', 8],
  ] as const)
  const note = c.pick(callNotes[outcome])
  let activity = planned
  if (activity) finish(life, activity, at, { outcome, note, holder: by })
  else activity = did(life, 'call', { holder: by, at, leadId: lead.id, note, outcome })
  const reached = outcome === 'talked' || outcome === 'appointment' || outcome === 'refused'
  if (reached) lead.touchedAt = at
  const again = (when: number, remind = false) => {
    const next = plan(life, 'call', { holder: by, at, plannedAt: when, leadId: lead.id, remind })
    const late = c.maybe(0.07)
    const made = late ? story.office.between(c, when, story.office.within(when, 4)) : when
    life.agenda.add(made, now => call(life, lead, next, now, tries))
  }
  if (outcome === 'refused') return refused(life, lead, at, by, activity)
  if (outcome === 'appointment') return appointment(life, lead, at, by, note)
  if (outcome === 'talked') {
    tries.talks++
    if (tries.talks > 2 || c.maybe(0.25)) return close(life, lead, at, by)
    again(slot(life, dayOf(at) + c.int(4, 16)))
  } else if (outcome === 'recall') again(slot(life, dayOf(at) + c.int(2, 9)), true)
  else {
    if (++tries.absent >= 5) return moveLead(life, lead, 'recycled', at, { trigger: 'hand', by, reason: 'unreachable' })
    const later = outcome === 'absent' ? (hourOf(at) < 12 ? 0 : 1) : blockedWorkingDays
    const day = story.office.after(dayOf(at), later)
    again(timeOf(day, hourOf(at) < 12 ? 14.5 : 10.5))
  }
  followNextAction(life, lead, at)
}

/** Who holds it calls; from a queue, whoever takes it. */
function callerOf(life: Life, lead: Lead, at: number): number {
  const { story } = life
  if (story.staff.nameOf.has(lead.holder!)) return lead.holder!
  const taker = story.turns.next(insideFor(life))!
  holdLead(life, lead, taker, at, { trigger: 'hand', by: taker, clock: lead.clockAt! })
  return taker
}

const slot = ({ story: { office }, c }: Life, day: number) =>
  timeOf(office.after(day, 0), c.pick([10, 10.5, 11, 13.5, 14, 14.5, 15, 16, 16.5]))

function refused(life: Life, lead: Lead, at: number, by: number, activity: Activity): void {
  const { c } = life
  if (c.maybe(0.18)) {
    moveLead(life, lead, 'disqualified', at, { trigger: 'hand', by, reason: 'refused' })
    const via = `架電時に本人から連絡拒否の申し出（受けた人：${life.story.staff.nameOf.get(by)}）`
    for (const channel of ['mail', 'phone'] as const)
      withdraw(life, at, channel, via, { by, activity: activity.id, lead: lead.id })
  } else if (c.maybe(0.6)) {
    const until = dayText(dayOf(at) + c.int(60, 240))
    moveLead(life, lead, 'recycled', at, { trigger: 'hand', by, reason: 'not_now', until })
  } else moveLead(life, lead, 'recycled', at, { trigger: 'hand', by, reason: 'no_need' })
}

/** Contact work is closed without a deal: nurtured again, or seldom for good. */
function close(life: Life, lead: Lead, at: number, by: number): void {
  const { c } = life
  if (c.maybe(0.1)) {
    const reason = c.pick(['not_a_fit', 'left_company', 'invalid'] as const)
    return moveLead(life, lead, 'disqualified', at, { trigger: 'hand', by, reason })
  }
  const reason = c.weighted([
    ['not_now', 5],
    ['no_budget', 3],
    ['competitor', 1],
    ['wrong_person', 1],
  ] as const)
  const until = reason === 'not_now' ? dayText(dayOf(at) + c.int(40, 200)) : undefined
  moveLead(life, lead, 'recycled', at, { trigger: 'hand', by, reason, until })
}

/** アポ獲得: a meeting is planned with field sales, to whom the lead is offered. */
function appointment(life: Life, lead: Lead, at: number, by: number, note: string): void {
  const { story, c } = life
  const to = story.turns.next(fieldFor(life))!
  const when = slot(life, dayOf(at) + c.int(3, 12))
  tossUp(life, lead, at, { to, by, note })
  const meeting = plan(life, 'meeting', {
    holder: to,
    at,
    plannedAt: when,
    leadId: lead.id,
    note,
    subject: subjects.meeting[0],
    remind: true,
    by,
  })
  story.trend.during('appointment', at, when)
  followNextAction(life, lead, at)
  life.agenda.add(when, now => meet(life, lead, meeting, now, to, 1))
}

/** The meeting takes place: an opportunity is found, another is arranged, or it comes to nothing. */
function meet(life: Life, lead: Lead, meeting: Activity, at: number, by: number, nth: number): void {
  const { story, c } = life
  if (lead.stage !== 'sal') return
  if (lead.holder !== by) {
    // Taken up at the last moment.
    if (lead.offer) return void life.agenda.add(lead.offer.clock, now => meet(life, lead, meeting, now, by, nth))
    if (!story.staff.nameOf.has(lead.holder!)) holdLead(life, lead, by, at, { trigger: 'hand', by })
  }
  const note = c.pick(meetingNotes.slice(0, 3))
  finish(life, meeting, at, { holder: by, note })
  lead.touchedAt = at
  const went = c.weighted([
    ['deal', 70],
    ['again', nth > 1 ? 0 : 18],
    ['nothing', 24],
  ] as const)
  if (went === 'deal') return openDeal(life, lead, at, by, { renewal: false })
  if (went === 'nothing')
    return moveLead(life, lead, 'recycled', at, {
      trigger: 'hand',
      by,
      reason: c.pick(['no_budget', 'competitor', 'no_need'] as const),
    })
  const when = timeOf(story.office.after(dayOf(at) + c.int(5, 14), 0), c.pick([10, 13.5, 15]))
  const kind = c.pick(['meeting', 'visit'] as const)
  const next = plan(life, kind, {
    holder: by,
    at,
    plannedAt: when,
    leadId: lead.id,
    subject: c.pick(subjects.meeting.slice(1)),
    remind: kind === 'meeting',
  })
  followNextAction(life, lead, at)
  life.agenda.add(when, now => meet(life, lead, next, now, by, nth + 1))
}
