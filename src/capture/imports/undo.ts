import { sql } from 'kysely'
import { restoreOperation } from '../../office/journal/undo.ts'
import { type Act, asOwner, continueOperation, type OwnerAct } from '../../office/roles/act.ts'
import { companyTakeBack } from '../../people/companies/companies.undo.ts'
import { consentTakeBack } from '../../people/consent/consent.undo.ts'
import { leadTakeBack } from '../../people/leads/leads.undo.ts'
import { personTakeBack } from '../../people/persons/persons.undo.ts'
import { isRace } from '../../platform/db.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { World } from '../../platform/world.ts'
import { record } from '../../timeline/timeline.ts'
import { needImport } from './draft.ts'
import { type Leftover, type Removed, removedOf } from './leftovers.ts'
import {
  hereBefore,
  type Removal,
  removeActivities,
  removeAddresses,
  removeCompanies,
  removeConsents,
  removePersons,
} from './undoRows.ts'

/** What an import changed and did not bring, goes back the way these rooms say. */
export const takeBacks = [companyTakeBack, personTakeBack, leadTakeBack, consentTakeBack]

const batch = 5_000
const mostListed = 1_000

/** How far an undo has come: kept with the import, so that it goes on where it stood. */
export type UndoProgress = {
  operationId: number
  byId: number | null
  stage: 'rows' | 'restore' | 'companies' | 'done'
  after: number
  removed: Removed
  restored: number
  left: number
  leftovers: Leftover[]
}

/** Begins to take an import back: everything it brought and everything it changed, as one operation. */
export async function beginUndo(act: Act, id: number): Promise<void> {
  const { state, operationId } = await needImport(act, id)
  if (state === 'undoing' || state === 'undone') throw undoneAlready()
  if (state === 'running') throw stillRunning()
  if (operationId === null) throw nothingYet()
  await asOwner(act, async act => {
    const progress: UndoProgress = {
      operationId: act.operationId!,
      byId: act.byId,
      stage: 'rows',
      after: 0,
      removed: { person: 0, company: 0, activity: 0 },
      restored: 0,
      left: 0,
      leftovers: [],
    }
    const begun = await act.tx
      .updateTable('importRun')
      .set({ state: 'undoing', undone: JSON.stringify(progress) })
      .where('id', '=', id)
      .where('state', 'in', ['done', 'stopped', 'failed'])
      .returning('id')
      .executeTakeFirst()
    if (!begun) throw undoneAlready()
    await act.tx.updateTable('operation').set({ undoesId: operationId }).where('id', '=', act.operationId).execute()
    await act.tx
      .updateTable('operation')
      .set({ undoneAt: act.at })
      .where('id', '=', operationId)
      .where('undoneAt', 'is', null)
      .execute()
  })
}

/** Takes an import back from where it stands to its end. May be called again at any time: nothing is done twice. */
export async function undoImport(world: World, importId: number, stopping?: AbortSignal): Promise<void> {
  for (let races = 0; ; ) {
    stopping?.throwIfAborted()
    const progress = await progressOf(world, importId)
    if (!progress) return
    try {
      await continueOperation(world.db, world.clock, { id: progress.operationId, byId: progress.byId }, act =>
        undoStep(act, importId),
      )
    } catch (error) {
      if (!isRace(error) || ++races > 5) throw error
    }
  }
}

async function progressOf({ db }: World, importId: number): Promise<UndoProgress | undefined> {
  const row = await db
    .selectFrom('importRun')
    .select('undone')
    .where('id', '=', importId)
    .where('state', '=', 'undoing')
    .executeTakeFirst()
  return row?.undone as UndoProgress | undefined
}

/** One transaction's worth. False when all is done. */
export async function undoStep(act: OwnerAct, importId: number): Promise<boolean> {
  const run = await act.tx
    .selectFrom('importRun')
    .select(['about', 'state', 'operationId', 'undone', 'uploadId'])
    .where('id', '=', importId)
    .forUpdate()
    .executeTakeFirst()
  if (run?.state !== 'undoing') return false
  const progress = run.undone as UndoProgress
  const operationId = run.operationId!
  const next = await after(act, importId, run.about, operationId, progress)
  if (next.stage !== 'done') {
    await act.tx
      .updateTable('importRun')
      .set({ undone: JSON.stringify(next) })
      .where('id', '=', importId)
      .execute()
    return true
  }
  await act.tx
    .updateTable('importRun')
    .set({ state: 'undone', undoneAt: act.at, undone: JSON.stringify(next) })
    .where('id', '=', importId)
    .execute()
  if (run.uploadId !== null) await act.tx.deleteFrom('upload').where('id', '=', run.uploadId).execute()
  const { restored, left } = next
  await record(act, 'import.undone', {}, { importId, removed: removedOf(next.removed).removed, restored, left })
  return false
}

