import { sql } from 'kysely'
import { camel } from '../../office/journal/journaled.ts'
import type { Restored } from '../../office/journal/rows.ts'
import type { SoFar, TakeBack } from '../../office/journal/takeBack.ts'
import type { OwnerAct } from '../../office/roles/act.ts'
import { recordAll } from '../../timeline/timeline.ts'
import { columnOf } from '../fields/columns.ts'
import { staffGrams } from '../persons/write.ts'
import { companyFieldKeys } from './companyFields.schema.ts'
import { refreshGramsOfStaff } from './write.ts'

const shown = [...companyFieldKeys.map(columnOf), 'kind', 'parent_id', 'custom']

async function restored(act: OwnerAct, rows: Restored[]): Promise<void> {
  const changed = rows.map(r => ({
    ...r,
    fields: shown.filter(f => JSON.stringify(r.old?.[f]) !== JSON.stringify(r.now[f])),
  }))
  await recordAll(
    act,
    changed
      .filter(c => c.old && c.fields.length > 0)
      .map(c => ({ kind: 'company.changed' as const, companyId: c.id, facts: { fields: c.fields.map(camel) } })),
  )
  for (const { id, fields } of changed) if (fields.includes('name')) await refreshGramsOfStaff(act, id, staffGrams)
}

/** Companies that the operation registered by hand are gone again, unless somebody works there or anything has happened since. */
async function inserted(act: OwnerAct, { operationId }: SoFar): Promise<{ taken: number[]; left: number[] }> {
  const { rows } = await sql<{ id: number; needed: boolean }>`
    select c.id,
      exists (select from journal j where j.table_name = 'company' and j.row_id = c.id and j.operation_id is distinct from ${operationId} and j.operation_id is distinct from ${act.operationId})
      or exists (select from event e where e.company_id = c.id and e.operation_id is distinct from ${operationId} and e.operation_id is distinct from ${act.operationId})
      or exists (select from person x where x.company_id = c.id) or exists (select from lead x where x.company_id = c.id)
      or exists (select from activity x where x.company_id = c.id) or exists (select from post x where x.company_id = c.id)
      or exists (select from billing x where c.id in (x.company_id, x.bill_to_id)) or exists (select from sales_order x where x.company_id = c.id)
      or exists (select from company x where x.parent_id = c.id) as needed
    from company c where c.id in (
      select e.company_id from event e where e.operation_id = ${operationId} and e.kind = 'company.created' and e.facts ->> 'via' <> 'import')
    order by c.id for update`.execute(act.tx)
  const gone = rows.filter(r => !r.needed).map(r => r.id)
  await sql`delete from event where company_id = any(${gone})`.execute(act.tx)
  await sql`delete from company where id = any(${gone})`.execute(act.tx)
  return { taken: gone, left: rows.filter(r => r.needed).map(r => r.id) }
}

export const companyTakeBack: TakeBack = { table: 'company', restored, inserted }
