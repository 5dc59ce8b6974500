import { asked } from '../asking.ts'
import type { Office } from '../office.ts'
import type { Measured, Row } from '../row.ts'

/** How far the leads of each month came: what a funnel is counted from, for everybody. */
const byHand = `
  select to_char(opened_at at time zone 'Asia/Tokyo', 'YYYY-MM') as month, count(*), count(*) filter (where reached >= 2), count(*) filter (where reached >= 3),
    count(*) filter (where reached >= 4), count(*) filter (where reached >= 5)
  from lead where opened_at >= $1::date - interval '2 years' and opened_at < $1::date + interval '1 day' group by 1`

/** What the nine questions count, each table read once: leads, activities of the month, deals. */
const onceOver = [
  'select stage, holder_id is null, clock_at < now(), count(*) from lead where closed_at is null group by 1, 2, 3',
  "select kind, outcome, count(*) from activity where done_at >= date_trunc('month', now()) group by 1, 2",
  'select outcome, stage_id, count(*), sum(amount) from deal group by 1, 2',
]

/** As if nobody had ever asked: no answer is kept. */
const askedNever = ({ sql }: Office) => sql.query('delete from answer_kept')

export const questions: Row[] = [
  {
    id: 'questions',
    unit: 'ms',
    target: 1_000,
    async run(office) {
      const [admin, rep] = [await office.as('admin'), await office.as('tanaka')]
      const limit = await office.limit('leads, activities and deals read once, by hand', async () => {
        for (const text of onceOver) await office.sql.query(text)
      })
      const done: Measured[] = []
      await askedNever(office)
      for (const [who, ask] of [
        ['who sees all', admin],
        ['a rep', rep],
      ] as const) {
        const all = () => ask('GET', '/questions')
        done.push({ what: `all nine, ${who}: asked for the first time`, ...(await office.measure(1, all)), limit })
        done.push({ what: `all nine, ${who}`, ...(await office.measure(20, all)), limit })
      }
      return done
    },
  },
  {
    id: 'funnel',
    unit: 'ms',
    target: 1_000,
    async run(office) {
      const ask = await office.as('admin')
      const until = new Date().toISOString().slice(0, 10)
      const from = `${Number(until.slice(0, 4)) - 2}${until.slice(4)}`.replace('-02-29', '-02-28')
      const limit = await office.limit('the same period by hand, for everybody', () =>
        office.sql.query(byHand, [until]),
      )
      const funnel = (more: object) => () => ask('GET', asked('/funnel', { by: 'month', from, until, ...more }))
      await askedNever(office)
      const done: Measured[] = [
        { what: 'two years by month, everybody', ...(await office.measure(8, funnel({}))), limit },
      ]
      // Any segment: each that is there from the first day.
      const { rows } = await office.sql.query<{ id: string; preset: string }>(
        'select id, preset from segment where preset is not null order by id',
      )
      for (const { id, preset } of rows) {
        const act = funnel({ segment: id })
        const what = `two years by month, segment ${preset}`
        done.push({ what: `${what}: asked for the first time`, ...(await office.measure(1, act)), limit })
        done.push({ what, ...(await office.measure(8, act)), limit })
      }
      return done
    },
  },
]