async function after(
  act: OwnerAct,
  importId: number,
  about: string,
  operationId: number,
  progress: UndoProgress,
): Promise<UndoProgress> {
  switch (progress.stage) {
    case 'rows': {
      if (about === 'company') return { ...progress, stage: 'restore' }
      const table = about === 'activity' ? 'activity' : 'person'
      const rows = await nextRows(act, importId, table, progress.after)
      if (rows.length === 0) return { ...progress, stage: 'restore', after: 0 }
      const ids = rows.map(r => r.id)
      const removal =
        table === 'activity'
          ? await removeActivities(act, ids, operationId)
          : await removePersons(act, ids, operationId)
      return withRemoval({ ...progress, after: rows.at(-1)!.rowNo }, table, removal)
    }
    case 'restore': {
      await removeConsents(act, importId, operationId)
      await removeAddresses(act, importId, operationId)
      const { left } = await restoreOperation(
        act,
        operationId,
        takeBacks,
        hereBefore(act.tx, importId, operationId, progress.operationId),
      )
      const shown = left.filter(l => l.table === 'person' || l.table === 'company')
      return {
        ...withLeft(progress, shown),
        stage: 'companies',
        after: 0,
        restored: await restoredRows(act, progress.operationId),
      }
    }
    case 'companies': {
      const rows = await nextRows(act, importId, 'company', progress.after)
      if (rows.length === 0) return { ...progress, stage: 'done' }
      const removal = await removeCompanies(
        act,
        rows.map(r => r.id),
        operationId,
        progress.operationId,
      )
      return withRemoval({ ...progress, after: rows.at(-1)!.rowNo }, 'company', removal)
    }
    default:
      return progress
  }
}

/** What the next rows of the file brought, in their order. */
async function nextRows(
  act: OwnerAct,
  importId: number,
  table: Leftover['table'],
  afterRow: number,
): Promise<{ rowNo: number; id: number }[]> {
  const brought = table === 'company' ? sql`new_company` : sql`outcome = 'created'`
  const { rows } = await sql<{ rowNo: number; id: number }>`
    select row_no, ${sql.ref(`${table}_id`)} as id from import_row
    where import_id = ${importId} and row_no > ${afterRow} and ${brought} and ${sql.ref(`${table}_id`)} is not null
    order by row_no limit ${batch}`.execute(act.tx)
  return rows
}

function withRemoval(progress: UndoProgress, table: Leftover['table'], { removed, left }: Removal): UndoProgress {
  return {
    ...withLeft(
      progress,
      left.map(id => ({ table, id })),
    ),
    removed: { ...progress.removed, [table]: progress.removed[table] + removed },
  }
}

function withLeft(progress: UndoProgress, left: { table: string; id: number }[]): UndoProgress {
  const leftovers = [...progress.leftovers, ...left.map(({ table, id }) => ({ table, id }) as Leftover)].slice(
    0,
    mostListed,
  )
  return { ...progress, left: progress.left + left.length, leftovers }
}

async function restoredRows(act: OwnerAct, undoOperationId: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(distinct (table_name, row_id)) as n from journal
    where operation_id = ${undoOperationId} and act = 'update' and table_name in ('person', 'company')`.execute(act.tx)
  return rows[0]!.n
}

const undoneAlready = () =>
  new Refusal('conflict', {
    en: 'This import has been undone already.',
    ja: 'この取り込みはすでに元に戻されています。',
  })

const stillRunning = () =>
  new Refusal('conflict', {
    en: 'This import is still running. Stop it first, then undo it.',
    ja: 'この取り込みは実行中です。先に中止してから、元に戻してください。',
  })

const nothingYet = () =>
  new Refusal('conflict', {
    en: 'This import has not been started, so there is nothing to undo.',
    ja: 'この取り込みはまだ開始されていないため、元に戻すものはありません。',
  })
