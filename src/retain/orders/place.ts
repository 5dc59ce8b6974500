import { sql } from 'kysely'
import { type Act, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import { planned, sendAhead } from '../../platform/lines.ts'
import { record } from '../../timeline/timeline.ts'
import { nextNumber } from '../invoices/counter.ts'
import { today } from '../invoices/list.ts'
import { writeLines } from './lines.ts'
import type { NewLine, NewOrder } from './orders.schema.ts'
import {
  inspectedBefore,
  needsCompany,
  needsLines,
  noSuchCompany,
  noSuchDeal,
  noSuchPerson,
  notWon,
  orderedAlready,
} from './refusals.ts'

type Deal = {
  id: number
  title: string
  companyId: number | null
  personId: number | null
  leadId: number | null
  amount: number
  outcome: string | null
  orderedOn: string | null
}

/** 注文: of a won deal, with its amount as one line unless lines are said, or by hand. Answers the new id. */
export async function placeOrder(act: Act, given: NewOrder): Promise<number> {
  const deal = given.dealId ? await needWonDeal(act, given.dealId) : undefined
  const companyId = given.companyId ?? deal?.companyId
  if (!companyId) throw needsCompany()
  await needCompany(act, companyId)
  const personId = given.personId === undefined ? (deal?.personId ?? null) : given.personId
  if (given.personId) await needPerson(act, given.personId)
  const lines = given.lines ?? (deal ? [amountOf(deal)] : [])
  if (lines.length === 0) throw needsLines()
  return asOwner(act, async act => {
    const orderedOn = given.orderedOn ?? deal?.orderedOn ?? (await today(act))
    if (given.inspectedOn && given.inspectedOn < orderedOn) throw inspectedBefore()
    // Two at once: whoever comes second waits here, and then finds the first one's order.
    const { number } = await nextNumber(act.tx, 'order')
    if (deal) await mustBeFirst(act, deal.id)
    const { id } = await act.tx
      .insertInto('salesOrder')
      .values({
        number,
        title: given.title ?? deal?.title ?? lines[0]?.name ?? number,
        dealId: deal?.id ?? null,
        companyId,
        personId,
        orderedOn,
        inspectedOn: given.inspectedOn ?? null,
        memo: given.memo,
        createdAt: act.at,
        createdBy: act.byId,
        operationId: act.operationId,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await sendAhead(act.tx, act.tx.insertInto('orderBilled').values({ orderId: id }))
    const amount = await writeLines(act, id, lines)
    await record(
      act,
      'order.placed',
      { companyId, personId, leadId: deal?.leadId ?? null },
      { orderId: id, dealId: deal?.id ?? null, amount },
    )
    return id
  })
}

const amountOf = (deal: Deal): NewLine => ({
  name: deal.title,
  quantity: 1,
  unit: '式',
  unitPrice: deal.amount,
  tax: 'standard',
})

/** As far as the actor sees it; accounting, which sees no deals, is told of the order by whoever won it. */
async function needWonDeal({ tx }: Act, id: number): Promise<Deal> {
  const deal = await tx
    .selectFrom('deal')
    .select(['id', 'title', 'companyId', 'personId', 'leadId', 'amount', 'outcome', 'orderedOn'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!deal) throw noSuchDeal()
  if (deal.outcome !== 'won') throw notWon()
  return deal
}

/** Held until the order is there: nobody reopens the deal meanwhile. */
async function mustBeFirst({ tx }: OwnerAct, dealId: number): Promise<void> {
  const { rows } = await sql<{ outcome: string | null; ordered: string | null }>`
    ${planned('first-order')} select d.outcome, (select o.number from sales_order o where o.deal_id = d.id) as ordered
    from deal d where d.id = ${dealId} for share of d`.execute(tx)
  const deal = rows[0]
  if (deal?.outcome !== 'won') throw notWon()
  if (deal.ordered) throw orderedAlready(deal.ordered)
}

export async function needCompany({ tx }: Act, id: number): Promise<void> {
  const { rows } =
    await sql`${planned('need-company')} select from company where id = ${id} and kind <> 'group'`.execute(tx)
  if (rows.length === 0) throw noSuchCompany()
}

export async function needPerson({ tx }: Act, id: number): Promise<void> {
  const { rows } =
    await sql`${planned('need-person')} select from person where id = ${id} and merged_into_id is null`.execute(tx)
  if (rows.length === 0) throw noSuchPerson()
}
