import { sql } from 'kysely'
import { camel } from '../../office/journal/journaled.ts'
import type { Restored } from '../../office/journal/rows.ts'
import type { SoFar, TakeBack } from '../../office/journal/takeBack.ts'
import type { OwnerAct } from '../../office/roles/act.ts'
import { recordAll } from '../../timeline/timeline.ts'
import type { StaffRow } from '../companies/write.ts'
import { columnOf } from '../fields/columns.ts'
import { personFieldKeys } from './personFields.schema.ts'
import { staffGrams } from './write.ts'

const shown = [...personFieldKeys.map(columnOf), 'company_id', 'custom']

type Row = { id: number; company_id: number | null; email_key: string | null }

/** People who went back: the change is an event, and an address that was theirs by mistake is nobody's again. */
async function restored(act: OwnerAct, rows: Restored[], { operationId }: SoFar): Promise<void> {
  const changed = rows.flatMap(r => {
    const fields = r.old ? shown.filter(f => JSON.stringify(r.old?.[f]) !== JSON.stringify(r.now[f])) : []
    return fields.length > 0 ? [{ old: r.old as Row, now: r.now as Row, fields }] : []
  })
  await recordAll(
    act,
    changed.map(c => ({
      kind: 'person.changed' as const,
      personId: c.now.id,
      companyId: c.now.company_id,
      facts: { fields: c.fields.map(camel) },
    })),
  )
  const mistaken = changed
    .filter(c => c.old.email_key && c.old.email_key !== c.now.email_key)
    .map(c => ({ id: c.now.id, value: c.old.email_key }))
  await sql`
    delete from identity i using jsonb_to_recordset(${JSON.stringify(mistaken)}::jsonb) as m(id bigint, value text)
    where i.kind = 'email' and i.value = m.value and i.person_id = m.id and i.concluded_at >= (select at from operation where id = ${operationId})
      and not exists (select from event e where e.identity_id = i.id)`.execute(act.tx)
  await refreshGrams(
    act,
    changed.map(c => c.now.id),
  )
}

/** Their employer may be called otherwise by now. */
async function refreshGrams(act: OwnerAct, ids: number[]): Promise<void> {
  const { rows } = await sql<StaffRow & { grams: string[] }>`
    select p.id, p.family_name, p.given_name, p.family_name_kana, p.given_name_kana, p.email, p.phone, p.mobile, c.name as company_name, p.grams
    from person p left join company c on c.id = p.company_id where p.id = any(${ids}::bigint[])`.execute(act.tx)
  const stale = rows.flatMap(p => {
    const grams = staffGrams(p)
    return grams.length === p.grams.length && grams.every(g => p.grams.includes(g)) ? [] : [{ id: p.id, grams }]
  })
  if (stale.length === 0) return
  await sql`
    update person p set grams = array(select jsonb_array_elements_text(g.grams))
    from jsonb_to_recordset(${JSON.stringify(stale)}::jsonb) as g(id bigint, grams jsonb) where p.id = g.id`.execute(
    act.tx,
  )
}

/**
 * People whom the operation registered by hand are gone again, with all that came with them, unless anything else has
 * happened with them since. What an import brought is its own to take back.
 */
async function inserted(act: OwnerAct, { operationId }: SoFar): Promise<{ taken: number[]; left: number[] }> {
  const { rows } = await sql<{ id: number; touched: boolean }>`
    select p.id,
      exists (select from journal j where j.person_id = p.id and j.operation_id is distinct from ${operationId} and j.operation_id is distinct from ${act.operationId})
      or exists (select from event e where e.person_id = p.id and e.operation_id is distinct from ${operationId})
      or exists (select from person x where x.merged_into_id = p.id) as touched
    from person p where p.id in (
      select e.person_id from event e where e.operation_id = ${operationId} and e.kind = 'person.created' and e.facts ->> 'via' <> 'import')
    order by p.id for update`.execute(act.tx)
  const gone = rows.filter(r => !r.touched).map(r => r.id)
  await sql`delete from event where person_id = any(${gone})`.execute(act.tx)
  await sql`delete from lead where person_id = any(${gone})`.execute(act.tx)
  await sql`delete from person where id = any(${gone})`.execute(act.tx)
  return { taken: gone, left: rows.filter(r => r.touched).map(r => r.id) }
}

export const personTakeBack: TakeBack = { table: 'person', restored, inserted }
