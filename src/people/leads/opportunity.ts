import { sql } from 'kysely'
import { loadCalendar } from '../../office/calendar/workdays.ts'
import type { OwnerAct } from '../../office/roles/act.ts'
import { planned } from '../../platform/lines.ts'
import { record } from '../../timeline/timeline.ts'
import type { Stage } from './leads.schema.ts'
import { clockFor, holdLead, type LockedLead, lockedColumns, lockLead, moveLeads, openLead } from './leads.ts'
import { refreshSight } from './sight.ts'

/** What a deal is about: somebody, or a company nobody of whom is known yet, and what is to be sold. */
export type Pursuit = { personId: number | null; companyId: number | null; productLineId: number }

/** The stages that are walked at once when somebody opens a deal. */
const wayToSql: Record<Stage, Stage[]> = {
  lead: ['mql', 'sal', 'sql'],
  recycled: ['mql', 'sal', 'sql'],
  mql: ['sal', 'sql'],
  sal: ['sql'],
  sql: [],
  won: [],
  disqualified: [],
}

/**
 * A deal is open: its lead is an opportunity from now on, held by the deal's owner. Each stage in between is an event of
 * its own, and an open offer ends. A pursuit without an open lead gets one: a new interest is a new lead. Answers the lead,
 * and who held it until now. Sight follows when the deal's is refreshed.
 */
export async function becomeOpportunity(
  act: OwnerAct,
  pursuit: Pursuit,
  ownerId: number,
): Promise<{ leadId: number; before: number | null }> {
  const known = await lockOpenLead(act, pursuit)
  const lead = known ?? (await lockLead(act.tx, await openLead(act, { ...pursuit, trigger: 'direct' })))
  const { id: leadId, stage, holderId } = lead
  const trigger = stage === 'sal' ? 'hand' : 'direct'
  const way = wayToSql[stage]
  const to = way.at(-1)
  if (to)
    await moveLeads(act, [lead], { to, through: way.slice(0, -1), holderId: ownerId, trigger, sightFollows: true })
  if (stage === 'sql' && holderId !== ownerId && !(await ownsDealOf(act, leadId, holderId)))
    await holdLead(act, { leadId, holderId: ownerId, trigger: 'direct' })
  return { leadId, before: known ? holderId : null }
}

/** One that somebody closes while it is waited for is open no more, and so is not found. */
async function lockOpenLead({ tx }: OwnerAct, { personId, companyId, productLineId }: Pursuit) {
  const whose = personId === null ? sql`person_id is null and company_id = ${companyId}` : sql`person_id = ${personId}`
  const { rows } = await sql<LockedLead>`
    ${planned(personId === null ? 'lock-lead-at' : 'lock-lead-of')} select ${lockedColumns} from lead
    where closed_at is null and product_line_id = ${productLineId} and ${whose} for update`.execute(tx)
  return rows[0]
}

/**
 * A deal has ended. While another of the same lead is open the lead stays an opportunity, held by who owns one of these;
 * with the last one it closes as won, if any of them was won, or is given back. Sight follows when the deal's is refreshed.
 * Answers whether it is still pursued in sales.
 */
export async function endOpportunity(
  act: OwnerAct,
  leadId: number,
  { reasonId, until }: { reasonId?: number; until?: string } = {},
): Promise<boolean> {
  const lead = await lockLead(act.tx, leadId)
  if (lead.stage !== 'sql') return lead.stage === 'sal'
  const { rows } = await sql<{ ownerId: number | null; won: boolean }>`
    ${planned('deals-of-lead')} select (select d.owner_id from deal d where d.lead_id = ${leadId} and d.outcome is null
        order by d.owner_id = ${lead.holderId} desc, d.id limit 1) as owner_id,
      exists (select from deal d where d.lead_id = ${leadId} and d.outcome = 'won') as won`.execute(act.tx)
  const { ownerId, won } = rows[0]!
  if (ownerId === null) {
    await moveLeads(
      act,
      [lead],
      won
        ? { to: 'won', trigger: 'hand', sightFollows: true }
        : { to: 'recycled', reasonId, until, trigger: 'hand', sightFollows: true },
    )
  } else if (ownerId !== lead.holderId) await holdLead(act, { leadId, holderId: ownerId, trigger: 'hand' })
  return ownerId !== null
}

/**
 * A win that was none after all: its lead is the opportunity again that it was. Answers false when the lead stays won, by
 * another deal of it, or when the next pursuit has begun by now.
 */
export async function takeWinBack(act: OwnerAct, leadId: number, ownerId: number): Promise<boolean> {
  const lead = await lockLead(act.tx, leadId)
  if (lead.stage !== 'won') return false
  const clock = clockFor('sql', await loadCalendar(act.tx), act.at)!
  const { rows } = await sql`
    update lead l set stage = 'sql', stage_since = ${act.at}, holder_id = ${ownerId}, clock_at = ${clock.at}, clock_for = ${clock.for},
      closed_at = null, escalated_at = null
    where l.id = ${leadId} and (select count(*) from deal d where d.lead_id = l.id and d.outcome = 'won') <= 1
      and not exists (select from lead n where n.closed_at is null and n.product_line_id = l.product_line_id
        and n.person_id is not distinct from l.person_id and (l.person_id is not null or n.company_id = l.company_id))
    returning l.id`.execute(act.tx)
  if (rows.length === 0) return false
  await record(
    act,
    'lead.moved',
    { leadId, personId: lead.personId, companyId: lead.companyId },
    { from: 'won', to: 'sql', holderId: ownerId, reasonId: null, until: null, trigger: 'undo' },
  )
  await refreshSight(act.tx, [leadId])
  return true
}

async function ownsDealOf(act: OwnerAct, leadId: number, holderId: number | null): Promise<boolean> {
  const deal = await act.tx
    .selectFrom('deal')
    .select('id')
    .where('leadId', '=', leadId)
    .where('ownerId', '=', holderId)
    .where('outcome', 'is', null)
    .executeTakeFirst()
  return deal !== undefined
}
