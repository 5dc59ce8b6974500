import { sql } from 'kysely'
import { fromCursor, toCursor } from '../../platform/api.ts'
import { type Act, asOwner } from '../roles/act.ts'
import { has } from '../roles/rights.ts'
import { fieldsOf, withNames } from './fields.ts'
import { changedRows, imagesOf } from './images.ts'
import type { ChangedRow, OneOperation, Operation, OperationQuery } from './journal.schema.ts'
import { isJournaled, journaled, ofTheOffice } from './journaled.ts'
import { mayUndo, noSuchOperation, sightOf } from './undoOperation.ts'

type Found = Omit<Operation, 'undoable' | 'mayUndo' | 'rows'> & { byId: number | null; brought: boolean }

// An import has a million events of one kind; what brings something in that an undo takes back says so among the first.
const brought = sql`exists (
  select from (select kind from event e where e.operation_id = o.id limit 1000) e
  where e.kind in ('offer.given', 'activity.planned', 'activity.done', 'person.created', 'company.created'))`

/** What an operation changed, counted by table over rows that the actor may see. An offer is seen by its lead. */
const columns = sql`
  select o.id, o.name, o.at, o.by_id, o.undone_at, o.undoes_id as undoes,
    case when h.id is not null then jsonb_build_object('id', h.id, 'name', h.name) end as by,
    (select coalesce(jsonb_object_agg(t.table_name, t.n), '{}') from (
      select j.table_name, count(distinct j.row_id) as n from journal j where j.operation_id = o.id group by j.table_name) t) as tables,
    ${brought} as brought,
    coalesce(
      (select jsonb_build_object('personId', p.id, 'companyId', null, 'name', trim(p.family_name || ' ' || p.given_name)) from person p where p.id = coalesce(
        (select j.person_id from journal j where j.operation_id = o.id and j.person_id is not null order by j.id limit 1),
        (select e.person_id from event e where e.operation_id = o.id and e.person_id is not null limit 1))),
      (select jsonb_build_object('personId', null, 'companyId', c.id, 'name', c.name) from company c where c.id = coalesce(
        (select j.row_id from journal j where j.operation_id = o.id and j.table_name = 'company' order by j.id limit 1),
        (select e.company_id from event e where e.operation_id = o.id and e.company_id is not null limit 1)))) as about
  from operation o left join holder h on h.id = o.by_id`

const toOperation =
  (act: Act) =>
  ({ byId, brought, ...o }: Found): Operation => {
    const rows = Object.values(o.tables).reduce((sum, n) => sum + n, 0)
    const ofOffice = Object.keys(o.tables).some(t => (ofTheOffice as readonly string[]).includes(t))
    const may =
      mayUndo(act, byId) &&
      (!act.actor || has(act.actor.roles, 'journal.undo')) &&
      (!ofOffice || !act.actor || has(act.actor.roles, 'office.manage'))
    return {
      ...o,
      rows,
      mayUndo: may,
      undoable: may && o.undoneAt === null && o.undoes === null && (rows > 0 || brought),
    }
  }

/** What was done, latest first: one's own; whoever sees all, everybody's. What changed nothing that is here is left out. */
export async function listOperations(
  act: Act,
  { by, name, limit, cursor }: OperationQuery,
): Promise<{ items: Operation[]; nextCursor: string | null }> {
  const after = fromCursor(cursor)?.[0]
  const { rows } = await sql<Found>`${columns}
    where (exists (select from journal j where j.operation_id = o.id)
        or ${brought})
      ${act.actor && !act.actor.sight.includes(0) ? sql`and o.by_id = ${act.actor.id}` : sql``}
      ${by ? sql`and o.by_id = ${by}` : sql``} ${name ? sql`and o.name = ${name}` : sql``} ${after ? sql`and o.id < ${after}::bigint` : sql``}
    order by o.id desc limit ${limit + 1}`.execute(act.tx)
  const items = rows.slice(0, limit).map(toOperation(act))
  const last = items.at(-1)
  return { items, nextCursor: rows.length > limit && last ? toCursor([last.id]) : null }
}

/** One operation with its rows, before and after, and what an undo would leave. */
export async function getOperation(
  act: Act,
  id: number,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<OneOperation> {
  const { rows } = await sql<Found>`${columns} where o.id = ${id}`.execute(act.tx)
  if (!rows[0]) throw noSuchOperation()
  const operation = toOperation(act)(rows[0])
  const tables = journaled.filter(t => t in rows[0]!.tables && isJournaled(t))
  const within = await sightOf(act, id)
  const changed = await asOwner(act, async act => {
    const all = []
    for (const table of tables) all.push(...(await changedRows(act.tx, id, table)))
    return all
  })
  const seen = []
  for (const row of changed) if ((await within(row.table, [row.id])).size > 0) seen.push(row)
  const from = Number(fromCursor(cursor)?.[0] ?? 0)
  const shown = seen.slice(from, from + limit)
  const changes: ChangedRow[] = await asOwner(act, async act => {
    const described: ChangedRow[] = []
    for (const table of tables) {
      const of = shown.filter(s => s.table === table)
      const images = await imagesOf(
        act.tx,
        id,
        table,
        of.map(r => r.id),
      )
      for (const row of of) {
        const image = images.find(i => i.id === row.id)
        if (image)
          described.push({
            table,
            id: row.id,
            name: image.name,
            act: row.act,
            restorable: row.untouched,
            fields: fieldsOf(image),
          })
      }
    }
    return described
  })
  return {
    ...operation,
    changes: await withNames(act.tx, changes),
    nextCursor: from + limit < seen.length ? toCursor([from + limit]) : null,
    left: seen.filter(r => !r.untouched).length,
  }
}
