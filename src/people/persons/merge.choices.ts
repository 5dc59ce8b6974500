import { type RawBuilder, sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import { emailKey } from '../identity/email.ts'
import { tellLeadsApart } from '../leads/leads.undo.ts'
import { applyPersonChanges } from './change.ts'
import { eventsGoBack, goBack, type MergeRow, type Open, sightGoesBack, webGoesBack } from './merge.back.ts'
import { statesOfKeep } from './merge.later.ts'
import type { Choice, MergedTable } from './merge.schema.ts'
import { ofOrder } from './merge.trade.ts'
import type { PersonFields } from './persons.schema.ts'

const isFor = (open: Open, choice: Choice) =>
  open.table === choice.table && open.id === choice.id && open.field === (choice.field ?? null)

/** Gives what was left to the one or the other. Answers what is still open. */
export async function choose(act: OwnerAct, merge: MergeRow, open: Open[], choices: Choice[]): Promise<Open[]> {
  for (const choice of choices) {
    const entry = open.find(o => isFor(o, choice))
    if (!entry || entry.why === 'refused') throw nothingToChoose(choice)
    if (entry.with === choice.with) continue
    const [from, to] = choice.with === 'absorb' ? [merge.keepId, merge.absorbId] : [merge.absorbId, merge.keepId]
    if (entry.field) await giveField(act, merge, entry.field)
    else await give(act, entry.table, entry.id, from, to)
  }
  const left = open.filter(o => !choices.some(c => isFor(o, c)))
  await sightGoesBack(act, merge)
  return tryAgain(act, merge, left)
}

/** What had no place before may have one now. */
async function tryAgain(act: OwnerAct, merge: MergeRow, open: Open[]): Promise<Open[]> {
  const back = new Set<Open>()
  for (const entry of open.filter(o => o.why === 'refused')) {
    const { restored } = await goBack(act, merge.operationId, entry.table, [entry.id])
    if (restored.length > 0) back.add(entry)
    if (entry.table === 'lead') await tellLeadsApart(act, merge.operationId, merge.id, restored)
  }
  if (back.size > 0) {
    await eventsGoBack(act, merge)
    await sightGoesBack(act, merge)
  }
  return open.filter(o => !back.has(o))
}

/** A field that was written after the merge is true of the absorbed person; the kept one's is what it was before. */
async function giveField(act: OwnerAct, merge: MergeRow, field: string): Promise<void> {
  const column = field.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
  const { was, is } = await statesOfKeep(act, merge)
  const name = field as keyof PersonFields
  const key = field === 'email' && typeof is.email === 'string' ? emailKey(is.email) : null
  await applyPersonChanges(act, [{ id: merge.keepId, patch: { [name]: was[column] ?? '' } }].map(blank))
  if (key)
    await sql`update identity set person_id = ${merge.absorbId}, concluded_at = ${act.at} where kind = 'email' and value = ${key} and person_id = ${merge.keepId}`.execute(
      act.tx,
    )
  if (key)
    await moveEvents(
      act,
      merge.keepId,
      merge.absorbId,
      sql`e.identity_id in (select id from identity where kind = 'email' and value = ${key})`,
    )
  await applyPersonChanges(act, [{ id: merge.absorbId, patch: { [name]: is[column] } }])
}

/** An empty name is '', any other empty field is null. */
const blank = <T extends { patch: Record<string, unknown> }>(change: T): T => ({
  ...change,
  patch: Object.fromEntries(
    Object.entries(change.patch).map(([f, v]) => [f, v === '' && f !== 'familyName' && f !== 'givenName' ? null : v]),
  ),
})

async function give(act: OwnerAct, table: MergedTable, id: number, from: number, to: number): Promise<void> {
  const written = act.tx
    .updateTable(table as 'post')
    .set({ personId: to })
    .where('id', '=', id)
    .where('personId', '=', from)
  await written.execute().catch(refuseSecondOpenLead)
  switch (table) {
    case 'identity':
      return moveEvents(act, from, to, sql`e.identity_id = ${id}`)
    case 'consent':
      return moveEvents(act, from, to, sql`e.kind = 'consent.granted' and (e.facts ->> 'consentId')::bigint = ${id}`)
    case 'post':
      return moveEvents(act, from, to, sql`e.kind = 'person.moved' and (e.facts ->> 'postId')::bigint = ${id}`)
    case 'lead':
      await sql`update activity set person_id = ${to} where lead_id = ${id} and person_id = ${from}`.execute(act.tx)
      return moveEvents(act, from, to, sql`e.lead_id = ${id}`)
    case 'deal':
      await sql`update deal_contact set person_id = ${to} where deal_id = ${id} and person_id = ${from}
        and not exists (select from deal_contact c where c.deal_id = ${id} and c.person_id = ${to})`.execute(act.tx)
      return moveEvents(act, from, to, sql`e.facts ? 'dealId' and (e.facts ->> 'dealId')::bigint = ${id}`)
    case 'sales_order':
      return moveEvents(act, from, to, ofOrder(id))
    case 'activity':
      await sql`
        update activity a set lead_id = (select l.id from lead l where l.person_id = ${to} and (l.id = a.lead_id or l.closed_at is null) order by l.id = a.lead_id desc, l.id limit 1)
        where a.id = ${id}`.execute(act.tx)
      return moveEvents(
        act,
        from,
        to,
        sql`e.kind in ('activity.planned', 'activity.done', 'activity.due') and (e.facts ->> 'activityId')::bigint = ${id}`,
      )
  }
}

async function moveEvents(act: OwnerAct, from: number, to: number, which: RawBuilder<unknown>): Promise<void> {
  await sql`update event e set person_id = ${to} where e.person_id = ${from} and ${which}`.execute(act.tx)
  await webGoesBack(act, from, to)
}

const nothingToChoose = ({ table, id }: Choice) =>
  new Refusal(
    'invalid',
    {
      en: `There is nothing to choose about ${table} ${id}. Load the list again.`,
      ja: '選択の対象ではない項目が含まれています。一覧を読み込み直してください。',
    },
    { table, id },
  )

function refuseSecondOpenLead(error: unknown): never {
  if ((error as { code?: string }).code !== '23505') throw error
  throw new Refusal('conflict', {
    en: 'The other person has an open lead for this product line already.',
    ja: 'もう一方の方には、この商材の進行中のリードがすでにあります。',
  })
}
