import { sql } from 'kysely'
import { type Act, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import { record } from '../../timeline/timeline.ts'
import { hashesOf, type Known, knownOf, type Mentions, mentionsOf, wholePerson } from './erase.evidence.ts'
import { type Entry, writeLedger } from './erase.ledger.ts'
import { removeMentions } from './erase.traces.ts'
import { throwAwayUploads } from './erase.uploads.ts'

/**
 * Forgets a person for good: their rows, what happened to them, images in the journal, files, and every mention. Hashes
 * keep them out from now on; a ledger beside the database makes a restored backup forget them again. Not to be undone.
 */
export async function erasePerson(act: Act, dataDir: string, id: number): Promise<{ records: number }> {
  const seen = await act.tx.selectFrom('person').select('id').where('id', '=', id).executeTakeFirst()
  if (!seen) throw new Refusal('missing', { en: 'There is no such person.', ja: 'この担当者は存在しません。' })
  return asOwner(act, async act => {
    const ids = await wholePerson(act.tx, id)
    const people = await knownOf(act.tx, ids)
    const entry: Entry = { personId: id, hashes: await hashesOf(act, people), erasedAt: act.at, erasedBy: act.byId }
    await erase(act, people)
    await keepOut(act, entry)
    await record(act, 'person.erased', {}, {})
    writeLedger(dataDir, [entry])
    return { records: ids.length }
  })
}

export async function keepOut(act: OwnerAct, entry: Entry): Promise<void> {
  await act.tx.insertInto('erasure').values(entry).execute()
}

/** Takes these records out of everything. */
export async function erase(act: OwnerAct, people: Known[]): Promise<void> {
  const { tx } = act
  const ids = people.map(p => p.id)
  await sql`select id from lead where person_id = any(${ids}) order by id for update`.execute(tx)
  await sql`select id from person where id = any(${ids}) order by id for update`.execute(tx)
  const leads = await idsOf(act, 'lead', ids)
  const mails = await tx
    .selectFrom('identity')
    .select('value')
    .where('kind', '=', 'email')
    .where('personId', 'in', ids)
    .execute()
  const offers = await sql<{ id: number }>`select id from offer where lead_id = any(${leads})`.execute(tx)
  const activities = await sql<{
    id: number
  }>`select id from activity where person_id = any(${ids}) or lead_id = any(${leads})`.execute(tx)

  await leaveShared(act, ids)
  const identities = await idsOf(act, 'identity', ids)
  await sql`delete from event where person_id = any(${ids}) or lead_id = any(${leads}) or identity_id = any(${identities})`.execute(
    tx,
  )
  // What a machine did with their mails concerns nobody, and is known by its key.
  await sql`
    delete from event e using mailing_recipient r join mail_touch t on t.recipient_id = r.id join identity i on i.kind = 'record' and i.value = r.original_id::text
      join event_key k on k.identity_id = i.id and k.key = 'mail.touch:' || t.id
    where (r.person_id = any(${ids}) or r.original_id = any(${ids})) and e.identity_id = i.id and e.occurred_at = t.at and e.id = k.event_id`.execute(
    tx,
  )
  await sql`delete from visit where person_id = any(${ids}) or identity_id = any(${identities})`.execute(tx)
  await sql`delete from activity where id = any(${activities.rows.map(r => r.id)}::bigint[])`.execute(tx)
  await sql`delete from lead where id = any(${leads})`.execute(tx)
  await sql`delete from person_merge where keep_id = any(${ids}) or absorb_id = any(${ids})`.execute(tx)
  await sql`delete from mail where person_id = any(${ids}) or lower(to_address) = any(${mails.map(m => m.value)})`.execute(
    tx,
  )
  await sql`delete from score_line where person_id = any(${ids})`.execute(tx)
  await sql`delete from score where person_id = any(${ids})`.execute(tx)
  await sql`delete from person where id = any(${ids})`.execute(tx)

  const mentions = await mentionsOf(
    act,
    people,
    mails.map(m => m.value),
  )
  await sql`
    delete from journal where person_id = any(${ids}) or table_name = 'person' and row_id = any(${ids})
      or table_name = 'lead' and row_id = any(${leads}) or table_name = 'offer' and row_id = any(${offers.rows.map(r => r.id)}::bigint[])
      or table_name = 'activity' and row_id = any(${activities.rows.map(r => r.id)}::bigint[])
      or table_name = 'identity' and row_id = any(${identities})`.execute(tx)
  await forgetAnswers(act, ids, mentions)
  await forgetRefusedRows(act, mentions)
  await throwAwayUploads(act, mentions)
  await removeMentions(act, mentions)
  // What this act itself has written into the journal shows what it took away.
  await sql`delete from journal where operation_id = ${act.operationId}`.execute(tx)
}

/** A machine that somebody else used before stays theirs, with what they did on it. */
async function leaveShared(act: OwnerAct, ids: number[]): Promise<void> {
  await sql`
    update identity i set person_id = o.person_id from identity c
    cross join lateral (
      select e.person_id from event e where e.identity_id = c.id and e.person_id is not null and e.person_id <> all(${ids})
      order by e.occurred_at desc limit 1 offset 0
    ) o
    where c.id = i.id and c.kind = 'cookie' and c.person_id = any(${ids})`.execute(act.tx)
}

async function idsOf(act: OwnerAct, table: 'lead' | 'identity', people: number[]): Promise<number[]> {
  const rows = await act.tx.selectFrom(table).select('id').where('personId', 'in', people).execute()
  return rows.map(r => r.id)
}

/** Answers kept for the same request again, and notifications, that speak of them. */
async function forgetAnswers(act: OwnerAct, ids: number[], { texts, parts }: Mentions): Promise<void> {
  const [families, givens] = [parts.map(p => p[0]), parts.map(p => p[1])]
  await sql`
    delete from idempotency i where exists (select from unnest(${texts}::text[]) m where strpos(i.answer::text, m) > 0)
      or exists (select from unnest(${families}::text[], ${givens}::text[]) as n(family, given)
        where strpos(i.answer::text, to_json(n.family)::text) > 0 and strpos(i.answer::text, to_json(n.given)::text) > 0)`.execute(
    act.tx,
  )
  await sql`delete from notification where (facts ->> 'personId') = any(${ids.map(String)})`.execute(act.tx)
}

/** Also the sentence why a row was refused tells what stood in it. */
const forgottenRow = {
  en: 'What this row held was erased, because the person asked for it.',
  ja: 'ご本人の消去のご希望により、この行の内容は削除しました。',
  column: null,
}

/** Rows that an import refused are kept to be mended; theirs lose what they held. */
async function forgetRefusedRows(act: OwnerAct, { texts, parts }: Mentions): Promise<void> {
  const [families, givens] = [parts.map(p => p[0]), parts.map(p => p[1])]
  await sql`
    update import_row r set cells = null, problem = ${JSON.stringify(forgottenRow)}::jsonb where r.cells is not null and (
      exists (select from unnest(${texts}::text[]) m where strpos(array_to_string(r.cells, chr(31)), m) > 0)
      or exists (select from unnest(${families}::text[], ${givens}::text[]) as n(family, given) where r.cells @> array[n.family, n.given]))`.execute(
    act.tx,
  )
}
