import { sql } from 'kysely'
import { type Calendar, inWorkingDays, loadCalendar, momentOf } from '../../office/calendar/workdays.ts'
import type { OwnerAct } from '../../office/roles/act.ts'
import type { Tx } from '../../platform/db.ts'
import { ahead, planned } from '../../platform/lines.ts'
import { type Happened, record, recordAll } from '../../timeline/timeline.ts'
import type { Trigger } from '../../timeline/vocabulary.ts'
import { refuseContact } from '../consent/refusal.ts'
import { dealsFollowHolder, refuseWhileDealIsOpen } from './deals.ts'
import { type ClockFor, isOpen, nextStages, type Stage } from './leads.schema.ts'
import { refusesContact } from './reasons.ts'
import { closedLead, noSuchLead, noSuchMove, secondOpenLead } from './refusals.ts'
import { refreshSight } from './sight.ts'
import { type Start, startOf } from './start.ts'

/** Presets of the lifecycle: by when a holder must do what, counted from the move. Working days but for the two long ones. */
export const presets = {
  signOfLifeDays: 90,
  answerWorkingDays: 2,
  firstContactWorkingDays: 3,
  nextActionWorkingDays: 3,
  wakeDays: 180,
  escalateWorkingDays: 1,
  backToQueueWorkingDays: 5,
  restDaysAfterReturn: 30,
} as const

export type Move = {
  leadId: number
  to: Stage
  /** The stages that are passed at once on the way there, each an event of its own. */
  through?: Stage[]
  trigger: Trigger
  /** Who holds it from now on; else what the lifecycle says of the stage. */
  holderId?: number
  /** By when; else what the lifecycle says of the stage. */
  clockAt?: Date
  reasonId?: number
  until?: string
  /** To whom it wakes up first, when nobody held it before. */
  knownTo?: number | null
  /** The call or talk in which it was decided. */
  activityId?: number
  /** Whoever moves it refreshes sight by `refreshDealSight`, the lead's included. */
  sightFollows?: boolean
}

const DAY = 86_400_000

export async function queueFor(
  tx: Tx,
  purpose: 'marketing' | 'inside_sales' | 'field_sales' | 'manager' | 'success',
): Promise<number> {
  const queue = await tx
    .selectFrom('holder')
    .select('id')
    .where('kind', '=', 'queue')
    .where('purpose', '=', purpose)
    .where('teamId', 'is', null)
    .executeTakeFirstOrThrow()
  return queue.id
}

/** The clock that a stage starts with. `until` is the wake day of a lead that was given back. */
export function clockFor(
  stage: Stage,
  calendar: Calendar,
  at: Date,
  until?: string,
): { at: Date; for: ClockFor } | null {
  switch (stage) {
    case 'lead':
      return { at: new Date(at.getTime() + presets.signOfLifeDays * DAY), for: 'sign_of_life' }
    case 'mql':
      return { at: inWorkingDays(calendar, at, presets.answerWorkingDays), for: 'answer' }
    case 'sal':
      return { at: inWorkingDays(calendar, at, presets.firstContactWorkingDays), for: 'first_contact' }
    case 'sql':
      return { at: inWorkingDays(calendar, at, presets.nextActionWorkingDays), for: 'next_action' }
    case 'recycled':
      return {
        at: until
          ? momentOf(until, calendar.dayStarts, calendar.timeZone)
          : new Date(at.getTime() + presets.wakeDays * DAY),
        for: 'wake',
      }
    case 'won':
    case 'disqualified':
      return null
  }
}

export type LockedLead = {
  id: number
  personId: number | null
  companyId: number | null
  stage: Stage
  holderId: number | null
  formerHolderId: number | null
  clockAt: Date | null
  clockFor: ClockFor | null
  returnedAt: Date | null
  version: number
}

export const lockedColumns = sql`id, person_id, company_id, stage, holder_id, former_holder_id, clock_at, clock_for, returned_at, version`

/** Locks the lead for the rest of the transaction, so that two who move it at once come one after the other. */
export async function lockLead(tx: Tx, leadId: number): Promise<LockedLead> {
  const [lead] = await lockLeads(tx, [leadId])
  if (!lead) throw noSuchLead()
  return lead
}

