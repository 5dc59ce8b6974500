import { type Found, type Look, rowsOf } from './found.ts'
import type { Acknowledged } from './known.ts'

/** Orders, invoices and payments: there once, without gaps, and adding up. */
export const checkMoney = async (look: Look, known: Acknowledged): Promise<Found[]> => [
  await orders(look, known),
  await invoices(look, known),
  await payments(look, known),
]

/** Of these kinds, numbers that are missing or given twice, up to the last that was given. */
const gaps = `
  with given as (
    select 'order' as kind, substring(number from '[0-9]+$')::bigint as n from sales_order
    union all select kind, sequence from invoice where state = 'issued'
  ), last as (
    select c.kind, greatest(c.last, (select max(n) from given g where g.kind = c.kind)) as n from document_counter c where c.kind = any($1::text[])
  )
  select 'the ' || l.kind || ' with number ' || s.n || ' is there ' || count(g.n) || ' times' as id
  from last l cross join lateral generate_series(1, l.n) s(n) left join given g on g.kind = l.kind and g.n = s.n
  group by l.kind, s.n having count(g.n) <> 1`

async function orders(look: Look, known: Acknowledged): Promise<Found> {
  const rows = rowsOf([...known.orders].map(([id, { amount, dealId }]) => ({ id, amount, dealId })))
  return {
    kind: 'orders',
    acknowledged: known.orders.size,
    lost: await look(
      `select x.id from jsonb_to_recordset($1::jsonb) as x(id bigint, amount bigint, "dealId" bigint)
       left join sales_order o on o.id = x.id and o.deal_id = x."dealId"
       where o.id is null or x.amount <> (select sum(l.amount) from order_line l where l.order_id = o.id)`,
      rows,
    ),
    doubled: await look(
      `select 'of deal ' || deal_id as id from sales_order where deal_id is not null group by deal_id having count(*) > 1`,
    ),
    wrong: [
      ...(await look(gaps, ['order'])),
      ...(await look(`
        with told as (
          select (facts ->> 'orderId')::bigint as id, count(*) as n, max((facts ->> 'amount')::bigint) as amount
          from event where kind = 'order.placed' group by 1
        ), line as (select order_id as id, sum(amount) as amount from order_line group by 1)
        select 'order ' || o.number || ' is ' || coalesce(l.amount, 0) || ' by its lines and ' || coalesce(t.amount, 0) || ' by its event' as id
        from sales_order o left join line l on l.id = o.id left join told t on t.id = o.id
        where t.n is distinct from 1 or t.amount is distinct from l.amount
        union all
        select 'order ' || b.order_id || ' is invoiced with ' || coalesce(c.net, 0) || ' and says ' || b.net from order_billed b
        left join (
          select order_id, sum(net) as net from (
            select distinct on (root_id) order_id, net from invoice
            where state = 'issued' and kind <> 'credit' order by root_id, kind = 'revised' desc, sequence desc
          ) counts group by 1
        ) c using (order_id) where b.net <> coalesce(c.net, 0)`)),
    ],
  }
}

/** A document adds up to its lines, with the tax of each rate rounded once. */
const sums = `
  with rate as (
    select i.id, l.tax, sum(l.amount) as net, (
      select r.percent from tax_rate r where r.code = l.tax and r.from_on <= i.traded_on order by r.from_on desc limit 1
    ) as percent from invoice i join invoice_line l on l.invoice_id = i.id where i.state = 'issued' group by i.id, l.tax
  ), sum as (
    select r.id, sum(r.net) as net, sum(case w.tax_rounding when 'floor' then floor(r.net * r.percent / 100.0)
      when 'ceil' then ceil(r.net * r.percent / 100.0) else round(r.net * r.percent / 100.0) end) as tax
    from rate r cross join workspace w group by r.id
  )
  select i.number || ' says ' || i.net || ' + ' || i.tax || ' = ' || i.total || ', its lines ' || coalesce(s.net, 0) || ' + ' || coalesce(s.tax, 0) as id
  from invoice i left join sum s on s.id = i.id
  where i.state = 'issued' and (s.net is distinct from i.net or s.tax is distinct from i.tax or i.total <> i.net + i.tax
    or (i.paper ->> 'total')::bigint is distinct from i.total or i.paper ->> 'number' is distinct from i.number)`

