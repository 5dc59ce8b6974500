import { sql } from 'kysely'
import { type Act, asOwner } from '../../office/roles/act.ts'
import type { Source } from '../questions/questions.schema.ts'

type Won = { id: number; title: string; amount: number }
type Touched = { dealId: number; kind: Source['kind']; label: string | null; last: boolean }

const nothing = { kind: 'unknown', label: null } as const

/**
 * R80: where the deals that were won came from, by the earliest and by the latest touch of anybody on the deal before it
 * was opened. Each deal counts once in each, so both sum to what was won. Which deals is the actor's sight; what their
 * people did is asked with the owner's rights, since the first to meet them may have been another team.
 */
export async function sourcesOfWon(
  act: Act,
  from: string,
  until: string,
): Promise<{ count: number; sum: number; first: Source[]; last: Source[] }> {
  const { rows: won } = await sql<Won>`
    select d.id, d.title, d.amount from deal d
    where d.outcome = 'won' and d.ordered_on between ${from}::date and ${until}::date order by d.amount desc, d.id`.execute(
    act.tx,
  )
  const touched = await asOwner(act, act =>
    firstAndLast(
      act,
      won.map(d => d.id),
    ),
  )
  const by = (last: boolean) => {
    const of = new Map(touched.filter(t => t.last === last).map(t => [t.dealId, t]))
    return grouped(won.map(deal => ({ deal, ...(of.get(deal.id) ?? nothing) })))
  }
  return { count: won.length, sum: won.reduce((sum, d) => sum + d.amount, 0), first: by(false), last: by(true) }
}

function grouped(all: { deal: Won; kind: Source['kind']; label: string | null }[]): Source[] {
  const sources = new Map<string, Source>()
  for (const { deal, kind, label } of all) {
    const key = JSON.stringify([kind, label])
    const source = sources.get(key) ?? { kind, label, count: 0, sum: 0, deals: [] }
    source.count += 1
    source.sum += deal.amount
    source.deals.push(deal)
    sources.set(key, source)
  }
  return [...sources.values()].toSorted((a, b) => b.sum - a.sum || b.count - a.count)
}

/**
 * A visit is known by where it came from, a form by its name, what was read in by the source on the person, else the file.
 * How a person was entered is the weakest of touches: of the same moment, it comes after what they did themselves.
 */
async function firstAndLast({ tx }: Act, dealIds: number[]): Promise<Touched[]> {
  const { rows } = await sql<Touched>`
    with people as (
      select d.id as deal_id, d.opened_at, k.person_id
      from deal d join deal_contact k on k.deal_id = d.id where d.id = any(${dealIds}::bigint[])
      union
      select d.id, d.opened_at, d.person_id from deal d where d.id = any(${dealIds}::bigint[]) and d.person_id is not null
    ),
    touch as (
      select w.deal_id, v.first_at as at, 1 as rank, 'visit' as kind,
        coalesce(v.utm_source, substring(v.referrer from '^https?://([^/:]+)'), v.channel) as label
      from people w join visit v on v.person_id = w.person_id and v.first_at <= w.opened_at
      union all
      select w.deal_id, s.submitted_at, 2, 'form', f.name
      from people w join submission s on s.person_id = w.person_id and s.verdict = 'accepted' and s.submitted_at <= w.opened_at
      join form f on f.id = s.form_id
      union all
      select w.deal_id, e.occurred_at, 3, case e.kind when 'mail.clicked' then 'mail' else 'event' end,
        case e.kind when 'mail.clicked' then (select m.name from mailing m where m.id = (e.facts ->> 'mailingId')::bigint)
          else e.kind end
      from people w join event e on e.person_id = w.person_id and e.occurred_at <= w.opened_at
        and e.kind in ('mail.clicked', 'inquiry.received', 'document.requested', 'seminar.attended')
      union all
      select w.deal_id, p.exchanged_on::timestamp at time zone z.time_zone, 4, 'card', p.source
      from people w join person p on p.id = w.person_id cross join workspace z
      where p.exchanged_on is not null and p.exchanged_on::timestamp at time zone z.time_zone <= w.opened_at
      union all
      select w.deal_id, i.created_at, 5, 'import', coalesce(p.source, i.file_name)
      from people w join import_row r on r.person_id = w.person_id and r.outcome = 'created'
      join import_run i on i.id = r.import_id and i.created_at <= w.opened_at
      join person p on p.id = w.person_id
      union all
      select w.deal_id, p.created_at, 6, 'entry', p.source
      from people w join person p on p.id = w.person_id where p.created_at <= w.opened_at
    ),
    -- An entry says something only where nobody did anything.
    ranked as (
      select t.*,
        row_number() over (partition by deal_id order by (rank = 6), at, rank, label) as from_first,
        row_number() over (partition by deal_id order by (rank = 6), at desc, rank, label) as from_last
      from touch t
    )
    select deal_id, kind, label, false as last from ranked where from_first = 1
    union all select deal_id, kind, label, true from ranked where from_last = 1`.execute(tx)
  return rows
}
