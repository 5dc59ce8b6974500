import type { ClockFor, Stage } from '../../src/people/leads/leads.schema.ts'
import { presets } from '../../src/people/leads/leads.ts'
import type { Trigger } from '../../src/timeline/vocabulary.ts'
import { type Life, leadOf, whom } from './life.ts'
import type { Offer } from './offers.ts'
import { DAY, iso, timeOf } from './time.ts'

/** One pursuit, as its row stands at the moment that is told. */
export type Lead = {
  id: number
  stage: Stage
  since: number
  holder: number | null
  former: number | null
  clockAt: number | null
  clockFor: ClockFor | null
  reason: number | null
  returnedAt: number | null
  touchedAt: number | null
  escalatedAt: number | null
  openedAt: number
  closedAt: number | null
  moves: number
  offer: Offer | null
  /** Who saw them when it was closed. */
  lastHolder: number | null
  told: number | null
  overdueSince: number | null
  /** How far it ever came: 1 lead, 2 MQL, 3 SAL, 4 SQL, 5 won. */
  reached: number
  /** When it first was more than a name in marketing's list. */
  firstMovedAt: number | null
}

/** Opens a pursuit with marketing, as the product does. */
export function openLead(life: Life, at: number, trigger: Trigger, by: number | null): Lead {
  const { story } = life
  const marketing = story.settings.queues.marketing
  const lead: Lead = {
    id: story.books.next('lead'),
    stage: 'lead',
    since: at,
    holder: marketing,
    former: null,
    clockAt: null,
    clockFor: null,
    reason: null,
    returnedAt: null,
    touchedAt: null,
    escalatedAt: null,
    openedAt: at,
    closedAt: null,
    moves: 1,
    offer: null,
    lastHolder: null,
    told: null,
    overdueSince: null,
    firstMovedAt: null,
    reached: 1,
  }
  life.leads.push(lead)
  story.timeline.add(at, 'lead.opened', whom(life, { lead: lead.id, by }), {
    stage: 'lead',
    holderId: marketing,
    trigger,
  })
  setClock(life, lead, at + presets.signOfLifeDays * DAY, 'sign_of_life')
  return lead
}

const isUser = (life: Life, holder: number | null) => holder !== null && life.story.staff.nameOf.has(holder)

type Moving = {
  trigger: Trigger
  by: number | null
  holder?: number
  clock?: number
  reason?: string
  until?: string
  knownTo?: number | null
}

const reaches: readonly Stage[] = ['lead', 'mql', 'sal', 'sql', 'won']

/** The same that `moveLead` does: the row, its holder and clock, and the event. */
export function moveLead(life: Life, lead: Lead, to: Stage, at: number, move: Moving): void {
  const { story } = life
  const closes = to === 'won' || to === 'disqualified'
  const stays = to === 'mql' || to === 'sal' || to === 'sql'
  const next = closes ? null : (move.holder ?? (stays ? lead.holder : null) ?? story.settings.queues.marketing)
  if (lead.offer) endOffer(lead, at, move.by)
  keepTrend(life, lead, at)
  const reason = move.reason === undefined ? null : story.settings.reasons.get(move.reason)!
  const from = lead.stage
  lead.firstMovedAt ??= at
  lead.lastHolder = lead.holder
  lead.former = isUser(life, lead.holder) && lead.holder !== next ? lead.holder : (lead.former ?? move.knownTo ?? null)
  lead.stage = to
  lead.reached = Math.max(lead.reached, reaches.indexOf(to) + 1)
  lead.since = at
  lead.holder = next
  lead.reason = reason
  lead.closedAt = closes ? at : null
  lead.escalatedAt = null
  lead.moves++
  if (to === 'recycled') lead.returnedAt = at
  story.timeline.add(at, 'lead.moved', whom(life, { lead: lead.id, by: move.by }), {
    from,
    to,
    holderId: next,
    reasonId: reason,
    until: move.until ?? null,
    trigger: move.trigger,
  })
  if (closes) {
    endOverdue(life, lead, at)
    lead.clockAt = null
    lead.clockFor = null
  } else
    setClock(life, lead, move.clock ?? presetClock(life, to, at, move.until), purposes[to as keyof typeof purposes])
  if (to === 'recycled' && move.until === undefined) nurture(life, lead, at)
}

/** Many who were given back without a day are simply nurtured again, like everybody else. */
function nurture(life: Life, lead: Lead, at: number): void {
  const { c, story } = life
  if (!c.maybe(0.6)) return
  const by = story.staff.marketers[0]!
  life.agenda.add(story.office.between(c, at + DAY, at + 70 * DAY), now => {
    if (lead.stage === 'recycled' && lead.since === at) moveLead(life, lead, 'lead', now, { trigger: 'hand', by })
  })
}

const purposes = {
  lead: 'sign_of_life',
  mql: 'answer',
  sal: 'first_contact',
  sql: 'next_action',
  recycled: 'wake',
} as const

function presetClock({ story: { office } }: Life, to: Stage, at: number, until?: string): number {
  if (to === 'lead') return at + presets.signOfLifeDays * DAY
  if (to === 'mql') return office.within(at, presets.answerWorkingDays)
  if (to === 'recycled') return until ? timeOf(Date.parse(`${until}T00:00:00Z`) / DAY, 9) : at + presets.wakeDays * DAY
  return office.within(at, presets.firstContactWorkingDays)
}

