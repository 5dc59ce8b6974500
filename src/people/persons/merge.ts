import { sql } from 'kysely'
import { type Act, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import { record } from '../../timeline/timeline.ts'
import { refreshSight } from '../leads/sight.ts'
import { mergeDeals } from './merge.deals.ts'
import { fillFields } from './merge.fields.ts'
import { mergeLeads } from './merge.leads.ts'
import { mergeMail } from './merge.mail.ts'
import { mergeTrade } from './merge.trade.ts'

/**
 * Two people turn out to be one. Both are within the actor's sight. What the absorbed person was known by concludes to
 * the kept one from now on, and with it all that happened; their row stays, hidden, so that the merge can be undone.
 */
export async function mergePersons(act: Act, { keep, absorb }: { keep: number; absorb: number }): Promise<number> {
  if (keep === absorb)
    throw new Refusal(
      'invalid',
      { en: 'This is one and the same person.', ja: '同じ方が指定されています。' },
      { field: 'absorb' },
    )
  const seen = await act.tx.selectFrom('person').select('id').where('id', 'in', [keep, absorb]).execute()
  if (seen.length < 2)
    throw new Refusal('missing', { en: 'There is no such person.', ja: 'この担当者は存在しません。' })
  return asOwner(act, act => merge(act, keep, absorb))
}

async function merge(act: OwnerAct, keepId: number, absorbId: number): Promise<number> {
  const { tx, at } = act
  await tx
    .selectFrom('lead')
    .select('id')
    .where('personId', 'in', [keepId, absorbId])
    .orderBy('id')
    .forUpdate()
    .execute()
  const people = await tx
    .selectFrom('person')
    .selectAll()
    .where('id', 'in', [keepId, absorbId])
    .orderBy('id')
    .forUpdate()
    .execute()
  const [keep, absorb] = [people.find(p => p.id === keepId)!, people.find(p => p.id === absorbId)!]
  if (keep.mergedIntoId !== null || absorb.mergedIntoId !== null) throw mergedAlready()
  const { id } = await tx
    .insertInto('personMerge')
    .values({
      keepId,
      absorbId,
      operationId: act.operationId!,
      mergedAt: at,
      mergedBy: act.byId,
      kept: JSON.stringify(await ownedBy(act, keep)),
    })
    .returning('id')
    .executeTakeFirstOrThrow()

  await tx.updateTable('person').set({ mergedIntoId: keepId }).where('id', '=', absorbId).execute()
  await concludeAnew(act, id, keepId, absorbId)
  await optOutWins(act, keepId, absorbId)
  for (const table of ['post', 'consent', 'activity'] as const) {
    await tx.updateTable(table).set({ personId: keepId }).where('personId', '=', absorbId).execute()
  }
  await mergeDeals(act, keepId, absorbId)
  await mergeTrade(act, keepId, absorbId)
  await mergeMail(act, keepId, absorbId)
  await mergeLeads(act, keepId, absorbId, id)
  await fillFields(act, keep, absorb)
  await joinSight(act, keepId, absorb.seenBy)
  await record(
    act,
    'person.merged',
    { personId: keepId, companyId: keep.companyId },
    { mergeId: id, absorbedId: absorbId },
  )
  return id
}

/** Ids of what is the kept person's own at this moment. */
async function ownedBy(act: OwnerAct, keep: { id: number; seenBy: number[] }) {
  const own: Record<string, number[]> = { seenBy: keep.seenBy }
  for (const table of ['identity', 'post', 'consent', 'lead', 'deal', 'activity'] as const) {
    const rows = await act.tx.selectFrom(table).select('id').where('personId', '=', keep.id).orderBy('id').execute()
    own[table] = rows.map(r => r.id)
  }
  const orders = await act.tx.selectFrom('salesOrder').select('id').where('personId', '=', keep.id).execute()
  own.sales_order = orders.map(o => o.id)
  return own
}

/** Identities are facts; whose they are is concluded anew, and with them whom the events concern. */
async function concludeAnew(act: OwnerAct, mergeId: number, keepId: number, absorbId: number): Promise<void> {
  await sql`
    with known as (
      update identity set person_id = ${keepId}, concluded_at = ${act.at} where person_id = ${absorbId} returning id
    )
    update person_merge m set
      identity_ids = array(select id from known order by id),
      event_ids = array(select e.id from event e where e.person_id = ${absorbId} and e.identity_id not in (select id from known) order by e.id)
    where m.id = ${mergeId}`.execute(act.tx)
  await sql`update event set person_id = ${keepId} where person_id = ${absorbId}`.execute(act.tx)
  await sql`update visit set person_id = ${keepId} where person_id = ${absorbId}`.execute(act.tx)
  await sql`update submission set person_id = ${keepId} where person_id = ${absorbId}`.execute(act.tx)
}

/** Who said no to a channel, under either name, is not approached by it: what the other has granted ends with the merge. */
async function optOutWins(act: OwnerAct, keepId: number, absorbId: number): Promise<void> {
  await sql`
    update consent g set withdrawn_at = ${act.at}, withdrawn_via = '名寄せ（統合）：もう一方で配信停止・連絡拒否'
    where g.person_id in (${keepId}, ${absorbId}) and g.withdrawn_at is null and exists (
      select from consent o where o.person_id in (${keepId}, ${absorbId}) and o.person_id <> g.person_id and o.channel = g.channel and o.withdrawn_at is not null
        and not exists (select from consent again where again.person_id = o.person_id and again.channel = o.channel
          and again.withdrawn_at is null and again.basis = 'opt_in' and again.granted_at > o.withdrawn_at))`.execute(
    act.tx,
  )
}

/** Whoever saw one of them sees both, as long as no open lead decides otherwise. */
async function joinSight(act: OwnerAct, keepId: number, seenBy: number[]): Promise<void> {
  const leads = await act.tx.selectFrom('lead').select(['id', 'closedAt']).where('personId', '=', keepId).execute()
  if (leads.some(l => l.closedAt === null))
    await refreshSight(
      act.tx,
      leads.map(l => l.id),
    )
  else
    await spreadSight(
      act,
      keepId,
      sql`array(select distinct party from unnest(p.seen_by || ${seenBy}::bigint[]) party order by party)`,
    )
}

/** Sets who sees a person without open leads, and their leads with them. */
export async function spreadSight(act: OwnerAct, personId: number, seenBy: ReturnType<typeof sql>): Promise<void> {
  await sql`update person p set seen_by = ${seenBy} where p.id = ${personId} and p.seen_by <> ${seenBy}`.execute(act.tx)
  await sql`update lead l set seen_by = p.seen_by from person p where p.id = ${personId} and l.person_id = p.id and l.seen_by <> p.seen_by`.execute(
    act.tx,
  )
}

const mergedAlready = () =>
  new Refusal('conflict', {
    en: 'One of them has been merged into somebody already. Look at the list again.',
    ja: 'どちらかの方はすでに統合済みです。一覧を確認し直してください。',
  })