/** Locks many, in the order of their ids, so that two who move the same never wait for each other. */
export async function lockLeads(tx: Tx, leadIds: number[]): Promise<LockedLead[]> {
  const { rows } = await sql<LockedLead>`
    ${planned('lock-leads')} select ${lockedColumns} from lead where id = any(${leadIds}::bigint[]) order by id for update`.execute(
    tx,
  )
  return rows
}

/**
 * Moves a lead to another stage: the one verb that does. It refuses what the lifecycle does not know, gives the lead its
 * holder and clock, and records the transition, all in the caller's transaction. An open offer ends with the move.
 */
export async function moveLead(act: OwnerAct, { leadId, ...move }: Move): Promise<void> {
  await moveLeads(act, [await lockLead(act.tx, leadId)], move)
}

/** The same for many, set-wise. Whoever calls it has left out those that may not. */
export async function moveLeads(act: OwnerAct, leads: LockedLead[], move: Omit<Move, 'leadId'>): Promise<void> {
  const { tx, at } = act
  const stepsOf = (lead: LockedLead) => {
    const stages = [lead.stage, ...(move.through ?? []), move.to]
    return stages.slice(1).map((to, i) => ({ from: stages[i]!, to }))
  }
  const wrong = leads.flatMap(stepsOf).find(step => !nextStages[step.from].includes(step.to))
  if (wrong) throw noSuchMove(wrong.from, wrong.to)
  if (leads.length === 0) return
  await refuseWhileDealIsOpen(tx, leads)
  const preset = isOpen(move.to) ? clockFor(move.to, await loadCalendar(tx), at, move.until) : null
  const marketing = preset && move.holderId === undefined ? await queueFor(tx, 'marketing') : null
  const holderOf = (lead: LockedLead) =>
    preset === null ? null : (move.holderId ?? (staysWithHolder(move.to) ? lead.holderId : null) ?? marketing)
  const next = leads.map(lead => ({ id: lead.id, holder_id: holderOf(lead) }))
  const ids = leads.map(lead => lead.id)
  await sql`${ahead} ${planned('withdraw-offers')} update offer set answer = 'withdrawn', answered_at = ${at}, answered_by = ${act.byId} where lead_id = any(${ids}::bigint[]) and answer is null`.execute(
    tx,
  )
  // To whom it wakes up first is the person who last held it: a queue is nobody to wake up to.
  await sql`
    ${planned('move-leads')} update lead l set stage = ${move.to}, stage_since = ${at}, holder_id = n.holder_id,
      clock_at = ${preset === null ? null : (move.clockAt ?? preset.at)}::timestamptz, clock_for = ${preset?.for ?? null},
      reason_id = ${move.reasonId ?? null}::bigint, closed_at = ${isOpen(move.to) ? null : at}::timestamptz, escalated_at = null,
      former_holder_id = coalesce((select h.id from holder h where h.id = l.holder_id and h.kind = 'user' and h.id is distinct from n.holder_id),
        l.former_holder_id, ${move.knownTo ?? null}::bigint),
      returned_at = case when ${move.to === 'recycled'} then ${at}::timestamptz else l.returned_at end
    from jsonb_to_recordset(${JSON.stringify(next)}::jsonb) as n(id bigint, holder_id bigint) where l.id = n.id`
    .execute(tx)
    .catch(refuseSecondOpenLead)
  await recordAll(
    act,
    leads.flatMap((lead, i) =>
      stepsOf(lead).map(({ from, to }) => ({
        kind: 'lead.moved' as const,
        leadId: lead.id,
        personId: lead.personId,
        companyId: lead.companyId,
        facts: {
          from,
          to,
          holderId: next[i]!.holder_id,
          reasonId: move.reasonId ?? null,
          until: move.until ?? null,
          trigger: move.trigger,
        },
      })),
    ),
  )
  if (move.to === 'disqualified' && (await refusesContact(tx, move.reasonId)))
    await refuseContact(act, leads, move.activityId)
  if (!move.sightFollows) await refreshSight(tx, ids)
}

/** When nobody is named, marketing's queue nurtures; in sales a lead stays where it is. */
const staysWithHolder = (stage: Stage) => stage === 'mql' || stage === 'sal' || stage === 'sql'

/** The person who last held it: a queue is nobody to wake up to. */
async function formerHolder(tx: Tx, lead: LockedLead, next: number | null): Promise<number | null> {
  if (!lead.holderId || lead.holderId === next) return lead.formerHolderId
  const { rows } = await sql<{
    id: number
  }>`select id from holder where id = ${lead.holderId} and kind = 'user'`.execute(tx)
  return rows[0]?.id ?? lead.formerHolderId
}

