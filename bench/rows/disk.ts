import { load, visitorsOf } from '../load/load.ts'
import type { Office } from '../office.ts'
import type { Measured, Row } from '../row.ts'

const hot = ['event', 'inbox', 'visit', 'identity', 'score_line', 'score', 'notification']
const largest = ['person', 'lead', 'activity', 'journal', 'consent', 'deal', 'invoice']
const perSecond = 1_000

type Size = { rows: number; dead: number; table: number; indexes: number }

/** A table with its parts, if it has any: its bytes, its indexes', and its rows. */
async function sizeOf({ sql }: Office, table: string): Promise<Size> {
  const { rows } = await sql.query<Record<keyof Size, string>>(
    `with part as (select relid from pg_partition_tree($1) where isleaf union select $1::regclass)
     select (select count(*) from ${table}) as rows, sum(coalesce(s.n_dead_tup, 0)) as dead, sum(pg_table_size(p.relid)) as table, sum(pg_indexes_size(p.relid)) as indexes
     from part p left join pg_stat_all_tables s on s.relid = p.relid`,
    [table],
  )
  const { rows: n, dead, table: bytes, indexes } = rows[0]!
  return { rows: Number(n), dead: Number(dead), table: Number(bytes), indexes: Number(indexes) }
}

const mb = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`

export const disk: Row = {
  id: 'disk',
  unit: 'bytes',
  target: null,
  async run(office) {
    const done: Measured[] = []
    for (const table of ['event', ...largest]) {
      const { rows, table: bytes, indexes } = await sizeOf(office, table)
      if (rows === 0) continue
      done.push({
        what: `a row of ${table}, its indexes included`,
        took: [(bytes + indexes) / rows],
        note: `${mb(bytes)} and ${mb(indexes)} of indexes for ${rows.toLocaleString('en')} rows.`,
      })
    }
    return [...done, ...(await growth(office))]
  },
}

/** What hot tables and their indexes grow by while events come in, and what a vacuum leaves of it. */
async function growth(office: Office): Promise<Measured[]> {
  const before = await sizes(office)
  const seconds = office.seconds(600)
  const visitors = await visitorsOf(office)
  const loaded = await load(office, { kind: 'views', visitors, perSecond, seconds })
  await office.settled()
  const after = await sizes(office)
  for (const table of hot) await office.sql.query(`vacuum ${table}`)
  const clean = await sizes(office)
  return hot.map(table => {
    const [was, is, left] = [before.get(table)!, after.get(table)!, clean.get(table)!]
    const added = is.rows - was.rows
    const grown = left.table + left.indexes - was.table - was.indexes
    return {
      what: `${table} grows by, for each of ${loaded.answered.toLocaleString('en')} events in ${Math.round(seconds)} s`,
      took: [grown / loaded.answered],
      note: `${added.toLocaleString('en')} rows more: the table from ${mb(was.table)} to ${mb(left.table)}, its indexes from ${mb(was.indexes)} to ${mb(left.indexes)}; ${is.dead.toLocaleString('en')} dead rows at the end, ${left.dead.toLocaleString('en')} after a vacuum.`,
    }
  })
}

async function sizes(office: Office): Promise<Map<string, Size>> {
  const all = new Map<string, Size>()
  // What was counted of dead rows is told by every process at its leisure.
  await new Promise(done => setTimeout(done, 1_500))
  for (const table of hot) all.set(table, await sizeOf(office, table))
  return all
}
