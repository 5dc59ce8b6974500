import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { planned } from '../../platform/lines.ts'
import type { Reaction, Taken } from '../../timeline/reactions.ts'
import { refreshDealSight, refreshSight } from './sight.ts'

/** A holder who changes team takes the sight of their leads and deals along. */
async function sightFollowsTeam(tx: Tx, events: Taken[]): Promise<void> {
  const users = events.filter(e => e.facts.teamChanged).map(e => Number(e.facts.userId))
  if (users.length === 0) return
  const { rows } = await sql<{ id: number }>`
    select id from lead where holder_id = any(${users}) and closed_at is null
    union select o.lead_id from offer o where o.to_id = any(${users}) and o.answer is null
    union select l.id from lead l join person p on p.id = l.person_id where p.created_by = any(${users}) and l.closed_at is null`.execute(
    tx,
  )
  await refreshSight(
    tx,
    rows.map(r => r.id),
  )
  const deals = await tx.selectFrom('deal').select('id').where('ownerId', 'in', users).execute()
  await refreshDealSight(
    tx,
    deals.map(d => d.id),
  )
}

/**
 * A sign of life of somebody whom marketing looks after: the clock of silence starts anew. Only ever later, so a
 * replayed past changes nothing, and by a day at least, so a busy reader does not write their lead with every page.
 */
async function signsOfLife(tx: Tx, events: Taken[]): Promise<void> {
  const latest = new Map<number, Date>()
  for (const e of events) {
    if (e.personId && (latest.get(e.personId) ?? e.occurredAt) <= e.occurredAt) latest.set(e.personId, e.occurredAt)
  }
  const signs = [...latest].map(([person_id, at]) => ({ person_id, at }))
  await sql`
    ${planned('signs-of-life')} update lead l set clock_at = s.at + interval '90 days'
    from jsonb_to_recordset(${JSON.stringify(signs)}::jsonb) as s(person_id bigint, at timestamptz)
    where l.person_id = s.person_id and l.stage = 'lead' and l.closed_at is null and l.clock_for = 'sign_of_life'
      and l.clock_at < s.at + interval '89 days'`.execute(tx)
}

export const leadReactions: Reaction[] = [
  {
    name: 'leads: sight follows the team',
    kinds: ['user.changed'],
    effects: false,
    rebuildable: false,
    run: sightFollowsTeam,
  },
  {
    name: 'leads: a sign of life sets the clock of silence anew',
    // Of clicks only those that no machine made: what was judged so concerns nobody.
    kinds: [
      'page.viewed',
      'document.requested',
      'inquiry.received',
      'seminar.attended',
      'mail.clicked',
      'activity.done',
    ],
    effects: false,
    rebuildable: true,
    run: signsOfLife,
  },
]
