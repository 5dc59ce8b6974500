import { sql } from 'kysely'
import { Refusal } from '../../platform/refusal.ts'
import { record } from '../../timeline/timeline.ts'
import { type Act, asOwner, notAllowed, type OwnerAct } from '../roles/act.ts'
import { has } from '../roles/rights.ts'
import { tablesOf } from './images.ts'
import type { RowRef, Undone } from './journal.schema.ts'
import { aboutPeople, isJournaled, type Journaled, ofTheOffice } from './journaled.ts'
import type { Undoing } from './takeBack.ts'
import { forceRows, restoreOperation, type Within } from './undo.ts'

type Found = { id: number; byId: number | null; undoesId: number | null; undoneAt: Date | null }

/** Who may take an operation back: whoever did it; managers and admins, others' too. */
export const mayUndo = (act: Act, byId: number | null): boolean =>
  byId !== null &&
  (act.actor === null || byId === act.actor.id || act.actor.roles.some(r => r === 'admin' || r === 'manager'))

/**
 * Takes an operation back, once. Whoever does so may have done it themselves, or steers; rows that they cannot see any
 * more stay as they are. With `rows`, of an operation that is undone already, these of the rows that were left go back too.
 */
export async function undo(act: Act, operationId: number, undoing: Undoing, rows?: RowRef[]): Promise<Undone> {
  const operation = await findOperation(act, operationId)
  if (operation.byId === null) throw byItself()
  if (!mayUndo(act, operation.byId)) throw notTheirs()
  if (operation.undoesId !== null) throw isAnUndo()
  if (operation.undoneAt && !rows) throw undoneAlready()
  if (!operation.undoneAt && rows) throw notUndoneYet()
  const own = await asOwner(act, async act => {
    for (const own of undoing.ownUndos) if (await own.knows(act, operationId)) return own
    return undefined
  })
  if (own && rows) throw ownChoices()
  if (own) {
    const undone = await own.undo(act, operationId)
    await asOwner(act, act => markUndone(act, operationId))
    return undone
  }
  const tables = await asOwner(act, act => tablesOf(act.tx, operationId))
  if (act.actor && tables.some(t => ofTheOffice.includes(t)) && !has(act.actor.roles, 'office.manage'))
    throw notAllowed()
  const within = await sightOf(act, operationId)
  return asOwner(act, async act => {
    if (rows) {
      await isUndoOf(act, operationId)
      return forceRows(act, operationId, rows, undoing.takeBacks, within)
    }
    if (!(await markUndone(act, operationId))) throw undoneAlready()
    const undone = await restoreOperation(act, operationId, undoing.takeBacks, within)
    if (undone.restored === 0 && undone.left.length === 0) throw nothingToUndo()
    await someoneManages(act)
    await record(act, 'operation.undone', {}, { operationId, restored: undone.restored, left: undone.left.length })
    return undone
  })
}

/** Answers false when somebody was faster. The act that undoes is written down as such: it cannot be undone itself. */
export async function markUndone(act: OwnerAct, operationId: number): Promise<boolean> {
  const marked = await act.tx
    .updateTable('operation')
    .set({ undoneAt: act.at })
    .where('id', '=', operationId)
    .where('undoneAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!marked) return false
  await isUndoOf(act, operationId)
  return true
}

async function isUndoOf(act: OwnerAct, operationId: number): Promise<void> {
  await act.tx.updateTable('operation').set({ undoesId: operationId }).where('id', '=', act.operationId).execute()
}

async function findOperation(act: Act, id: number): Promise<Found> {
  const operation = await act.tx
    .selectFrom('operation')
    .select(['id', 'byId', 'undoesId', 'undoneAt'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!operation) throw noSuchOperation()
  return operation
}

/**
 * Which of the rows the actor may put back: those within their sight. What is deleted is in nobody's sight; whoever may
 * undo the operation may bring it back.
 */
export async function sightOf(act: Act, operationId: number): Promise<Within> {
  const refs = await asOwner(act, async act => {
    const { rows } = await sql<{ tableName: string; ids: number[] }>`
      select table_name, array_agg(distinct row_id) as ids from journal where operation_id = ${operationId} group by table_name`.execute(
      act.tx,
    )
    return rows.filter(r => isJournaled(r.tableName)) as { tableName: Journaled; ids: number[] }[]
  })
  const visible = new Map<Journaled, Set<number>>()
  for (const { tableName, ids } of refs) {
    if (act.actor && aboutPeople.includes(tableName) && !has(act.actor.roles, 'person.read')) continue
    const seen = await sql<{
      id: number
    }>`select t.id from ${sql.table(tableName)} t where t.id = any(${ids}::bigint[])`.execute(act.tx)
    const gone = await asOwner(act, act =>
      sql<{ id: number }>`
      select i.id from unnest(${ids}::bigint[]) as i(id) where not exists (select from ${sql.table(tableName)} t where t.id = i.id)`.execute(
        act.tx,
      ),
    )
    visible.set(tableName, new Set([...seen.rows, ...gone.rows].map(r => r.id)))
  }
  return async (table, ids) => new Set(ids.filter(id => visible.get(table)?.has(id)))
}

/** Taking back a change of roles must not leave an office that nobody manages. */
async function someoneManages(act: OwnerAct): Promise<void> {
  const { rows } =
    await sql`select from app_user u join holder h on h.id = u.id where h.active and not u.is_program and 'admin' = any(u.roles) limit 1`.execute(
      act.tx,
    )
  const users = await act.tx.selectFrom('appUser').select('id').limit(1).executeTakeFirst()
  if (users && rows.length === 0) throw nobodyManages()
}

export const noSuchOperation = () =>
  new Refusal('missing', { en: 'There is no such operation.', ja: 'この操作は見つかりません。' })

const notTheirs = () =>
  new Refusal('forbidden', {
    en: 'Somebody else did this. Ask them or a manager to undo it.',
    ja: 'ほかの方の操作です。ご本人またはマネージャーに元に戻すよう依頼してください。',
  })

const byItself = () =>
  new Refusal('conflict', {
    en: 'Musubi did this by itself when the time had come; undone, it would only happen again.',
    ja: '期限などによる自動処理のため、元に戻せません（戻しても再び処理されます）。',
  })

const isAnUndo = () =>
  new Refusal('conflict', {
    en: 'This was itself an undo. Make the change again instead.',
    ja: 'これは「元に戻す」操作です。必要な場合は、もう一度変更してください。',
  })

const undoneAlready = () =>
  new Refusal('conflict', { en: 'This has been undone already.', ja: 'この操作はすでに元に戻されています。' })

const notUndoneYet = () =>
  new Refusal('conflict', {
    en: 'Undo the operation first; then choose among what was left.',
    ja: '先に操作全体を元に戻してください。戻せなかった項目は、そのあとで選べます。',
  })

const ownChoices = () =>
  new Refusal('conflict', {
    en: 'What is left of a merge or an import is decided on its own page.',
    ja: '統合や取り込みで残った項目は、それぞれの画面で選択してください。',
  })

const nothingToUndo = () =>
  new Refusal('conflict', {
    en: 'Nothing that you may see was changed by this, so there is nothing to undo.',
    ja: 'この操作には、元に戻せる変更がありません。',
  })

const nobodyManages = () =>
  new Refusal('conflict', {
    en: 'This would leave nobody who administers Musubi. Give somebody else the role first.',
    ja: '管理者がいなくなるため、元に戻せません。先に別の方を管理者にしてください。',
  })
