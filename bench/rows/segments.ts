import { look } from '../../src/office/roles/act.ts'
import { findActor } from '../../src/office/users/actors.ts'
import { countInSegment } from '../../src/people/segments/count.ts'
import { Rules } from '../../src/people/segments/rules.schema.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { openDb } from '../../src/platform/db.ts'
import { conditionsByHand as byHand } from '../byHand.ts'
import type { Office } from '../office.ts'
import type { Measured, Row } from '../row.ts'
import { at, times } from '../timing.ts'

type Segment = { what: string; all: object[]; byHand: string }

const stage = (...value: string[]) => ({ key: 'stage', op: 'in', value })
const title = { key: 'title', op: 'has', value: '部長' }
const mail = { key: 'consent.mail', op: 'in', value: ['lawful'] }
const industry = { key: 'company.industry', op: 'has', value: '製造' }
const lively = { key: 'temperature', op: 'in', value: ['hot', 'warm'] }
const viewed = { key: 'did', op: 'did', value: { what: 'page.viewed', days: 30 } }
const livelyByHand = "exists (select from score s where s.person_id = p.id and s.temperature in ('hot', 'warm'))"
const stageByHand = (stages: string) =>
  `exists (select from lead l where l.person_id = p.id and l.closed_at is null and l.stage in (${stages}))`
const untouched = { key: 'approached', op: 'empty' }
const overdue = { key: 'clock', op: 'until', value: 'now' }
const worth = { key: 'intent', op: 'atLeast', value: 20 }
const tokyo = { key: 'prefecture', op: 'is', value: '東京都' }
const large = { key: 'company.employees', op: 'atLeast', value: 300 }
const largeByHand = 'exists (select from company c where c.id = p.company_id and c.employees >= 300)'
const worthByHand = 'exists (select from score s where s.person_id = p.id and s.intent >= 20)'

const and = (...conditions: (string | undefined)[]) => conditions.map(one => `(${one})`).join(' and ')

/** Any three conditions: of the record, the company, the lead, the score, the consent, and of what was done and was not. */
const segmentsOfThree: Segment[] = [
  {
    what: 'stage, title and consent',
    all: [stage('lead', 'recycled'), title, mail],
    byHand: and(stageByHand("'lead', 'recycled'"), byHand['title has 部長'], byHand['lawful by mail']),
  },
  {
    what: 'an act, industry and temperature',
    all: [viewed, industry, lively],
    byHand: and(byHand['saw a page in 30 days'], byHand['industry has 製造'], livelyByHand),
  },
  {
    what: 'never approached, industry and consent',
    all: [untouched, industry, mail],
    byHand: and(byHand['never approached'], byHand['industry has 製造'], byHand['lawful by mail']),
  },
  {
    what: 'overdue, title and intent',
    all: [overdue, title, worth],
    byHand: and(byHand['clock overdue'], byHand['title has 部長'], worthByHand),
  },
  {
    what: 'an act, title and consent',
    all: [viewed, title, mail],
    byHand: and(byHand['saw a page in 30 days'], byHand['title has 部長'], byHand['lawful by mail']),
  },
  {
    what: 'prefecture, employees and stage',
    all: [tokyo, large, stage('lead')],
    byHand: and("p.prefecture = '東京都'", largeByHand, stageByHand("'lead'")),
  },
  {
    what: 'customers, an act and title',
    all: [stage('customer'), viewed, title],
    byHand: and(byHand.customers, byHand['saw a page in 30 days'], byHand['title has 部長']),
  },
  {
    what: 'temperature, employees and never approached',
    all: [lively, large, untouched],
    byHand: and(livelyByHand, largeByHand, byHand['never approached']),
  },
]

const counted = (condition: string, limit: string) =>
  `select count(*) as n from (select from person p where p.merged_into_id is null and ${condition} ${limit}) found`

export const segments: Row[] = [
  {
    id: 'segment',
    unit: 'ms',
    target: 300,
    async run(office) {
      const done: Measured[] = []
      for (const segment of segmentsOfThree) done.push(...(await both(office, segment)))
      return done
    },
  },
]

/** The pass itself, as an export, a mailing or an offer makes it: without the way over the network. */
async function membersOf(office: Office, all: object[]): Promise<number> {
  const db = openDb(office.sql)
  const { rows } = await office.sql.query<{ id: string }>("select id from app_user where email like 'marketing@%'")
  const actor = await findActor(db, { id: Number(rows[0]!.id) }, new Date())
  const { count } = await look(db, systemClock, actor!, act => countInSegment(act, Rules.parse({ all }), true))
  return count
}

/** The count that is shown while the rules are written, and the pass that finds every member, beside what is written by hand. */
async function both(office: Office, { what, all, byHand }: Segment): Promise<Measured[]> {
  const ask = await office.as('marketing')
  const count = (exact: boolean) => ask<{ count: number }>('POST', '/segments/count', { rules: { all }, exact })
  const live = await office.measure(15, () => count(false))
  const limit = await office.limit('by hand', () => office.sql.query(counted(byHand, 'limit 1001')), 7)
  const passes: number[] = []
  const hand: number[] = []
  // One after the other, so that neither has the quieter minute.
  for (let time = 0; time < 5; time++) {
    passes.push(...(await times(1, () => membersOf(office, all))))
    hand.push((await office.limit('', () => office.sql.query(counted(byHand, '')), 1)).at)
  }
  const full = passes.toSorted((a, b) => a - b)
  const of = hand.toSorted((a, b) => a - b)
  const found = (await count(true)).count
  const { rows } = await office.sql.query<{ n: string }>(counted(byHand, ''))
  const same = found === Number(rows[0]!.n)
  return [
    { what: `live count of ${what}`, ...live, limit },
    {
      what: `full pass of ${what}, over SQL written by hand`,
      took: [at(full, 0.5) / at(of, 0.5)],
      unit: '×',
      target: 1.3,
      limit: { at: 1, is: 'by hand' },
      note: `${Math.round(at(full, 0.5))} ms, ${Math.round(at(of, 0.5))} ms by hand; ${found.toLocaleString('en')} people${same ? ', the same' : `, by hand ${rows[0]!.n}`}.`,
    },
  ]
}
