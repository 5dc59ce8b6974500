import { sql } from 'kysely'
import { loadCalendar } from '../../office/calendar/workdays.ts'
import type { OwnerAct } from '../../office/roles/act.ts'
import { planned } from '../../platform/lines.ts'
import { record } from '../../timeline/timeline.ts'
import { isOpen, type Stage } from './leads.schema.ts'
import { clockFor, holdLead, lockLead, moveLeads, openLead } from './leads.ts'
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
 * and who held it until now.
 */
export async function becomeOpportunity(
  act: OwnerAct,
  pursuit: Pursuit,
  ownerId: number,
): Promise<{ leadId: number; before: number | null }> {
  const known = await openLeadFor(act, pursuit)
  let leadId = known ?? (await openLead(act, { ...pursuit, trigger: 'direct' }))
  let lead = await lockLead(act.tx, leadId)
  if (!isOpen(lead.stage)) {
    // Somebody has closed it while it was waited for.
    leadId = await openLead(act, { ...pursuit, trigger: 'direct' })
    lead = await lockLead(act.tx, leadId)
  }
  const { stage, holderId } = lead
  const trigger = stage === 'sal' ? 'hand' : 'direct'
  const way = wayToSql[stage]
  const to = way.at(-1)
  if (to) await moveLeads(act, [lead], { to, through: way.slice(0, -1), holderId: ownerId, trigger })
  if (stage === 'sql' && holderId !== ownerId && !(await ownsDealOf(act, leadId, holderId)))
    await holdLead(act, { leadId, holderId: ownerId, trigger: 'direct' })
  return { leadId, before: leadId === known ? holderId : null }
}

async function openLeadFor(
  act: OwnerAct,
  { personId, companyId, productLineId }: Pursuit,
): Promise<number | undefined> {
  const lead = await act.tx
    .selectFrom('lead')
    .select('id')
    .where('closedAt', 'is', null)
    .where('productLineId', '=', productLineId)
    .$if(personId !== null, q => q.where('personId', '=', personId))
    .$if(personId === null, q => q.where('personId', 'is', null).where('companyId', '=', companyId))
    .executeTakeFirst()
  return lead?.id
}

/**
 * A deal has ended. While another of the same lead is open the lead stays an opportunity, held by who owns one of these;
 * with the last one it closes as won, if any of them was won, or is given back.
 */
export async function endOpportunity(
  act: OwnerAct,
  leadId: number,
  { reasonId, until }: { reasonId?: number; until?: string } = {},
): Promise<void> {
  const lead = await lockLead(act.tx, leadId)
  if (lead.stage !== 'sql') return
  const { rows } = await sql<{ ownerId: number | null; won: boolean }>`
    ${planned('deals-of-lead')} select (select d.owner_id from deal d where d.lead_id = ${leadId} and d.outcome is null
        order by d.owner_id = ${lead.holderId} desc, d.id limit 1) as owner_id,
      exists (select from deal d where d.lead_id = ${leadId} and d.outcome = 'won') as won`.execute(act.tx)
  const { ownerId, won } = rows[0]!
  if (ownerId === null) {
    await moveLeads(
      act,
      [lead],
      won ? { to: 'won', trigger: 'hand' } : { to: 'recycled', reasonId, until, trigger: 'hand' },
    )
  } else if (ownerId !== lead.holderId) await holdLead(act, { leadId, holderId: ownerId, trigger: 'hand' })
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
