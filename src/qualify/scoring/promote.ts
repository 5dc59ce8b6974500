import { sql } from 'kysely'
import { inWorkingDays, loadCalendar } from '../../office/calendar/workdays.ts'
import type { OwnerAct } from '../../office/roles/act.ts'
import { leadsInDeals } from '../../people/leads/deals.ts'
import { lockLeads, moveLeads, presets } from '../../people/leads/leads.ts'
import { planned } from '../../platform/lines.ts'
import { offerByRules } from '../assignment/assign.ts'
import { cardAt, counting, keptLines } from './points.ts'
import { presetNames } from './presets.ts'
import { actKinds } from './scoring.schema.ts'

/** What people did that is looked at now: who acted, and who asked us something (`toBuy`: to buy). */
export type Done = { acted: number[]; inquired: number[]; toBuy: number[] }

/**
 * Offers the leads of people who are across the line, and of those who are hot where a deal is open. A lead that is
 * nurtured goes when they cross, when it is new, or when they ask us something; one that was given back when they come
 * back to life, but not within the days of rest unless they ask.
 */
export async function promote(
  act: OwnerAct,
  { crossed, acted, inquired, toBuy }: Done & { crossed: number[] },
): Promise<void> {
  const people = [...new Set([...crossed, ...acted])]
  if (people.length === 0) return
  const { rows } = await sql<{ id: number; personId: number }>`
    ${planned('whom-to-offer')} select l.id, l.person_id from lead l join score s on s.person_id = l.person_id
    where l.person_id = any(${people}::bigint[]) and l.closed_at is null
      and (s.above or s.temperature = 'hot' and exists (select from deal d where d.company_id = l.company_id and d.outcome is null))
      and case l.stage
        when 'lead' then l.person_id = any(${crossed}::bigint[]) or l.stage_since = l.opened_at or l.person_id = any(${inquired}::bigint[])
        when 'recycled' then l.person_id = any(${inquired}::bigint[])
          or l.person_id = any(${acted}::bigint[]) and l.returned_at <= ${act.at}::timestamptz - make_interval(days => ${presets.restDaysAfterReturn})
        else false end`.execute(act.tx)
  if (rows.length === 0) return
  const personOf = new Map(rows.map(r => [r.id, r.personId]))
  const why = await reasonsFor(
    act,
    rows.map(r => r.personId),
  )
  const today = inWorkingDays(await loadCalendar(act.tx), act.at, 0)
  await asOperation(act, 'scoring.promote', act =>
    offerByRules(
      act,
      rows.map(r => r.id),
      leadId => why.get(personOf.get(leadId)!) ?? '',
      // Who asks to buy is answered the same day.
      leadId => (toBuy.includes(personOf.get(leadId)!) ? today : undefined),
    ),
  )
}

/** Who has cooled while nobody answered is nurtured again: where a rule had offered them, or after long silence. */
export async function demote(act: OwnerAct, cooled: number[]): Promise<void> {
  if (cooled.length === 0) return
  const { rows } = await sql<{ id: number }>`
    select l.id from lead l join score s on s.person_id = l.person_id join scoring_card c on c.id = s.card_id
    join offer o on o.lead_id = l.id and o.answer is null
    where l.person_id = any(${cooled}::bigint[]) and l.stage = 'mql' and l.closed_at is null
      and (o.given_by is null or not exists (select from event e where e.person_id = l.person_id and e.kind = any(${actKinds}::text[])
        and e.occurred_at > ${act.at}::timestamptz - make_interval(days => c.idle_days)))`.execute(act.tx)
  if (rows.length === 0) return
  await asOperation(act, 'scoring.demote', async act => {
    const leads = await lockLeads(
      act.tx,
      rows.map(r => r.id),
    )
    const inDeals = await leadsInDeals(act.tx, leads)
    const waiting = leads.filter(l => l.stage === 'mql' && !inDeals.has(l.id))
    await moveLeads(act, waiting, { to: 'lead', trigger: 'rule' })
  })
}

/** Why now, in a line for who is offered them: what they have, and what counted most. */
async function reasonsFor({ tx, at }: OwnerAct, personIds: number[]): Promise<Map<number, string>> {
  const { language } = await tx.selectFrom('workspace').select('language').executeTakeFirstOrThrow()
  const { rows } = await sql<{
    personId: number
    intent: number
    fit: number
    rules: { name: string; preset: string | null }[]
  }>`
    ${planned('reasons-to-offer')} with card as (${cardAt(at)}), ${counting(keptLines(sql`l.person_id = any(${personIds}::bigint[])`, at), at)}, rule as (
      select c.person_id, r.id, r.name, r.preset, sum(c.counts) as counts,
        row_number() over (partition by c.person_id order by sum(c.counts) desc, r.id) as place
      from counted c join scoring_rule r on r.id = c.rule_id where c.about = 'intent' and c.counts > 0 group by c.person_id, r.id
    )
    select s.person_id, s.intent, s.fit, (select jsonb_agg(jsonb_build_object('name', r.name, 'preset', r.preset) order by r.place)
      from rule r where r.person_id = s.person_id and r.place <= 3) as rules
    from score s where s.person_id = any(${personIds}::bigint[])`.execute(tx)
  return new Map(
    rows.map(({ personId, intent, fit, rules }) => {
      const names = (rules ?? []).map(r => presetNames[r.preset ?? '']?.[language as 'ja' | 'en'] ?? r.name)
      const said = language === 'ja' ? `意向 ${intent}・適合度 ${fit}` : `Intent ${intent}, fit ${fit}`
      return [
        personId,
        names.length === 0 ? said : language === 'ja' ? `${said}：${names.join('、')}` : `${said}: ${names.join(', ')}`,
      ]
    }),
  )
}

/** What rules do of themselves stands in the journal by its name, apart from whatever it followed from. */
async function asOperation(act: OwnerAct, name: string, fn: (act: OwnerAct) => Promise<unknown>): Promise<void> {
  const within = (id: number | null) =>
    sql`select set_config('app.operation_id', ${id === null ? '' : String(id)}, true)`.execute(act.tx)
  const { id } = await act.tx
    .insertInto('operation')
    .values({ name, at: act.at, byId: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  await within(id)
  await fn({ ...act, byId: null, operationId: id })
  await within(act.operationId)
}