/** What is owed is what the documents come to, less what was paid. */
const owed = `
  with document as (
    select root_id as id, sum(effect) as billed, sum(case kind when 'credit' then -total else total end) as drawn,
      bool_or(kind = 'revised') as revised from invoice where state = 'issued' group by 1
  ), paid as (select invoice_id as id, sum(amount + fee) as paid from payment group by 1)
  select 'invoice ' || coalesce(r.invoice_id, d.id) || ': billed ' || coalesce(r.billed, 0) || ' of ' || coalesce(d.billed, 0) || ', paid ' || coalesce(r.paid, 0) || ' of ' || coalesce(p.paid, 0) as id
  from receivable r full join document d on d.id = r.invoice_id left join paid p on p.id = d.id
  where r.billed is distinct from d.billed or not d.revised and d.billed <> d.drawn
    or r.paid is distinct from coalesce(p.paid, 0) or r.surplus is distinct from greatest(r.paid - r.billed, 0)`

async function invoices(look: Look, known: Acknowledged): Promise<Found> {
  const rows = rowsOf([...known.invoices].map(([id, { number, total }]) => ({ id, number, total })))
  return {
    kind: 'invoices',
    acknowledged: known.invoices.size,
    lost: await look(
      `select x.number as id from jsonb_to_recordset($1::jsonb) as x(id bigint, number text, total bigint)
       left join invoice i on i.id = x.id where i.id is null or i.state <> 'issued' or i.number <> x.number or i.total <> x.total`,
      rows,
    ),
    doubled: await look(`
      select kind || ' of order ' || order_id as id from invoice where kind = 'invoice' group by kind, order_id having count(*) > 1
      union all
      select 'told of ' || (facts ->> 'invoiceId') from event where kind = 'invoice.issued' group by 1 having count(*) > 1`),
    wrong: [
      ...(await look(gaps, ['invoice', 'credit', 'revised'])),
      ...(await look(sums)),
      ...(await look(owed)),
      ...(await look(`
        select 'nobody was told that ' || i.number || ' was issued' as id from invoice i
        where i.state = 'issued' and not exists (select from event e where e.kind = any('{invoice.issued,invoice.corrected}')
          and coalesce(e.facts -> 'byInvoiceId', e.facts -> 'invoiceId')::bigint = i.id and e.company_id = i.company_id)`)),
    ],
  }
}

async function payments(look: Look, known: Acknowledged): Promise<Found> {
  const rows = rowsOf([...known.payments].map(([id, payment]) => ({ id, ...payment })))
  return {
    kind: 'payments',
    acknowledged: known.payments.size,
    lost: await look(
      `select x.id || ' of ' || x.amount as id from jsonb_to_recordset($1::jsonb) as x(id bigint, note text, amount bigint, "invoiceId" bigint)
       left join payment p on p.id = x.id and p.amount = x.amount and p.invoice_id = x."invoiceId" and p.note = x.note where p.id is null`,
      rows,
    ),
    doubled: await look(
      `select string_agg(id::text, ' and ') as id from payment where reverses_id is null and note <> '' group by note having count(*) > 1`,
    ),
    wrong: await look(`
      with told as (
        select (facts ->> 'paymentId')::bigint as id, count(*) as n, sum((facts ->> 'amount')::bigint) as amount
        from event where kind = 'payment.received' group by 1
      )
      select 'payment ' || coalesce(p.id, t.id) || ' of ' || coalesce(p.amount, 0) || ' was told ' || coalesce(t.n, 0) || ' times' as id
      from payment p full join told t on t.id = p.id where t.n is distinct from 1 or t.amount is distinct from p.amount`),
  }
}
