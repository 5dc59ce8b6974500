import { bareCommits } from '../limits.ts'
import type { Row } from '../row.ts'
import { at } from '../timing.ts'

type Card = { id: number; version: number }
type Board = { pipelineId: number; columns: { stage: { id: number }; cards: Card[] }[] }

/** The sums of every column, and its latest fifty cards. */
const byHand = `
  with figures as (select stage_id, count(*) as n, sum(amount) as sum from deal where outcome is null and pipeline_id = $1 group by stage_id)
  select f.*, d.* from figures f cross join lateral (
    select d.id, d.title, d.amount, d.stage_since, c.name as company, h.name as owner, n.planned_at from deal d
    left join company c on c.id = d.company_id left join holder h on h.id = d.owner_id
    left join lateral (select min(a.planned_at) as planned_at from activity a where a.deal_id = d.id and a.done_at is null and a.cancelled_at is null) n on true
    where d.outcome is null and d.pipeline_id = $1 and d.stage_id = f.stage_id order by d.stage_since desc, d.id desc limit 50) d`

export const board: Row = {
  id: 'board',
  unit: 'ms',
  target: 50,
  async run(office) {
    const ask = await office.as('manager')
    const { rows } = await office.sql.query<{ n: string }>('select count(*) as n from deal where outcome is null')
    const shown = await office.measure(30, () => ask('GET', '/deals/board'))
    const { pipelineId, columns } = await ask<Board>('GET', '/deals/board')
    const limit = await office.limit('by hand', () => office.sql.query(byHand, [pipelineId]))
    const [first, second] = columns
    let deal = first!.cards[0]!
    // There and back, an even number of times.
    const dragged = await office.measure(40, async index => {
      const stage = (index % 2 ? first : second)!.stage.id
      deal = await ask<Card>('PATCH', `/deals/${deal.id}`, { version: deal.version, stage })
    })
    const answer = at((await office.measure(40, () => ask('GET', '/me'))).took, 0.5)
    const commit = at((await bareCommits(office, 1, 2)).took, 0.5)
    const bare = { at: answer + commit, is: 'a bare answer (/me) and a bare commit' }
    const deals = Number(rows[0]!.n).toLocaleString('en')
    return [
      { what: `first paint's data, ${deals} open deals`, ...shown, limit },
      { what: 'one drag', ...dragged, target: 15, limit: bare },
    ]
  },
}
