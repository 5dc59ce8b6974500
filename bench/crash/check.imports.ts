import { type Found, type Look, rowsOf } from './found.ts'
import type { Acknowledged } from './known.ts'

/** What an import took back of the people it brought, while it does and afterwards. */
const takenBack = `coalesce((r.undone -> 'removed' ->> 'person')::integer, 0)`

/**
 * Every row of a file is counted once. People, rows and the run's own tally are written in one transaction, so they agree
 * at any moment, also half-way: of a list of people nobody knew, each row is a person until it is taken back.
 */
export async function checkImports(look: Look, known: Acknowledged, settled: boolean): Promise<Found> {
  const all = [...known.imports]
  const runs = rowsOf(all.map(([id, { rows, undone }]) => ({ id, rows, undone: undone ?? false })))
  const lists = rowsOf(all.flatMap(([id, { rows, tag }]) => (tag ? [{ id, rows, tag }] : [])))
  return {
    kind: 'imports',
    acknowledged: all.length,
    lost: await look(
      `select x.id || ': ' || coalesce(r.state, 'gone') || ', ' || coalesce(r.created + r.updated + r.unchanged + r.refused, 0) || ' of ' || x.rows || ' rows' as id
       from jsonb_to_recordset($1::jsonb) as x(id bigint, rows integer, undone boolean) left join import_run r on r.id = x.id
       where r.id is null or r.state = 'failed' or x.undone and r.state not in ('undoing', 'undone') or r.state = 'undone' and ${takenBack} <> r.created
         or ($2 or r.state in ('done', 'undone')) and (r.state not in ('done', 'undone') or r.created + r.updated + r.unchanged + r.refused <> x.rows)`,
      runs,
      settled,
    ),
    doubled: await look(
      `select kind || ' of import ' || (facts ->> 'importId') as id from event where kind in ('import.done', 'import.undone')
       group by kind, facts ->> 'importId' having count(*) > 1`,
    ),
    wrong: [
      ...(await look(
        `select 'import ' || r.id || ' has read ' || r.rows_read || ' rows, counts ' || r.created + r.updated + r.unchanged + r.refused || ' and wrote down ' || w.n as id
         from import_run r cross join lateral (select count(*) as n from import_row w where w.import_id = r.id) w
         where r.state <> 'draft' and (r.rows_read <> r.created + r.updated + r.unchanged + r.refused or r.rows_read <> w.n)`,
      )),
      ...(await look(
        `with there as (
           select left(email_key, 36) as tag, count(*) as n from person
           where email_key like '%@list.example.com' and merged_into_id is null group by 1
         )
         select 'import ' || r.id || ' (' || r.state || ') brought ' || r.created || ', refused ' || r.refused || ', took back ' || ${takenBack} || ', and ' || coalesce(t.n, 0) || ' are there' as id
         from jsonb_to_recordset($1::jsonb) as x(id bigint, rows integer, tag text) join import_run r on r.id = x.id left join there t on t.tag = x.tag
         where r.created <> r.rows_read or coalesce(t.n, 0) <> r.created - ${takenBack}`,
        lists,
      )),
    ],
    told: `${all.reduce((sum, [, { rows }]) => sum + rows, 0)} rows, ${all.filter(([, { undone }]) => undone).length} taken back`,
  }
}
