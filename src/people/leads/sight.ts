import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { ahead, byOnePlan, planned } from '../../platform/lines.ts'

/**
 * Writes down anew who may see the people and leads concerned: whoever holds an open lead or held it last, whoever it is
 * offered to, whoever brought the person in, the teams of these, and (0) whoever sees all. People whose leads are all
 * closed stay with those who saw them last.
 */
export async function refreshSight(tx: Tx, leadIds: number[]): Promise<void> {
  if (leadIds.length === 0) return
  const leads = sql`select unnest(${leadIds}::bigint[]) as id`
  await byOnePlan(tx, () => refresh(tx, planned('refresh-sight'), leads))
}

async function refresh(tx: Tx, plan: RawBuilder<unknown>, leads: RawBuilder<unknown>): Promise<void> {
  await sql`
    ${ahead} ${plan} with named as materialized (${leads}), concerned as (
      select distinct person_id from lead where id in (select id from named) and person_id is not null
    ), sight as (
      select l.person_id, array_agg(distinct party order by party) filter (where party is not null) as seen_by
      from concerned c
      join lead l on l.person_id = c.person_id and l.closed_at is null
      ${sql.raw(partiesOf)}
      group by l.person_id
    ), shown as (
      update person p set seen_by = s.seen_by from sight s
      where p.id = s.person_id and p.seen_by <> s.seen_by
    ), nobody_known as (
      select l.id, array_agg(distinct party order by party) filter (where party is not null) as seen_by
      from lead l ${sql.raw(partiesOf)}
      where l.id in (select id from named) and l.person_id is null and l.closed_at is null
      group by l.id
    ), of_companies as (
      update lead l set seen_by = s.seen_by from nobody_known s where l.id = s.id and l.seen_by <> s.seen_by
    )
    update lead l set seen_by = s.seen_by from sight s where l.person_id = s.person_id and l.seen_by <> s.seen_by`.execute(
    tx,
  )
}

const partiesOf = `
  left join person own on own.id = l.person_id
  left join offer o on o.lead_id = l.id and o.answer is null
  cross join lateral (
    select 0 as party
    union select unnest(array[h.id, h.team_id]) from holder h where h.id in (l.holder_id, o.to_id, own.created_by)
    union select l.former_holder_id
    union select unnest(array[h.id, h.team_id]) from deal_contact c join deal d on d.id = c.deal_id
      join holder h on h.id = d.owner_id where c.person_id = l.person_id and coalesce(d.outcome, 'won') = 'won'
  ) parties`

/**
 * Who may see these deals: their owners, the owners' teams, and (0) whoever sees all. A deal's owner also sees who takes
 * part in it; of people without an open lead nobody loses sight by it.
 */
export async function refreshDealSight(tx: Tx, dealIds: number[]): Promise<void> {
  if (dealIds.length > 0) await byOnePlan(tx, () => refreshOfDeals(tx, dealIds))
}

async function refreshOfDeals(tx: Tx, dealIds: number[]): Promise<void> {
  await sql`
    ${ahead} ${planned('refresh-deal-sight')} update deal d set seen_by = s.seen_by
    from (
      select d.id, array(select distinct party from unnest(array[0, h.id, h.team_id]) party where party is not null order by party) as seen_by
      from deal d join holder h on h.id = d.owner_id where d.id = any(${dealIds}::bigint[])
    ) s where s.id = d.id and d.seen_by <> s.seen_by`.execute(tx)
  await refresh(
    tx,
    planned('refresh-sight-of-deals'),
    sql`select l.id from deal_contact c join lead l on l.person_id = c.person_id and l.closed_at is null
      where c.deal_id = any(${dealIds}::bigint[])
      union select d.lead_id from deal d where d.id = any(${dealIds}::bigint[]) and d.lead_id is not null`,
  )
  await sql`
    ${ahead} ${planned('show-contacts')} with shown as (
      select c.person_id, array_agg(distinct party) as parties
      from deal_contact c join deal d on d.id = c.deal_id cross join lateral unnest(d.seen_by) party
      where c.deal_id = any(${dealIds}::bigint[])
        and not exists (select from lead l where l.person_id = c.person_id and l.closed_at is null)
      group by c.person_id
    ), people as (
      update person p set seen_by = array(select distinct party from unnest(p.seen_by || s.parties) party order by party)
      from shown s where p.id = s.person_id and not p.seen_by @> s.parties returning p.id, p.seen_by
    )
    update lead l set seen_by = p.seen_by from people p where l.person_id = p.id and l.seen_by <> p.seen_by`.execute(tx)
}
