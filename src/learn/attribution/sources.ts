import { sql } from 'kysely'
import type { Act } from '../../office/roles/act.ts'
import type { Source } from '../questions/questions.schema.ts'

type Touch = { kind: Source['kind']; label: string | null }
type Won = { id: number; title: string; amount: number }
type Touches = { first: Touch; last: Touch }

/** How many deals of a source are named. */
const named = 200

const nothing: Touch = { kind: 'unknown', label: null }

/**
 * R80: where the deals that were won came from, by the earliest and by the latest touch of anybody on the deal before it
 * was opened. Each deal counts once in each, so both sum to what was won.
 */
export async function sourcesOfWon(
  act: Act,
  from: string,
  until: string,
): Promise<{ count: number; sum: number; first: Source[]; last: Source[] }> {
  const { rows: won } = await sql<Won>`
    select id, title, amount from deal
    where outcome = 'won' and ordered_on between ${from}::date and ${until}::date order by amount desc, id`.execute(
    act.tx,
  )
  // By their ids, so that the planner knows how many there are: one by one where they are few, at once where they are not.
  const { rows } = await sql<{ dealId: number } & Touches>`
    select deal_id, jsonb_build_object('kind', first_kind, 'label', first_label) as first,
      jsonb_build_object('kind', last_kind, 'label', last_label) as last
    from deal_source where deal_id = any(${won.map(deal => deal.id)}::bigint[])`.execute(act.tx)
  const touches = new Map(rows.map(({ dealId, ...both }) => [dealId, both]))
  return {
    count: won.length,
    sum: won.reduce((sum, deal) => sum + deal.amount, 0),
    first: grouped(won, deal => touches.get(deal.id)?.first ?? nothing),
    last: grouped(won, deal => touches.get(deal.id)?.last ?? nothing),
  }
}

function grouped(won: Won[], touchOf: (deal: Won) => Touch): Source[] {
  const sources = new Map<string, Source>()
  for (const deal of won) {
    const { kind, label } = touchOf(deal)
    const key = JSON.stringify([kind, label])
    const source = sources.get(key) ?? { kind, label, count: 0, sum: 0, deals: [] }
    source.count += 1
    source.sum += deal.amount
    if (source.deals.length < named) source.deals.push({ id: deal.id, title: deal.title, amount: deal.amount })
    sources.set(key, source)
  }
  return [...sources.values()].toSorted((a, b) => b.sum - a.sum || b.count - a.count)
}
