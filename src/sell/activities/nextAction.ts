import { sql } from 'kysely'
import { type CalendarRow, calendarColumns, calendarFrom, inWorkingDays } from '../../office/calendar/workdays.ts'
import type { OwnerAct } from '../../office/roles/act.ts'
import { type LockedLead, presets, setClock } from '../../people/leads/leads.ts'
import { noSuchLead } from '../../people/leads/refusals.ts'
import { ahead, planned } from '../../platform/lines.ts'
import type { ActivityKind, Outcome } from './activities.schema.ts'

/** Work that reaches somebody. Nobody answering the telephone is a try, not contact. */
export function isContact(kind: ActivityKind, outcome: Outcome | null | undefined): boolean {
  if (kind === 'visit' || kind === 'mail' || kind === 'meeting') return true
  return kind === 'call' && (!outcome || outcome === 'talked' || outcome === 'appointment' || outcome === 'refused')
}

/** Writes down that the person was approached for this pursuit. */
export async function touchLead(act: OwnerAct, leadId: number, doneAt: Date): Promise<void> {
  await act.tx
    .updateTable('lead')
    .set({ touchedAt: doneAt })
    .where('id', '=', leadId)
    .where(eb => eb.or([eb('touchedAt', 'is', null), eb('touchedAt', '<', doneAt)]))
    .execute()
}

/**
 * The clock of a lead in sales follows its next action: the earliest that is planned, else the preset from now. Before
 * anybody has tried to reach them, a plan does not put off the first contact.
 */
export async function followNextAction(act: OwnerAct, leadId: number): Promise<void> {
  await sql`${ahead} ${planned('lock-lead')} select from lead where id = ${leadId} for update`.execute(act.tx)
  const { rows } = await sql<
    CalendarRow &
      Pick<LockedLead, 'stage' | 'clockAt' | 'clockFor'> & { plannedAt: Date | null; tried: boolean; stageSince: Date }
  >`
    ${planned('next-action')} select ${calendarColumns}, l.stage, l.clock_at, l.clock_for, l.stage_since,
      (select min(a.planned_at) from activity a where a.lead_id = l.id and a.done_at is null and a.cancelled_at is null) as planned_at,
      exists (select from activity a where a.lead_id = l.id and a.done_at >= l.stage_since
        and a.kind in ('call', 'visit', 'mail', 'meeting')) as tried
    from lead l, workspace w where l.id = ${leadId}`.execute(act.tx)
  const lead = rows[0]
  if (!lead) throw noSuchLead()
  if ((lead.stage !== 'sal' && lead.stage !== 'sql') || !lead.clockAt) return
  const { plannedAt, tried, stageSince } = lead
  const calendar = calendarFrom(lead)
  if (tried || lead.stage === 'sql') {
    await setClock(
      act,
      leadId,
      plannedAt ?? inWorkingDays(calendar, act.at, presets.nextActionWorkingDays),
      'next_action',
    )
    return
  }
  const firstContact =
    lead.clockFor === 'first_contact'
      ? lead.clockAt
      : inWorkingDays(calendar, stageSince, presets.firstContactWorkingDays)
  if (plannedAt && plannedAt < firstContact) await setClock(act, leadId, plannedAt, 'next_action')
  else await setClock(act, leadId, firstContact, 'first_contact')
}
