import type { Ask } from '../asking.ts'
import { sampleLag } from '../lag.ts'
import { load, visitorsOf } from '../load/load.ts'
import type { Row } from '../row.ts'
import { until } from '../timing.ts'

type Rule = { id: number; about: string; points: number; version: number }
type Card = { id: number; state: string; rules: Rule[]; recount: { state: string; done: number; total: number } | null }

const longest = 180_000
const perSecond = 200

/** Another point for one rule, or one less than before: every second run puts back what the first has changed. */
async function changeRule(ask: Ask): Promise<number> {
  const draft = await ask<Card>('POST', '/scoring-cards')
  const rule = draft.rules.find(one => one.about === 'intent' && one.points >= 10)
  if (!rule) throw new Error('There is no rule of intent with ten points to change.')
  const points = rule.points % 2 === 0 ? rule.points + 1 : rule.points - 1
  await ask('PATCH', `/scoring-rules/${rule.id}`, { version: rule.version, points })
  await ask('POST', `/scoring-cards/${draft.id}/publish`)
  return draft.id
}

export const rescore: Row = {
  id: 'rescore',
  unit: 's',
  target: 60,
  async run(office) {
    const ask = await office.as('marketing')
    const visitors = await visitorsOf(office)
    // Somebody is always looking at pages.
    const loading = load(office, { kind: 'views', visitors, perSecond, seconds: Math.min(office.seconds(60), 60) })
    const lag = sampleLag(office)
    const before = office.cpu()
    const since = performance.now()
    const id = await changeRule(ask)
    let recount: Card['recount'] = null
    const isDone = async () => {
      const { items } = await ask<{ items: Card[] }>('GET', '/scoring-cards')
      recount = items.find(card => card.id === id)!.recount
      return recount?.state === 'done'
    }
    await until(isDone, longest, 250)
    const took = (performance.now() - since) / 1000
    const after = office.cpu()
    const lags = await lag.stop()
    await loading
    const { state, done, total } = recount!
    const over = state === 'done'
    if (!over) await ask('POST', `/scoring-cards/${id}/recount`, { state: 'stopped' })
    const scan = await office.limit(
      'the points of every line that counts, summed by hand',
      () =>
        office.sql.query(
          `select count(*) from (select l.person_id, sum(r.points * power(0.5, extract(day from now() - l.at) / coalesce(r.half_life_days, 1000000)))
         from score_line l join scoring_rule r on r.id = l.condition_id where l.until_at is null group by l.person_id) s`,
        ),
      1,
    )
    return [
      {
        what: `everybody, ${total.toLocaleString('en')} people`,
        took: [over ? took : (took / Math.max(1, done)) * total],
        cpu: {
          app: (after.app - before.app) / Math.max(1, done),
          database: (after.database - before.database) / Math.max(1, done),
        },
        limit: { at: scan.at / 1000, is: scan.is },
        note: `In batches, while ${perSecond} events/s come in for the first minute.${over ? '' : ` Stopped after ${Math.round(took)} s, when ${done.toLocaleString('en')} were counted: the time of all is reckoned from these.`}`,
      },
      {
        what: 'reaction lag meanwhile',
        took: lags.during(Math.min(took, 60)),
        unit: 'ms',
        target: 1_000,
        share: 0.99,
      },
    ]
  },
}
