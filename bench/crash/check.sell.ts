import { type Found, type Look, rowsOf } from './found.ts'
import type { Acknowledged } from './known.ts'

/** Offers, leads and deals. */
export async function checkSales(look: Look, known: Acknowledged): Promise<Found[]> {
  return [
    {
      kind: 'offers',
      acknowledged: known.offers.size,
      lost: await look(
        `select x as id from unnest($1::bigint[]) x where not exists (select from offer o where o.id = x)`,
        [...known.offers],
      ),
      doubled: await look(
        `select 'of lead ' || lead_id as id from offer where answer is null group by lead_id having count(*) > 1`,
      ),
      wrong: [],
    },
    await leads(look, known),
    await deals(look, known),
  ]
}

async function leads(look: Look, known: Acknowledged): Promise<Found> {
  const stages = rowsOf([...known.stages].map(([id, { stage }]) => ({ id, stage })))
  const [held] = await look(
    `select count(*) filter (where holder_id is null) || ' of ' || count(*) || ' open leads without a holder' as id
     from lead where stage not in ('won', 'disqualified')`,
  )
  return {
    kind: 'leads',
    acknowledged: known.stages.size,
    told: held!,
    // Whoever has accepted may have gone on since without an answer.
    lost: await look(
      `select x.id || ', which was ' || x.stage || ' and is ' || coalesce(l.stage, 'gone') as id
       from jsonb_to_recordset($1::jsonb) as x(id bigint, stage text) left join lead l on l.id = x.id
       where l.id is null or l.stage <> x.stage and x.stage <> 'sal'`,
      stages,
    ),
    doubled: await look(
      `select 'opened ' || lead_id as id from event where kind = 'lead.opened' group by lead_id having count(*) > 1`,
    ),
    wrong: await look(`
      select 'lead ' || id || ' is open without holder or clock' as id from lead
      where stage not in ('won', 'disqualified') and (holder_id is null or clock_at is null)
      union all
      select 'lead ' || l.id || ' is ' || l.stage || ', and its events say ' || coalesce(e.stage, 'nothing') from lead l
      left join lateral (
        select coalesce(e.facts ->> 'to', e.facts ->> 'stage') as stage from event e
        where e.lead_id = l.id and e.kind in ('lead.opened', 'lead.moved') order by e.id desc limit 1
      ) e on true where e.stage is distinct from l.stage`),
  }
}

/** The history of a deal adds up to its row: opened once, where it was moved last, ended by the event of its outcome. */
const disagreeing = `
  with told as (
    select (e.facts ->> 'dealId')::bigint as id, count(*) filter (where e.kind = 'deal.opened') as opened,
      count(*) filter (where e.kind = 'deal.moved') as moved,
      array_agg(substr(e.kind, 6) order by e.id) filter (where e.kind in ('deal.won', 'deal.lost', 'deal.stopped')) as ended,
      (array_agg(coalesce(e.facts -> 'toStageId', e.facts -> 'stageId')::bigint order by e.id desc) filter (where e.kind in ('deal.opened', 'deal.moved')))[1] as stage,
      max((e.facts ->> 'amount')::bigint) filter (where e.kind = 'deal.won') as amount
    from event e where e.kind in ('deal.opened', 'deal.moved', 'deal.won', 'deal.lost', 'deal.stopped') group by 1
  ), step as (
    select deal_id as id, count(*) as steps, max(stage_id) filter (where left_at is null) as stage from deal_step group by 1
  )
  select 'deal ' || d.id || ' and its events disagree' as id from deal d join deal_stage s on s.id = d.stage_id
    left join told t on t.id = d.id left join step p on p.id = d.id
  where t.opened is distinct from 1
    or coalesce(t.ended, '{}') <> array_remove(array[d.outcome], null)
    or d.outcome is distinct from 'won' and t.stage <> d.stage_id
    or d.outcome = 'won' and (t.amount <> d.amount or not s.wins)
    or p.stage is distinct from d.stage_id
    or p.steps <> 1 + t.moved + (d.outcome is not distinct from 'won')::int`

const beside = `
  select 'deal ' || d.id || ' is ' || coalesce(d.outcome, 'open') || ', and its lead ' || coalesce(l.stage, 'none') as id
  from deal d left join lead l on l.id = d.lead_id
  where d.outcome is null and l.stage is distinct from 'sql'
    or d.outcome = 'won' and l.stage is distinct from 'won' and not exists (select from deal o where o.lead_id = d.lead_id and o.outcome is null)
  union all
  select 'deal ' || d.id || ' is won, and its company no customer' from deal d join company c on c.id = d.company_id
  where d.outcome = 'won' and c.customer_since is null`

async function deals(look: Look, known: Acknowledged): Promise<Found> {
  const rows = rowsOf([...known.deals].map(([id, { amount, stageId, outcome }]) => ({ id, amount, stageId, outcome })))
  const won = [...known.deals.values()].filter(deal => deal.outcome === 'won').length
  const lost = [...known.deals.values()].filter(deal => deal.outcome === 'lost').length
  const moved = [...known.deals.values()].reduce((sum, deal) => sum + deal.moved, 0)
  return {
    kind: 'deals',
    acknowledged: known.deals.size,
    lost: await look(
      `select x.id from jsonb_to_recordset($1::jsonb) as x(id bigint, amount bigint, "stageId" bigint, outcome text)
       left join deal d on d.id = x.id
       where d.id is null or d.amount <> x.amount or d.stage_id <> x."stageId" or d.outcome is distinct from x.outcome
         or (x.outcome = 'won') is true and d.ordered_on is null or (x.outcome = 'lost') is true and d.reason_id is null`,
      rows,
    ),
    doubled: await look(
      `select 'of lead ' || lead_id as id from deal where lead_id is not null group by lead_id having count(*) > 1`,
    ),
    wrong: [...(await look(disagreeing)), ...(await look(beside))],
    told: `${moved} moves, ${won} won, ${lost} lost to others`,
  }
}
