import { sql } from 'kysely'
import { loadCalendar } from '../../office/calendar/workdays.ts'
import { continueOperation, type OwnerAct } from '../../office/roles/act.ts'
import { isAway, isCrowded, isRace } from '../../platform/db.ts'
import { Refusal, type Sentence } from '../../platform/refusal.ts'
import type { World } from '../../platform/world.ts'
import { record } from '../../timeline/timeline.ts'
import { ImportAbout, ImportOptions, type RowOutcome } from './imports.schema.ts'
import { cannotGoOn, unforeseen } from './problems.ts'
import { ahead, dataRows, inBatches, type ReadRow } from './rows.ts'
import { refreshStatistics } from './statistics.ts'
import { type Taker, takerFor } from './taker.ts'
import { type Importing, refusedRow, type Taken } from './taking.ts'

// Large enough that what a batch costs by itself hardly counts, small enough that its locks fit into a server as it is delivered.
export const batchRows = 1_000

type Run = {
  id: number
  about: ImportAbout
  operation: { id: number; byId: number | null }
  importing: Importing
  taker: Taker
  rowsRead: number
  headingRow: number | null
  source: { name: string; bytes: Buffer }
  /** How much came in since the planner was told. */
  brought: number
}

/**
 * Runs an import from where it stands to its end. Each batch is a transaction that also counts how far it came, so after
 * a crash it goes on behind the last one that was committed, and nothing is done twice. May be called again at any time.
 */
export async function runImport(
  world: World,
  importId: number,
  stopping?: AbortSignal,
  size = batchRows,
): Promise<void> {
  const run = await loadRun(world, importId)
  if (!run) return
  try {
    const rows = dataRows(run.source, run.headingRow)
    for await (const batch of ahead(inBatches(rows, size, run.rowsRead, run.taker.read))) {
      stopping?.throwIfAborted()
      if (!(await takeBatch(world, run, batch.from, batch.rows))) return
      if (await refreshStatistics(world.db, run.about, run.brought)) run.brought = 0
    }
  } catch (error) {
    if (isAway(error) || isRace(error) || stopping?.aborted) throw error
    world.log.error({ err: error, importId }, 'an import failed')
    return fail(world, run, error instanceof Refusal ? error.sentence : cannotGoOn)
  }
  await finish(world, run)
}

async function loadRun(world: World, importId: number): Promise<Run | undefined> {
  const { db } = world
  const row = await db
    .selectFrom('importRun')
    .innerJoin('upload', 'upload.id', 'importRun.uploadId')
    .selectAll('importRun')
    .select('bytes')
    .where('importRun.id', '=', importId)
    .where('state', '=', 'running')
    .executeTakeFirst()
  if (!row?.operationId) return undefined
  const reading = row.reading as { headingRow: number | null; headings: string[] }
  const options = ImportOptions.parse(row.options)
  const about = ImportAbout.parse(row.about)
  const importing = { id: row.id, fileName: row.fileName, fileHash: row.fileHash, options }
  return db.transaction().execute(async tx => {
    const calendar = await loadCalendar(tx)
    return {
      id: row.id,
      about,
      operation: { id: row.operationId!, byId: row.createdBy },
      importing: { ...importing, calendar },
      taker: await takerFor(tx, about, {
        mapping: row.mapping as (string | null)[],
        headings: reading.headings,
        options,
        calendar,
        at: world.clock.now(),
      }),
      rowsRead: row.rowsRead,
      headingRow: reading.headingRow,
      source: { name: row.fileName, bytes: row.bytes },
      brought: 0,
    }
  })
}

/**
 * Takes a batch; one that the database will not have is halved until the row that is to blame stands alone and is refused,
 * one whose locks do not fit beside others' until they do.
 */
