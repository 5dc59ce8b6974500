import { lockRows, tablesOf } from '../../office/journal/images.ts'
import type { Journaled } from '../../office/journal/journaled.ts'
import type { Restored } from '../../office/journal/rows.ts'
import { markUndone } from '../../office/journal/undoOperation.ts'
import { type Act, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import { type Happened, recordAll } from '../../timeline/timeline.ts'
import { tellLeadsApart } from '../leads/leads.undo.ts'
import { eventsGoBack, goBack, type MergeRow, type Open, sightGoesBack } from './merge.back.ts'
import { choose } from './merge.choices.ts'
import { cameLater, edited, editedFields } from './merge.later.ts'
import type { Choice, MergedTable } from './merge.schema.ts'
import { personTakeBack } from './persons.undo.ts'

/**
 * Two people were not one after all. What neither touched since is exactly as it was; identities go back, and with them
 * what happened to those identities, later events too; leads go back with what was done on them. What came later on the
 * kept person, or was edited since, stays where it is and is listed; `choices` give it to one or the other.
 */
export async function unmerge(act: Act, mergeId: number, choices?: Choice[]): Promise<void> {
  const seen = await act.tx.selectFrom('personMerge').select('id').where('id', '=', mergeId).executeTakeFirst()
  if (!seen) throw noSuchMerge()
  await asOwner(act, async act => {
    const merge = (await act.tx
      .selectFrom('personMerge')
      .selectAll()
      .where('id', '=', mergeId)
      .forUpdate()
      .executeTakeFirstOrThrow()) as unknown as MergeRow
    if (merge.undoneAt && !choices) throw undoneAlready()
    const open = merge.undoneAt ? merge.undecided : await separate(act, merge)
    const left = choices ? await choose(act, merge, open, choices) : open
    await act.tx
      .updateTable('personMerge')
      .set({ undecided: JSON.stringify(left), ...(merge.undoneAt ? {} : { undoneAt: act.at }) })
      .where('id', '=', mergeId)
      .execute()
  })
}

async function separate(act: OwnerAct, merge: MergeRow): Promise<Open[]> {
  const { keepId, absorbId, operationId } = merge
  const tables = (await tablesOf(act.tx, operationId)) as MergedTable[]
  await act.tx.selectFrom('lead').select('id').where('personId', '=', keepId).orderBy('id').forUpdate().execute()
  await lockRows(act, operationId, tables)
  await mayBeSeparated(act, merge)
  const later = await cameLater(act, merge)
  const fields = await editedFields(act, merge)
  const open: Open[] = []
  const restored = new Map<Journaled, Restored[]>()
  for (const table of tables) {
    const back = await goBack(act, operationId, table)
    restored.set(table, back.restored)
    open.push(...back.refused.map(id => ({ table, id, field: null, why: 'refused' as const, with: 'keep' as const })))
    open.push(...(await edited(act, merge, table, back.edited)))
  }
  await eventsGoBack(act, merge)
  await personTakeBack.restored!(act, restored.get('person') ?? [], {
    operationId,
    forced: false,
    left: [],
    restored: [],
  })
  await tellSeparation(act, merge, restored.get('offer') ?? [])
  await tellLeadsApart(act, operationId, merge.id, restored.get('lead') ?? [])
  await sightGoesBack(act, merge)
  await markUndone(act, operationId)
  const theirs = await act.tx.selectFrom('activity').select('id').where('personId', '=', absorbId).execute()
  const followed = new Set(theirs.map(a => a.id))
  return [...later.filter(l => l.table !== 'activity' || !followed.has(l.id)), ...fields, ...open]
}

/** The separation itself, and offers that are open again. */
async function tellSeparation(act: OwnerAct, merge: MergeRow, offers: Restored[]): Promise<void> {
  const facts = { mergeId: merge.id, restoredId: merge.absorbId }
  const happened: Happened[] = [
    { kind: 'person.unmerged', personId: merge.keepId, facts },
    { kind: 'person.unmerged', personId: merge.absorbId, facts },
  ]
  for (const { now } of offers.filter(r => r.old && r.old.answer !== null && r.now.answer === null)) {
    const lead = await act.tx
      .selectFrom('lead')
      .select(['id as leadId', 'personId', 'companyId'])
      .where('id', '=', now.lead_id as number)
      .executeTakeFirstOrThrow()
    happened.push({
      kind: 'offer.given',
      ...lead,
      facts: { offerId: now.id as number, from: now.from_id as number, to: now.to_id as number, trigger: 'undo' },
    })
  }
  await recordAll(act, happened)
}

async function mayBeSeparated(act: OwnerAct, { id, keepId }: MergeRow): Promise<void> {
  const keep = await act.tx
    .selectFrom('person')
    .select('mergedIntoId')
    .where('id', '=', keepId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const later = await act.tx
    .selectFrom('personMerge')
    .select('id')
    .where('keepId', '=', keepId)
    .where('id', '>', id)
    .where('undoneAt', 'is', null)
    .executeTakeFirst()
  if (keep.mergedIntoId !== null || later) throw mergedOn()
}

const noSuchMerge = () => new Refusal('missing', { en: 'There is no such merge.', ja: 'この統合は見つかりません。' })

const undoneAlready = () =>
  new Refusal('conflict', { en: 'This merge has been undone already.', ja: 'この統合はすでに解除されています。' })

const mergedOn = () =>
  new Refusal('conflict', {
    en: 'This person was merged again later. Undo the later merge first.',
    ja: 'この方はその後さらに統合されています。先に新しいほうの統合を解除してください。',
  })
