import { sql } from 'kysely'
import { type Act, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import { has } from '../../office/roles/rights.ts'
import { namedPage } from '../../people/identity/pages.ts'
import { type EventKind, isMachineMade, kindsOf } from '../../timeline/vocabulary.ts'
import { noSuchInvoice } from './refusals.ts'
import type { Thread } from './thread.schema.ts'

/** What people did or what was done with them; that they were written down comes last. */
const touches: EventKind[] = [
  'page.viewed',
  ...[...kindsOf('contact'), ...kindsOf('web')].filter(kind => !isMachineMade(kind)),
]

type Chain = Omit<Thread, 'first' | 'payments'> & { payments: Thread['payments']; people: number[] }
type First = NonNullable<Thread['first']> & { personId: number }

/**
 * The thread of an invoice: 入金 → 請求 → 注文 → 商談 → リード → 最初の接触, the earliest touch of anybody who takes part in the
 * deal. Whoever sees the money may know where it came from; whom it came from only who sees these people.
 */
export async function threadOf(act: Act, invoiceId: number): Promise<Thread> {
  const seen = await act.tx
    .selectFrom('invoice')
    .select(['id', 'rootId'])
    .where('id', '=', invoiceId)
    .executeTakeFirst()
  if (!seen) throw noSuchInvoice()
  const { people, ...chain } = await asOwner(act, act => chainOf(act, seen.rootId ?? seen.id))
  const first = await asOwner(act, act => firstTouch(act, people))
  const known = await visibleAmong(act, people, chain.deal?.id)
  const name = (id: number | undefined) => known.people.find(p => p.id === id) ?? null
  return {
    ...chain,
    deal: chain.deal && {
      ...chain.deal,
      title: known.deal ? chain.deal.title : null,
      contacts: chain.deal.contacts.flatMap(c => name(c.id) ?? []),
    },
    lead: chain.lead && { ...chain.lead, person: name(chain.lead.person?.id) },
    first: first && withoutId(first, name(first.personId)),
  }
}

const withoutId = ({ personId: _, ...first }: First, person: First['person']) => ({ ...first, person })

async function chainOf({ tx }: OwnerAct, rootId: number): Promise<Chain> {
  const { rows } = await sql<Chain>`
    select jsonb_build_object('id', i.id, 'number', i.number, 'issuedOn', i.issued_on, 'total', i.total) as invoice,
      jsonb_build_object('id', o.id, 'number', o.number, 'orderedOn', o.ordered_on,
        'amount', (select coalesce(sum(l.amount), 0) from order_line l where l.order_id = o.id)) as "order",
      case when d.id is not null then jsonb_build_object('id', d.id, 'title', d.title, 'openedAt', d.opened_at, 'wonOn', d.ordered_on, 'amount', d.amount,
        'contacts', (select coalesce(jsonb_agg(jsonb_build_object('id', k.person_id, 'name', '') order by k.person_id is not distinct from d.person_id desc, k.id), '[]')
          from deal_contact k where k.deal_id = d.id)) end as deal,
      case when l.id is not null then jsonb_build_object('id', l.id, 'openedAt', l.opened_at,
        'person', case when l.person_id is not null then jsonb_build_object('id', l.person_id, 'name', '') end) end as lead,
      (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'paidOn', p.paid_on, 'settled', p.amount + p.fee) order by p.paid_on, p.id), '[]')
       from payment p where p.invoice_id = i.id and p.reverses_id is null and not exists (select from payment x where x.reverses_id = p.id)) as payments,
      array(select k.person_id from deal_contact k where k.deal_id = d.id
        union select x from unnest(array[d.person_id, l.person_id, o.person_id]) x where x is not null) as people
    from invoice i join sales_order o on o.id = i.order_id
    left join deal d on d.id = o.deal_id left join lead l on l.id = d.lead_id
    where i.id = ${rootId}`.execute(tx)
  const row = rows[0]!
  const moment = <T extends { openedAt: Date }>(of: T | null) => of && { ...of, openedAt: new Date(of.openedAt) }
  return { ...row, deal: moment(row.deal), lead: moment(row.lead) }
}

/** The earliest touch of any of them, with the visit that it was part of. */
async function firstTouch({ tx }: OwnerAct, people: number[]): Promise<First | null> {
  if (people.length === 0) return null
  const { rows } = await sql<First>`
    select e.id as event_id, e.kind, e.occurred_at as at, e.person_id, coalesce(n.name, e.facts ->> 'title', e.facts ->> 'url') as page,
      v.visit, p.source
    from event e join person p on p.id = e.person_id
    left join lateral ${namedPage(sql`e.facts ->> 'url'`)} n on e.kind = 'page.viewed'
    left join lateral (
      select jsonb_build_object('channel', v.channel, 'landing', v.landing, 'referrer', v.referrer, 'source', v.utm_source, 'medium', v.utm_medium,
        'campaign', v.utm_campaign) as visit
      from visit v where v.identity_id = e.identity_id and e.occurred_at between v.first_at and v.last_at order by v.first_at limit 1
    ) v on true
    where e.person_id = any(${people}::bigint[]) and e.kind = any(${[...touches, 'person.created']}::text[])
      and not e.facts ? 'machine'
    order by e.kind = 'person.created', e.occurred_at, e.id limit 1`.execute(tx)
  return rows[0] ?? null
}

async function visibleAmong(act: Act, people: number[], dealId: number | undefined) {
  const may = (right: 'person.read' | 'deal.read') => act.actor === null || has(act.actor.roles, right)
  const { rows } = await sql<{ id: number; name: string }>`
    select id, trim(family_name || ' ' || given_name) as name from person where id = any(${may('person.read') ? people : []}::bigint[])`.execute(
    act.tx,
  )
  const deal = may('deal.read') && dealId ? await sql`select from deal where id = ${dealId}`.execute(act.tx) : undefined
  return { people: rows, deal: (deal?.rows.length ?? 0) > 0 }
}
