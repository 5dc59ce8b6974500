import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { type Act, asOwner } from '../../office/roles/act.ts'
import type { Sentence } from '../../platform/refusal.ts'
import { companiesPicked } from '../companies/picked.ts'
import { searchGrams } from '../identity/fold.ts'
import { rulesCondition } from '../segments/condition.ts'
import { dealIsOpen, leadsInDeals } from './deals.ts'
import { nextStages, type OpenLeads, type Picked, type TransitionMany } from './leads.schema.ts'
import { lockLeads, moveLeads } from './leads.ts'
import { needReason } from './reasons.ts'
import { noSuchMove } from './refusals.ts'

/** The open leads of people who were picked, as far as the actor sees them. */
export async function openLeadsOf(act: Act, picked: Picked): Promise<z.infer<typeof OpenLeads>> {
  const who = await pickedCondition(act, picked)
  const nobodyKnown = picked.companies
    ? sql`or l.person_id is null and l.company_id in (select c.id from company c where ${await companiesPicked(act, picked.companies)})`
    : sql``
  const { rows } = await sql<z.infer<typeof OpenLeads>>`
    with picked as materialized (select p.id from person p where ${who}),
    open as (select l.id, exists (select from offer o where o.lead_id = l.id and o.answer is null) as offered
      from lead l where l.closed_at is null and (l.person_id in (select id from picked) ${nobodyKnown}))
    select (select count(*) from picked) as people, (select coalesce(jsonb_agg(id order by id), '[]') from open where not offered) as lead_ids,
      (select coalesce(jsonb_agg(id order by id), '[]') from open where offered) as offered_ids`.execute(act.tx)
  return rows[0]!
}

/** Whoever was picked in a list, as a condition over `person p`. */
export async function pickedCondition(
  act: Act,
  { personIds, matching, companies, except }: Picked,
): Promise<RawBuilder<boolean>> {
  const conditions: RawBuilder<unknown>[] = [sql`p.merged_into_id is null`]
  if (personIds) conditions.push(sql`p.id = any(${personIds}::bigint[])`)
  if (matching?.q?.trim()) {
    // What cannot be searched for finds nobody, in the list as here.
    const grams = searchGrams(matching.q)
    conditions.push(grams.length > 0 ? sql`p.grams @> ${grams}::text[]` : sql`false`)
  }
  if (matching?.filters.length) conditions.push(await rulesCondition(act, { all: matching.filters }))
  if (except.length > 0) conditions.push(sql`p.id <> all(${except}::bigint[])`)
  if (companies)
    conditions.push(sql`p.company_id in (select c.id from company c where ${await companiesPicked(act, companies)})`)
  if (!personIds && !matching && !companies) conditions.push(sql`false`)
  return sql<boolean>`${sql.join(conditions, sql` and `)}`
}

/**
 * Moves many leads to the same stage, for the same reason. One that cannot be moved is left out with the sentence why;
 * the rest go on. Only leads within the actor's sight are moved.
 */
export async function moveTogether(
  act: Act,
  { leadIds, to, reason, until }: z.infer<typeof TransitionMany>,
): Promise<{ moved: number; refused: { leadId: number; sentence: Sentence }[] }> {
  const why = await needReason(act.tx, to === 'recycled' ? 'returned' : 'disqualified', reason, until)
  const seen = await act.tx
    .selectFrom('lead')
    .select('id')
    .where('id', '=', sql<number>`any(${leadIds}::bigint[])`)
    .execute()
  return asOwner(act, async act => {
    const leads = await lockLeads(
      act.tx,
      seen.map(lead => lead.id),
    )
    const inDeals = await leadsInDeals(act.tx, leads)
    const free = leads.filter(lead => nextStages[lead.stage].includes(to) && !inDeals.has(lead.id))
    await moveLeads(act, free, { to, reasonId: why.id, until, trigger: 'hand' })
    const refused = leads
      .filter(lead => !free.includes(lead))
      .map(lead => ({
        leadId: lead.id,
        sentence: (inDeals.has(lead.id) ? dealIsOpen() : noSuchMove(lead.stage, to)).sentence,
      }))
    return { moved: free.length, refused }
  })
}
