import { sql } from 'kysely'
import type { Act } from '../../office/roles/act.ts'
import type { Source } from '../questions/questions.schema.ts'

type Touch = { kind: Source['kind']; label: string | null }
type Won = { id: number; title: string; amount: number; first: Touch | null; last: Touch | null }

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
    select d.id, d.title, d.amount,
      case when t.deal_id is not null then jsonb_build_object('kind', t.first_kind, 'label', t.first_label) end as first,
      case when t.deal_id is not null then jsonb_build_object('kind', t.last_kind, 'label', t.last_label) end as last
    from deal d left join lateral (select * from deal_source s where s.deal_id = d.id offset 0) t on true
    where d.outcome = 'won' and d.ordered_on between ${from}::date and ${until}::date order by d.amount desc, d.id`.execute(
    act.tx,
  )
  return {
    count: won.length,
    sum: won.reduce((sum, d) => sum + d.amount, 0),
    first: grouped(won, deal => deal.first ?? nothing),
    last: grouped(won, deal => deal.last ?? nothing),
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
