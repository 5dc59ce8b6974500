import type { Channel } from '../../src/people/consent/consent.schema.ts'
import type { ActivityKind, Outcome } from '../../src/sell/activities/activities.schema.ts'
import type { Agenda } from './agenda.ts'
import type { Chance } from './chance.ts'
import type { Deal } from './deals.ts'
import type { Heat } from './heat.ts'
import type { Lead } from './leads.ts'
import type { Offer } from './offers.ts'
import type { MadeCompany, MadePerson } from './people.ts'
import type { Occasion, Story } from './story.ts'
import { iso } from './time.ts'
import type { Cookie } from './visits.ts'

/** A company as the story knows it. */
export type Firm = MadeCompany & {
  id: number
  n: number
  customerSince: number | null
  becameCustomer: { at: number; dealId: number; by: number } | null
  people: Life[]
  bornAt: number
}

export type Consent = {
  id: number
  channel: Channel
  basis: 'opt_in' | 'business_card' | 'none'
  at: number
  via: string
  by: number | null
  withdrawnAt: number | null
  withdrawnVia: string | null
}

export type Activity = {
  id: number
  kind: ActivityKind
  leadId: number | null
  dealId: number | null
  holderId: number
  subject: string
  note: string
  plannedAt: number | null
  remindAt: number | null
  doneAt: number | null
  outcome: Outcome | null
  cancelledAt: number | null
  createdAt: number
  createdBy: number | null
}

/** How somebody came to be known. */
export type Origin =
  | { kind: 'card' | 'list'; at: number; by: number; source: string; occasion: Occasion | null; day: number }
  | { kind: 'form'; at: number; by: null; source: string; form: 'document' | 'inquiry' | 'seminar' }
  | { kind: 'hand'; at: number; by: number; source: string }

/** What follows when a clock has run out or an offer is taken: told by others, who know of leads. */
export type Follow = {
  wakeUp(life: Life, lead: Lead, at: number): void
  offerOnward(life: Life, lead: Lead, at: number): void
  workOn(life: Life, lead: Lead, at: number): void
}

/** One person and all that happens with them. */
export type Life = MadePerson & {
  story: Story
  follow: Follow
  c: Chance
  firm: Firm
  id: number
  origin: Origin
  record: number
  mailIdentity: number | null
  cookie: Cookie | null
  agenda: Agenda
  leads: Lead[]
  consents: Consent[]
  activities: Activity[]
  offers: Offer[]
  deals: Deal[]
  /** Deals of colleagues in which they take part. */
  sharedDeals: Deal[]
  bouncedAt: number | null
  heat: Heat
}

export const whom = (life: Life, more: { lead?: number; by?: number | null; identity?: number } = {}) => ({
  person: life.id,
  company: life.firm.id,
  identity: life.record,
  ...more,
})

export const leadOf = (life: Life): Lead => life.leads.at(-1)!

type Planning = {
  subject?: string
  note?: string
  holder: number
  at: number
  plannedAt: number
  leadId?: number | null
  dealId?: number | null
  remind?: boolean
  /** Who arranged it, if not whoever is to do it. */
  by?: number
}

/** Plans something. A reminder that has come was given. */
export function plan(life: Life, kind: ActivityKind, given: Planning): Activity {
  const activity = write(life, kind, { ...given, plannedAt: given.plannedAt, doneAt: null })
  if (given.remind) activity.remindAt = given.plannedAt
  activity.createdBy = given.by ?? given.holder
  life.story.timeline.add(
    given.at,
    'activity.planned',
    whom(life, { lead: given.leadId ?? undefined, by: activity.createdBy }),
    { activityId: activity.id, kind },
  )
  return activity
}

/** Writes down something done, which was not planned. */
export function did(
  life: Life,
  kind: ActivityKind,
  given: Omit<Planning, 'plannedAt'> & { outcome?: Outcome | null },
): Activity {
  const activity = write(life, kind, { ...given, plannedAt: null, doneAt: null })
  finish(life, activity, given.at, given)
  return activity
}

/** What was planned is done. */
export function finish(
  life: Life,
  activity: Activity,
  at: number,
  { outcome = null, note, holder }: { outcome?: Outcome | null; note?: string; holder: number },
): void {
  activity.doneAt = at
  activity.outcome = outcome
  activity.holderId = holder
  if (note) activity.note = activity.note ? `${activity.note}\n${note}` : note
  life.story.timeline.add(at, 'activity.done', whom(life, { lead: activity.leadId ?? undefined, by: holder }), {
    activityId: activity.id,
    kind: activity.kind,
    outcome,
  })
}

function write(
  life: Life,
  kind: ActivityKind,
  {
    subject = '',
    note = '',
    holder,
    at,
    plannedAt,
    doneAt,
    leadId = null,
    dealId = null,
  }: Omit<Planning, 'plannedAt'> & {
    plannedAt: number | null
    doneAt: number | null
  },
): Activity {
  const activity: Activity = {
    id: life.story.books.next('activity'),
    kind,
    leadId,
    dealId,
    holderId: holder,
    subject,
    note,
    plannedAt,
    remindAt: null,
    doneAt,
    outcome: null,
    cancelledAt: null,
    createdAt: at,
    createdBy: holder,
  }
  life.activities.push(activity)
  return activity
}

export function keepActivities({ story, id, firm, activities }: Life): void {
  const time = (at: number | null) => (at === null ? null : iso(at))
  for (const a of activities)
    story.books.activity.add({
      ...a,
      personId: id,
      companyId: firm.id,
      plannedAt: time(a.plannedAt),
      remindAt: time(a.remindAt),
      remindedAt: a.remindAt !== null && a.remindAt <= story.now && a.doneAt === null ? iso(a.remindAt) : null,
      doneAt: time(a.doneAt),
      cancelledAt: time(a.cancelledAt),
      createdAt: iso(a.createdAt),
    })
}

/** On what basis they may be approached from now on. */
export function grant(life: Life, at: number, given: Pick<Consent, 'channel' | 'basis' | 'via' | 'by'>): void {
  const id = life.story.books.next('consent')
  life.consents.push({ ...given, id, at, withdrawnAt: null, withdrawnVia: null })
  const { channel, basis, by } = given
  life.story.timeline.add(at, 'consent.granted', whom(life, { by }), { consentId: id, channel, basis })
}

/** They want no more. Kept too of whom nothing was granted. */
export function withdraw(
  life: Life,
  at: number,
  channel: Channel,
  via: string,
  { by = null, activity, lead }: { by?: number | null; activity?: number; lead?: number } = {},
): void {
  const standing = life.consents.filter(c => c.channel === channel)
  for (const c of standing)
    if (c.withdrawnAt === null) {
      c.withdrawnAt = at
      c.withdrawnVia = via
    }
  let consentId: number | undefined
  if (standing.length === 0) {
    consentId = life.story.books.next('consent')
    life.consents.push({ id: consentId, channel, basis: 'none', at, via, by, withdrawnAt: at, withdrawnVia: via })
  }
  life.story.timeline.add(at, 'consent.withdrawn', whom(life, { by, lead }), {
    channel,
    consentId,
    activityId: activity,
  })
}
