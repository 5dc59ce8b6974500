import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'

/**
 * Writes down anew who may see the people and leads concerned: whoever holds an open lead or held it last, whoever it is
 * offered to, whoever brought the person in, the teams of these, and (0) whoever sees all. People whose leads are all
 * closed stay with those who saw them last.
 */
export async function refreshSight(tx: Tx, leadIds: number[]): Promise<void> {
  if (leadIds.length === 0) return
  await sql`
    with concerned as (
      select distinct person_id from lead where id = any(${leadIds}) and person_id is not null
    ), sight as (
      select l.person_id, array_agg(distinct party order by party) filter (where party is not null) as seen_by
      from concerned c
      join lead l on l.person_id = c.person_id and l.closed_at is null
      ${sql.raw(partiesOf)}
      group by l.person_id
    ), shown as (
      update person p set seen_by = s.seen_by from sight s
      where p.id = s.person_id and p.seen_by <> s.seen_by
    )
    update lead l set seen_by = s.seen_by from sight s where l.person_id = s.person_id and l.seen_by <> s.seen_by`.execute(
    tx,
  )
  await sql`
    with sight as (
      select l.id, array_agg(distinct party order by party) filter (where party is not null) as seen_by
      from lead l ${sql.raw(partiesOf)}
      where l.id = any(${leadIds}) and l.person_id is null and l.closed_at is null
      group by l.id
    )
    update lead l set seen_by = s.seen_by from sight s where l.id = s.id and l.seen_by <> s.seen_by`.execute(tx)
}

const partiesOf = `
  left join person own on own.id = l.person_id
  left join offer o on o.lead_id = l.id and o.answer is null
  cross join lateral (
    select 0 as party
    union select unnest(array[h.id, h.team_id]) from holder h where h.id in (l.holder_id, o.to_id, own.created_by)
    union select l.former_holder_id
  ) parties`
