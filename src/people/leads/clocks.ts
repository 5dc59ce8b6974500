import { sql } from 'kysely'
import { inWorkingDays, loadCalendar, localDay } from '../../office/calendar/workdays.ts'
import type { OwnerAct } from '../../office/roles/act.ts'
import { record } from '../../timeline/timeline.ts'
import { expireOffer } from '../offers/answer.ts'
import { offerLead } from '../offers/give.ts'
import { dealOwnerAt } from './deals.ts'
import type { ClockFor, Stage } from './leads.schema.ts'
import { clockFor, holdLead, lockLead, moveLead, presets, queueFor, setClock } from './leads.ts'

type Due = {
  id: number
  personId: number | null
  companyId: number | null
  stage: Stage
  holderId: number
  formerHolderId: number | null
  clockAt: Date
  clockFor: ClockFor
  escalatedAt: Date | null
}

const perPass = 200

/** Who is asked next when nobody answered, where somebody made rules for it; nobody: the next in the team is. */
export type NextInTurn = (act: OwnerAct, leadId: number) => Promise<number | undefined>

/**
 * What follows when a clock has run out, by the lifecycle. Each lead is told once and moved once, however many workers
 * look at the same time. Answers how many were dealt with; the caller comes again while there are any.
 */
export async function runClocks(act: OwnerAct, next?: NextInTurn): Promise<number> {
  const { rows } = await sql<Due>`
    select id, person_id, company_id, stage, holder_id, former_holder_id, clock_at, clock_for, escalated_at
    from lead where closed_at is null and clock_at <= ${act.at}
      and (escalated_at is null or clock_for in ('answer', 'first_contact', 'next_action') and stage in ('mql', 'sal') and escalated_at <= ${act.at})
    order by clock_at, id limit ${perPass} for update skip locked`.execute(act.tx)
  let moved = 0
  for (const lead of rows) if (await ring(act, lead, next)) moved++
  return moved
}

/** One clock has run out. Answers false when nothing is due yet beyond what was told already. */
async function ring(act: OwnerAct, lead: Due, next?: NextInTurn): Promise<boolean> {
  switch (lead.clockFor) {
    case 'sign_of_life':
      return dormant(act, lead)
    case 'wake':
      return wake(act, lead)
    case 'answer':
      return lead.escalatedAt ? offerOnward(act, lead, next) : tell(act, lead, presets.escalateWorkingDays)
    case 'first_contact':
    case 'next_action':
      return lead.escalatedAt
        ? lead.stage === 'sal'
          ? backToQueue(act, lead)
          : false
        : tell(act, lead, presets.backToQueueWorkingDays)
  }
}

/** The holder and the manager are told, once. `escalatedAt` is when the next step follows. */
async function tell(act: OwnerAct, lead: Due, workingDays: number): Promise<boolean> {
  const next = inWorkingDays(await loadCalendar(act.tx), act.at, workingDays)
  await act.tx.updateTable('lead').set({ escalatedAt: next }).where('id', '=', lead.id).execute()
  await record(
    act,
    'lead.overdue',
    concerning(lead),
    { clockFor: lead.clockFor, holderId: lead.holderId },
    { key: `overdue ${lead.id} ${lead.clockAt.toISOString()}` },
  )
  return true
}

/** 90 days without a sign of life: it stays with marketing, in the dormant list, and the clock is set anew. */
async function dormant(act: OwnerAct, lead: Due): Promise<boolean> {
  const clock = clockFor('lead', await loadCalendar(act.tx), act.at)!
  await setClock(act, lead.id, clock.at, clock.for)
  await record(act, 'lead.overdue', concerning(lead), { clockFor: lead.clockFor, holderId: lead.holderId })
  return true
}

/** The wake day has come: MQL again, offered to who has a deal at the company, who knew it last, or inside sales. */
async function wake(act: OwnerAct, lead: Due): Promise<boolean> {
  const to =
    (await dealOwnerAt(act, lead.id)) ??
    ((lead.formerHolderId && (await present(act, lead.formerHolderId))) || (await queueFor(act.tx, 'inside_sales')))
  await moveLead(act, { leadId: lead.id, to: 'mql', trigger: 'clock' })
  await offerLead(act, { leadId: lead.id, to, note: '', trigger: 'clock' })
  return true
}

/** Nobody answered: to the next in turn who was not asked yet; nobody eligible: to the sales manager's queue. */
async function offerOnward(act: OwnerAct, lead: Due, next?: NextInTurn): Promise<boolean> {
  const open = await act.tx
    .selectFrom('offer')
    .select(['id', 'toId', 'note'])
    .where('leadId', '=', lead.id)
    .where('answer', 'is', null)
    .executeTakeFirst()
  if (open) await expireOffer(act, open.id)
  const to = (await next?.(act, lead.id)) ?? (await nextInTurn(act, lead.id)) ?? (await queueFor(act.tx, 'manager'))
  await lockLead(act.tx, lead.id)
  await offerLead(act, { leadId: lead.id, to, note: open?.note ?? '', trigger: 'clock' })
  return true
}

/** Not touched for so long that it goes back to the queue, to be taken by whoever has time. */
async function backToQueue(act: OwnerAct, lead: Due): Promise<boolean> {
  const queue = await queueFor(act.tx, 'inside_sales')
  if (queue === lead.holderId) return tell(act, lead, presets.backToQueueWorkingDays)
  await holdLead(act, { leadId: lead.id, holderId: queue, trigger: 'clock' })
  return true
}

/**
 * Inside sales who may be asked next: of the team of who was asked last, not asked for this lead since it became MQL,
 * present, with the fewest open leads.
 */
async function nextInTurn(act: OwnerAct, leadId: number): Promise<number | undefined> {
  const today = localDay(act.at, (await loadCalendar(act.tx)).timeZone)
  const { rows } = await sql<{ id: number }>`
    with asked as (
      select o.to_id, h.team_id, o.id from offer o join holder h on h.id = o.to_id join lead l on l.id = o.lead_id
      where o.lead_id = ${leadId} and o.offered_at >= l.stage_since
    )
    select h.id from holder h join app_user u on u.id = h.id
    where h.active and not u.is_program and 'inside_sales' = any(u.roles)
      and h.id not in (select to_id from asked)
      and h.team_id is not distinct from (select coalesce(team_id, h.team_id) from asked order by id desc limit 1)
      and (u.away_from <= ${today} and coalesce(u.away_until, ${today}) >= ${today}) is not true
    order by (select count(*) from lead x where x.holder_id = h.id and x.closed_at is null), h.id limit 1`.execute(
    act.tx,
  )
  return rows[0]?.id
}

/** The user themselves, their deputy while they are away, nobody when they have left. */
async function present(act: OwnerAct, userId: number): Promise<number | undefined> {
  const today = localDay(act.at, (await loadCalendar(act.tx)).timeZone)
  const { rows } = await sql<{ id: number }>`
    select case when u.away_from <= ${today} and coalesce(u.away_until, ${today}) >= ${today} then d.id else u.id end as id
    from app_user u join holder h on h.id = u.id left join holder d on d.id = u.deputy_id and d.active
    where u.id = ${userId} and h.active`.execute(act.tx)
  return rows[0]?.id ?? undefined
}

const concerning = (lead: Due) => ({ leadId: lead.id, personId: lead.personId, companyId: lead.companyId })