function endOffer(lead: Lead, at: number, by: number | null): void {
  Object.assign(lead.offer!, { answer: 'withdrawn', answeredAt: at, answeredBy: by })
  lead.offer = null
}

/** Gives it to another holder within its stage. */
export function holdLead(
  life: Life,
  lead: Lead,
  to: number,
  at: number,
  { trigger, by, clock }: { trigger: Trigger; by: number | null; clock?: number },
): void {
  const from = lead.holder!
  if (isUser(life, from) && from !== to) lead.former = from
  lead.holder = to
  lead.escalatedAt = null
  lead.moves++
  life.story.timeline.add(at, 'lead.held', whom(life, { lead: lead.id, by }), { from, to, trigger })
  setClock(life, lead, clock ?? life.story.office.within(at, 3), lead.clockFor!)
}

/** By when the holder must do what; when it rings, what the lifecycle says follows. */
export function setClock(life: Life, lead: Lead, clock: number, purpose: ClockFor): void {
  if (lead.clockAt === clock && lead.clockFor === purpose) return
  endOverdue(life, lead, life.agenda.now)
  lead.clockAt = clock
  lead.clockFor = purpose
  lead.escalatedAt = null
  life.agenda.add(clock + minuteJob, at => ring(life, lead, clock, at))
}

/** Clocks are looked at once a minute. */
const minuteJob = 20_000

function ring(life: Life, lead: Lead, clock: number, at: number): void {
  if (lead.closedAt !== null || lead.clockAt !== clock) return
  switch (lead.clockFor) {
    case 'sign_of_life':
      overdue(life, lead, at)
      return setClock(life, lead, at + presets.signOfLifeDays * DAY, 'sign_of_life')
    case 'wake':
      return life.follow.wakeUp(life, lead, at)
    case 'answer':
      return tell(life, lead, clock, at, presets.escalateWorkingDays, later =>
        life.follow.offerOnward(life, lead, later),
      )
    default:
      return tell(life, lead, clock, at, presets.backToQueueWorkingDays, later => backToQueue(life, lead, later))
  }
}

/** The holder and the manager are told, once; the next step follows when nothing has happened since. */
function tell(life: Life, lead: Lead, clock: number, at: number, days: number, then: (at: number) => void): void {
  if (lead.told !== clock) overdue(life, lead, at, `overdue ${lead.id} ${iso(clock)}`)
  lead.told = clock
  lead.overdueSince ??= clock
  const next = life.story.office.within(at, days)
  lead.escalatedAt = next
  if (lead.stage !== 'sql')
    life.agenda.add(next + minuteJob, later => {
      if (lead.closedAt === null && lead.clockAt === clock && lead.escalatedAt === next) then(later)
    })
}

function overdue(life: Life, lead: Lead, at: number, key?: string): void {
  const facts = { clockFor: lead.clockFor!, holderId: lead.holder! }
  life.story.timeline.add(at, 'lead.overdue', whom(life, { lead: lead.id }), facts, key)
}

function backToQueue(life: Life, lead: Lead, at: number): void {
  if (lead.stage !== 'sal') return
  const queue = life.story.settings.queues.insideSales
  if (lead.holder === queue) tell(life, lead, lead.clockAt!, at, 5, later => backToQueue(life, lead, later))
  else holdLead(life, lead, queue, at, { trigger: 'clock', by: null })
}

/** A sign of life of somebody whom marketing looks after. */
export function signOfLife(life: Life, at: number): void {
  const lead = leadOf(life)
  if (lead.stage === 'lead' && lead.clockAt! < at + 89 * DAY) setClock(life, lead, at + 90 * DAY, 'sign_of_life')
}

/** The clock of a lead in sales follows its next action: what is planned first, else three working days. */
export function followNextAction(life: Life, lead: Lead, at: number): void {
  if (lead.stage !== 'sal' && lead.stage !== 'sql') return
  let planned: number | null = null
  for (const a of life.activities)
    if (a.leadId === lead.id && a.plannedAt !== null && a.doneAt === null && a.cancelledAt === null)
      planned = planned === null ? a.plannedAt : Math.min(planned, a.plannedAt)
  setClock(life, lead, planned ?? life.story.office.within(at, presets.nextActionWorkingDays), 'next_action')
}

function endOverdue({ story }: Life, lead: Lead, at: number | null): void {
  if (lead.overdueSince !== null) story.trend.during('overdue', lead.overdueSince, at)
  lead.overdueSince = null
}

const lists: Partial<Record<Stage, string>> = {
  lead: 'potential',
  mql: 'offered',
  sal: 'working',
  sql: 'opportunity',
  recycled: 'recycled',
}

/** Of which list of day one they were until now. */
function keepTrend({ story }: Life, lead: Lead, until: number | null): void {
  const list = lists[lead.stage]
  if (list) story.trend.during(list, lead.since, until)
}

/** The story has come to its end, and they are where they are. */
export function stayThere(life: Life, lead: Lead): void {
  if (lead.closedAt !== null) return
  keepTrend(life, lead, null)
  endOverdue(life, lead, null)
}
