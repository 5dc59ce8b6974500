/**
 * Fills an empty database with the past two years of a made-up company, the same that the demo tells on a smaller scale:
 * people, companies, what they did, deals, money and mailings. `--people N` (1,000,000; all other figures follow),
 * `--days N` (730), `--seed N`; `--database-url URL` (a superuser's, so that triggers may rest while rows stream in), or
 * `--data-dir DIR` for the embedded server, which stays there to be started on.
 */
import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { largeOffice } from '../db/story/staff.ts'
import { tellStory } from '../db/story/tell.ts'
import { prepareDatabase } from '../src/database.ts'
import { systemClock } from '../src/platform/clock.ts'
import { openDb, openPool } from '../src/platform/db.ts'
import { startPostgres } from '../src/platform/postgres.ts'
import { Refusal } from '../src/platform/refusal.ts'

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '1000000' },
    days: { type: 'string', default: '730' },
    seed: { type: 'string', default: '20261122' },
    'database-url': { type: 'string' },
    'data-dir': { type: 'string', default: 'data-bench' },
  },
})
const people = Number(values.people)
const began = performance.now()
const seconds = () => `${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s`
const say = (line: string) => process.stdout.write(`${seconds()}  ${line}\n`)

const embedded = values['database-url'] ? undefined : await startPostgres({ dataDir: values['data-dir'] })
const url = values['database-url'] ?? embedded!.url
const db = openDb(openPool(url))
try {
  await prepareDatabase({ url, db })
  const anybody = await db.selectFrom('appUser').select('id').limit(1).executeTakeFirst()
  if (anybody)
    throw new Refusal('conflict', {
      en: 'Somebody works in this database already. Populate an empty one.',
      ja: 'このデータベースはすでに使用されています。空のデータベースを指定してください。',
    })
  const log = pino({ level: 'warn' })
  const world = {
    db,
    clock: systemClock,
    log,
    baseUrl: 'http://localhost:3000',
    dataDir: values['data-dir'],
    secret: '',
  }
  const { rows } = await tellStory(world, {
    url,
    password: 'musubi-demo',
    hiring: largeOffice,
    plan: {
      people,
      companies: Math.max(3, Math.round(people / 20)),
      strangers: 0.5,
      passedOn: 0.2,
      pace: 0.1,
      days: Number(values.days),
      seed: Number(values.seed),
      now: systemClock.now().getTime(),
    },
    say,
    connections: 3,
  })
  await db.destroy()
  say('')
  for (const [table, { rows: n, ms }] of [...rows].toSorted((a, b) => b[1].rows - a[1].rows))
    say(
      `${table.padEnd(18)} ${n.toLocaleString('en').padStart(12)} rows  ${Math.round((n / ms) * 1000)
        .toLocaleString('en')
        .padStart(9)} rows/s`,
    )
} catch (error) {
  if (!(error instanceof Refusal)) throw error
  process.stderr.write(`${error.sentence.en}\n`)
  process.exitCode = 1
} finally {
  await db.destroy().catch(() => {})
  await embedded?.stop()
}