async function takeBatch(world: World, run: Run, from: number, rows: ReadRow<object>[], attempt = 1): Promise<boolean> {
  try {
    return await continueOperation(world.db, world.clock, run.operation, act => commitBatch(act, run, from, rows))
  } catch (error) {
    const crowded = isCrowded(error) && rows.length > 1
    if ((isAway(error) && !crowded) || (error instanceof Refusal && error.code === 'unavailable')) throw error
    if (isRace(error) && attempt < 6) return takeBatch(world, run, from, rows, attempt + 1)
    if (rows.length === 1) {
      if (isRace(error)) throw error
      if (!(error instanceof Refusal))
        world.log.error({ err: error, importId: run.id, row: rows[0]!.row }, 'a row could not be imported')
      const refusal = error instanceof Refusal ? error : unforeseen()
      return continueOperation(world.db, world.clock, run.operation, act => commitBatch(act, run, from, rows, refusal))
    }
    const half = Math.ceil(rows.length / 2)
    return (
      (await takeBatch(world, run, from, rows.slice(0, half))) && takeBatch(world, run, from + half, rows.slice(half))
    )
  }
}

/** False when it was stopped. Of two workers at one import, the second waits here and then sees how far the first has come. */
async function commitBatch(
  act: OwnerAct,
  run: Run,
  from: number,
  rows: ReadRow<object>[],
  refusal?: Refusal,
): Promise<boolean> {
  const held = await act.tx
    .selectFrom('importRun')
    .select(['state', 'rowsRead'])
    .where('id', '=', run.id)
    .forUpdate()
    .executeTakeFirst()
  if (held?.state !== 'running') return false
  // What another worker has taken since is not taken again.
  const left = rows.slice(Math.max(0, held.rowsRead - from))
  if (left.length === 0) return true
  const taken = refusal ? left.map(r => refusedRow(r.row, refusal)) : await run.taker.take(act, run.importing, left)
  run.brought += taken.filter(t => t.outcome === 'created').length
  await writeDown(act, run.id, left, taken)
  return true
}

async function writeDown(act: OwnerAct, importId: number, rows: ReadRow<object>[], taken: Taken[]): Promise<void> {
  const cells = new Map(rows.map(r => [r.row, r.cells]))
  const written = taken.map(t => ({
    ...t,
    cells: t.outcome === 'refused' && !t.forgotten ? cells.get(t.row) : undefined,
  }))
  await sql`
    insert into import_row (import_id, row_no, outcome, problem, cells, person_id, company_id, activity_id, identity_id, new_company)
    select ${importId}, t.row, t.outcome, t.problem,
      case when t.cells is not null then array(select jsonb_array_elements_text(t.cells)) end,
      t."personId", t."companyId", t."activityId", t."identityId", coalesce(t."newCompany", false)
    from jsonb_to_recordset(${JSON.stringify(written)}::jsonb) as t(row integer, outcome text, problem jsonb, cells jsonb,
      "personId" bigint, "companyId" bigint, "activityId" bigint, "identityId" bigint, "newCompany" boolean)`.execute(
    act.tx,
  )
  const count = (outcome: RowOutcome) => taken.filter(t => t.outcome === outcome).length
  await sql`
    update import_run set rows_read = rows_read + ${taken.length}, rows_total = greatest(rows_total, rows_read + ${taken.length}),
      created = created + ${count('created')}, updated = updated + ${count('updated')},
      unchanged = unchanged + ${count('unchanged')}, refused = refused + ${count('refused')}
    where id = ${importId}`.execute(act.tx)
}

async function finish(world: World, run: Run): Promise<void> {
  await continueOperation(world.db, world.clock, run.operation, async act => {
    const done = await act.tx
      .updateTable('importRun')
      .set(eb => ({ state: 'done', endedAt: act.at, rowsTotal: eb.ref('rowsRead') }))
      .where('id', '=', run.id)
      .where('state', '=', 'running')
      .returning(['created', 'updated', 'unchanged', 'refused', 'uploadId'])
      .executeTakeFirst()
    if (!done) return
    const { uploadId, ...counts } = done
    // What was read is kept as people; the file itself is nobody's to keep.
    await act.tx.deleteFrom('upload').where('id', '=', uploadId!).execute()
    await record(act, 'import.done', {}, { importId: run.id, ...counts })
  })
}

/** It cannot go on by itself. What was taken stays until it is undone; it can be started again. */
async function fail(world: World, run: Run, sentence: Sentence): Promise<void> {
  await continueOperation(world.db, world.clock, run.operation, async act => {
    await act.tx
      .updateTable('importRun')
      .set({ state: 'failed', endedAt: act.at, problem: JSON.stringify(sentence) })
      .where('id', '=', run.id)
      .where('state', '=', 'running')
      .execute()
  })
}