export type Opening = {
  personId?: number | null
  companyId?: number | null
  /** The person's own record, where it is at hand. */
  identityId?: number
  productLineId?: number
  trigger: Trigger
  historic?: boolean
}

/** Opens a lead at its first stage: held by marketing, with the clock of that stage. */
export async function openLead(act: OwnerAct, opening: Opening): Promise<number> {
  const [id] = await openLeads(act, [opening])
  if (id === undefined) throw secondOpenLead()
  return id
}

/**
 * Opens leads for all of these who have no open one for the product line yet. Answers the new ids. `arriving`: of people
 * who are just coming in, what their leads start with, and what is to be recorded of them first.
 */
export async function openLeads(
  act: OwnerAct,
  openings: Opening[],
  arriving?: { start: Start; happened: Happened[] },
): Promise<number[]> {
  if (openings.length === 0) return []
  const { tx, at } = act
  const { marketing, productLineId, seenBy, calendar } = arriving?.start ?? (await startOf(act))
  const clock = clockFor('lead', calendar, at)!
  const rows = openings.map(o => ({
    person_id: o.personId ?? null,
    company_id: o.companyId ?? null,
    product_line_id: o.productLineId ?? productLineId,
  }))
  const { rows: opened } = await sql<{ id: number; personId: number | null; companyId: number | null }>`
    ${planned('open-leads')} insert into lead (person_id, company_id, product_line_id, stage, stage_since, holder_id, clock_at, clock_for, opened_at, seen_by)
    select o.person_id, coalesce(p.company_id, o.company_id), o.product_line_id, 'lead', ${at}, ${marketing}, ${clock.at}, ${clock.for}, ${at}, ${arriving ? seenBy : [0]}::bigint[]
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as o(person_id bigint, company_id bigint, product_line_id bigint)
    left join person p on p.id = o.person_id
    on conflict do nothing
    returning id, person_id, company_id`.execute(tx)
  const facts = { stage: 'lead', holderId: marketing, trigger: openings[0]!.trigger }
  const records = new Map(openings.map(o => [o.personId, o.identityId]))
  await recordAll(act, [
    ...(arriving?.happened ?? []),
    ...opened.map(l => ({
      kind: 'lead.opened' as const,
      leadId: l.id,
      personId: l.personId,
      identityId: l.personId ? records.get(l.personId) : null,
      companyId: l.companyId,
      facts,
      historic: openings[0]!.historic ?? false,
    })),
  ])
  if (!arriving)
    await refreshSight(
      tx,
      opened.map(l => l.id),
    )
  return opened.map(l => l.id)
}

/** Gives the lead to another holder within its stage. */
export async function holdLead(
  act: OwnerAct,
  { leadId, holderId, clockAt, trigger }: { leadId: number; holderId: number; clockAt?: Date; trigger: Trigger },
): Promise<void> {
  const lead = await lockLead(act.tx, leadId)
  if (!isOpen(lead.stage) || lead.holderId === null) throw closedLead()
  const clock = clockAt ?? clockFor(lead.stage, await loadCalendar(act.tx), act.at)!.at
  await act.tx
    .updateTable('lead')
    .set({ holderId, clockAt: clock, escalatedAt: null, formerHolderId: await formerHolder(act.tx, lead, holderId) })
    .where('id', '=', leadId)
    .execute()
  await record(
    act,
    'lead.held',
    { leadId, personId: lead.personId, companyId: lead.companyId },
    { from: lead.holderId, to: holderId, trigger },
  )
  if (lead.stage === 'sql') await dealsFollowHolder(act, leadId, lead.holderId, holderId)
  await refreshSight(act.tx, [leadId])
}

/** Sets by when the holder does what next. */
export async function setClock(act: OwnerAct, leadId: number, clockAt: Date, purpose: ClockFor): Promise<void> {
  await sql`
    ${ahead} ${planned('set-clock')} update lead set clock_at = ${clockAt}::timestamptz, clock_for = ${purpose}, escalated_at = null
    where id = ${leadId} and closed_at is null and (clock_at, clock_for) is distinct from (${clockAt}::timestamptz, ${purpose})`.execute(
    act.tx,
  )
}

function refuseSecondOpenLead(error: unknown): never {
  if ((error as { code?: string }).code === '23505') throw secondOpenLead()
  throw error
}
