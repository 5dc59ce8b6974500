import pg from 'pg'

/** What will have millions of rows: an index is made faster of all of them at once than with each. */
const large =
  `event event_key person company identity consent lead offer activity visit submission mail mailing_recipient mail_touch deal deal_contact deal_step
  sales_order order_line invoice invoice_line payment receivable score score_line`.split(/\s+/)

type Made = { name: string; make: string; drop: string }

/**
 * Runs with the indexes of large tables away, and makes them again afterwards, also when it breaks off. Primary keys stay,
 * since others refer to them and their ids come in order; but for that of events, which begins with whose they are.
 */
export async function withIndexesAfterwards(
  url: string,
  say: (line: string) => void,
  run: () => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const made = await indexesOf(client)
    for (const { drop } of made) await client.query(drop)
    try {
      await run()
    } finally {
      await makeAgain(url, made, say)
    }
  } finally {
    await client.end()
  }
}

async function indexesOf(client: pg.Client): Promise<Made[]> {
  const { rows } = await client.query<Made>(
    `select i.relname as name,
       case when c.oid is null then replace(pg_get_indexdef(x.indexrelid), ' ON ONLY ', ' ON ')
         else format('alter table %I add constraint %I %s', t.relname, c.conname, pg_get_constraintdef(c.oid)) end as make,
       case when c.oid is null then format('drop index %I', i.relname)
         else format('alter table %I drop constraint %I', t.relname, c.conname) end as drop
     from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
     left join pg_constraint c on c.conindid = i.oid and c.contype in ('u', 'p', 'x')
     where t.relnamespace = 'public'::regnamespace and t.relname = any($1) and t.relkind in ('r', 'p') and (not x.indisprimary or t.relkind = 'p')
     order by array_position($1, t.relname::text), i.relname`,
    [large],
  )
  return rows
}

/** Two at a time: one reads while the other sorts. */
async function makeAgain(url: string, made: Made[], say: (line: string) => void): Promise<void> {
  const waiting = [...made]
  const work = async () => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      await client.query(`set maintenance_work_mem = '1GB'`)
      await client.query('set max_parallel_maintenance_workers = 0')
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const since = performance.now()
        await client.query(next.make)
        const seconds = (performance.now() - since) / 1000
        if (seconds > 5) say(`index ${next.name}: ${seconds.toFixed(0)} s`)
      }
    } finally {
      await client.end()
    }
  }
  await Promise.all([work(), work()])
}
