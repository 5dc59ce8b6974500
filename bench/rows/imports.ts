import { chance } from '../../db/story/chance.ts'
import { familyNames, givenNames } from '../../db/story/words.ts'
import type { Ask } from '../asking.ts'
import { copyAgain } from '../limits.ts'
import type { Office } from '../office.ts'
import type { Measured, Row } from '../row.ts'
import { until } from '../timing.ts'

type Import = {
  id: number
  state: string
  rowsRead: number
  rowsTotal: number
  created: number
  refused: number
  problem: string | null
  lacking: string | null
  undone: { removed: number; left: number } | null
}

const longest = 180_000
const columns =
  'family_name, given_name, family_name_kana, given_name_kana, name_key, company_id, title, phone, phone_key, source, grams, seen_by, created_at'

/** People at companies, a fifth as many, with everything that a list of a fair has. Others every time: those of a run before may be here still. */
function fileOf(people: number): { form: FormData; bytes: number } {
  const now = Date.now()
  const [c, run] = [chance(now % 2 ** 31, 5, people), now.toString(36)]
  const lines = Array.from({ length: people }, (_, n) => {
    const [family, given] = [c.common(familyNames), c.common(givenNames)]
    const company = c.int(1, Math.ceil(people / 5))
    return `${family[0]} ${given[0]},${family[1]} ${given[1]},取込${run}第${company}工業株式会社,${c.pick(['営業部', '総務部', '製造部', '情報システム部'])},${c.pick(['部長', '課長', '主任', '担当'])},${run}-${n}@import${company}.example.jp,03-${c.int(1000, 9999)}-${c.int(1000, 9999)}`
  })
  const file = new Blob([`氏名,フリガナ,会社名,部署,役職,メールアドレス,電話番号\n${lines.join('\n')}\n`], {
    type: 'text/csv',
  })
  const form = new FormData()
  form.append('file', file, 'bench.csv')
  form.append('about', 'person')
  form.append(
    'options',
    JSON.stringify({ source: 'ベンチマーク 展示会', basis: 'business_card', evidence: '名刺交換' }),
  )
  form.append('start', 'true')
  return { form, bytes: file.size }
}

/** Waits until it stands so; answers how it stands then, and the milliseconds; an import that takes too long is stopped. */
async function untilIt(ask: Ask, id: number, states: string[]): Promise<{ now: Import; ms: number }> {
  let now = await ask<Import>('GET', `/imports/${id}`)
  const since = performance.now()
  const isSo = async () => {
    now = await ask<Import>('GET', `/imports/${id}`)
    return states.includes(now.state)
  }
  await until(isSo, longest, 200)
  return { now, ms: performance.now() - since }
}

export const imports: Row[] = [
  {
    id: 'import',
    unit: 'rows/s',
    target: 10_000,
    least: true,
    run: bringIn,
  },
  { id: 'undo', unit: 'rows/s', target: 10_000, least: true, run: takeBack },
]

async function bringIn(office: Office): Promise<Measured[]> {
  const ask = await office.as('marketing')
  const people = office.many(100_000)
  const { form, bytes } = fileOf(people)
  const limit = {
    at: await copyAgain(office, 'person', columns, people),
    is: 'plain COPY into a table with the indexes of person',
  }
  const before = office.cpu()
  const since = performance.now()
  const sent = await ask<Import>('POST', '/imports', form)
  if (sent.lacking) throw new Error(`The import does not start: ${sent.lacking}`)
  const uploaded = performance.now() - since
  let { now } = await untilIt(ask, sent.id, ['done', 'failed', 'stopped'])
  const took = performance.now() - since
  if (now.state === 'running') {
    await ask('POST', `/imports/${sent.id}/stop`)
    now = (await untilIt(ask, sent.id, ['stopped', 'done'])).now
  }
  const after = office.cpu()
  if (now.problem) throw new Error(`The import failed: ${now.problem}`)
  return [
    {
      what: `${people.toLocaleString('en')} people, with matching and journal`,
      took: [(now.rowsRead / took) * 1000],
      limit,
      cpu: {
        app: (after.app - before.app) / now.rowsRead,
        database: (after.database - before.database) / now.rowsRead,
      },
      note: `${now.rowsRead.toLocaleString('en')} rows in ${(took / 1000).toFixed(1)} s, of which sending ${(bytes / 1e6).toFixed(0)} MB and reading its columns took ${(uploaded / 1000).toFixed(1)} s; ${now.created.toLocaleString('en')} created, ${now.refused} refused.${now.state === 'stopped' ? ' Stopped after three minutes.' : ''}`,
    },
  ]
}

/** Takes the last import back that is not, which is what the row before has brought. */
async function takeBack(office: Office): Promise<Measured[]> {
  const ask = await office.as('marketing')
  const last = async () => {
    const { rows } = await office.sql.query<{ id: string }>(
      "select id from import_run where file_name = 'bench.csv' and state in ('done', 'stopped') order by id desc limit 1",
    )
    return rows[0] && Number(rows[0].id)
  }
  if (!(await last())) await bringIn(office)
  const id = (await last())!
  // As it is when the import has settled: its reactions are not what is measured here.
  await office.settled()
  const before = office.cpu()
  const since = performance.now()
  await ask('POST', `/imports/${id}/undo`)
  const { now } = await untilIt(ask, id, ['undone'])
  const took = performance.now() - since
  const after = office.cpu()
  const over = now.state === 'undone'
  const { rows: still } = await office.sql.query<{ n: string }>(
    "select count(*) as n from import_row r join person p on p.id = r.person_id where r.import_id = $1 and r.outcome = 'created'",
    [id],
  )
  const n = now.created - Number(still[0]!.n)
  return [
    {
      what: `of ${now.created.toLocaleString('en')} people`,
      took: [(n / took) * 1000],
      cpu: { app: (after.app - before.app) / n, database: (after.database - before.database) / n },
      note: over
        ? `Gone in ${(took / 1000).toFixed(1)} s; ${now.undone!.left} rows left, as somebody has touched them since.`
        : `After three minutes ${n.toLocaleString('en')} were gone and it was still at work.`,
    },
  ]
}
