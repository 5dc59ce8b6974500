import { type Act, asOwner } from '../../office/roles/act.ts'
import { fromCursor, type Language, toCursor } from '../../platform/api.ts'
import type { Sentence } from '../../platform/refusal.ts'
import { lackingOf, needImport, type Reading } from './draft.ts'
import { type Import, ImportAbout, type ImportListed, ImportOptions, type RefusedRow } from './imports.schema.ts'
import { named, removedOf } from './leftovers.ts'
import { customFieldsOf, fieldKeys } from './mapping.ts'
import type { Problem } from './problems.ts'
import type { UndoProgress } from './undo.ts'

type Row = Awaited<ReturnType<typeof needImport>>

export async function getImport(act: Act, id: number, language: Language): Promise<Import> {
  const run = await needImport(act, id)
  const about = ImportAbout.parse(run.about)
  const custom = await customFieldsOf(act.tx, about)
  const mapping = run.mapping as (string | null)[]
  const reading = run.reading as unknown as Reading
  const sample = await sampleOf(act, run)
  const labels = new Map(custom.map(f => [`custom.${f.key}`, f.label]))
  return {
    ...common(run, language),
    reading,
    columns: reading.headings.map((heading, at) => ({
      heading,
      field: mapping[at] ?? null,
      samples: samplesOf(sample, at),
    })),
    fields: fieldKeys(about, custom).map(key => ({ key, label: labels.get(key) ?? null })),
    sample,
    lacking: run.state === 'draft' ? (lackingOf(run)?.[language] ?? null) : null,
    sameAs: await sameFile(act, run),
    undone: await undoneOf(act, run),
    by: await userOf(act, run.createdBy),
  }
}

function common(run: Row, language: Language) {
  return {
    id: run.id,
    about: ImportAbout.parse(run.about),
    fileName: run.fileName,
    state: run.state as Import['state'],
    options: ImportOptions.parse(run.options),
    rowsTotal: run.rowsTotal,
    rowsRead: run.rowsRead,
    created: run.created,
    updated: run.updated,
    unchanged: run.unchanged,
    refused: run.refused,
    problem: (run.problem as Sentence | null)?.[language] ?? null,
    createdAt: run.createdAt,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    undoneAt: run.undoneAt,
    version: run.version,
  }
}

/** What the file holds goes with the file. */
async function sampleOf(act: Act, { uploadId }: Row): Promise<string[][]> {
  if (uploadId === null) return []
  const upload = await asOwner(act, act =>
    act.tx.selectFrom('upload').select('sample').where('id', '=', uploadId).executeTakeFirst(),
  )
  return (upload?.sample ?? []) as string[][]
}

/** Three different values say more of a column than three times the same. */
function samplesOf(sample: string[][], at: number): string[] {
  return [...new Set(sample.map(cells => cells[at]?.trim() ?? '').filter(text => text !== ''))].slice(0, 3)
}

async function userOf(act: Act, id: number | null) {
  if (id === null) return null
  return (await act.tx.selectFrom('holder').select(['id', 'name']).where('id', '=', id).executeTakeFirst()) ?? null
}

async function sameFile(act: Act, { id, fileHash }: Row): Promise<Import['sameAs']> {
  const same = await act.tx
    .selectFrom('importRun')
    .select(['id', 'endedAt'])
    .where('fileHash', '=', fileHash)
    .where('id', '<', id)
    .where('state', '=', 'done')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return same?.endedAt ? { id: same.id, at: same.endedAt } : null
}

async function undoneOf(act: Act, { state, undone }: Row): Promise<Import['undone']> {
  if (state !== 'undoing' && state !== 'undone') return null
  const { removed, restored, left, leftovers } = undone as UndoProgress
  return { ...removedOf(removed), restored, left, rows: await named(act, leftovers) }
}

export async function listImports(
  act: Act,
  { limit, cursor, about }: { limit: number; cursor?: string; about?: ImportAbout },
  language: Language,
): Promise<{ items: ImportListed[]; nextCursor: string | null }> {
  const before = fromCursor(cursor)
  const rows = await act.tx
    .selectFrom('importRun')
    .selectAll()
    .$if(about !== undefined, q => q.where('about', '=', about!))
    .$if(before !== undefined, q => q.where('id', '<', Number(before![0])))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const users = await act.tx
    .selectFrom('holder')
    .select(['id', 'name'])
    .where('id', 'in', [0, ...shown.flatMap(r => r.createdBy ?? [])])
    .execute()
  const nameOf = new Map(users.map(u => [u.id, u]))
  return {
    items: shown.map(run => ({
      ...common(run, language),
      source: ImportOptions.parse(run.options).source,
      by: nameOf.get(run.createdBy ?? 0) ?? null,
    })),
    nextCursor: rows.length > limit ? toCursor([shown.at(-1)!.id]) : null,
  }
}

/** The refused rows as they stood in the file, each with its line and the sentence why. */
export async function refusedRows(
  act: Act,
  id: number,
  language: Language,
): Promise<{ fileName: string; headings: string[]; rows: RefusedRow[] }> {
  const run = await needImport(act, id)
  const rows = await act.tx
    .selectFrom('importRow')
    .select(['rowNo', 'problem', 'cells'])
    .where('importId', '=', id)
    .where('outcome', '=', 'refused')
    .orderBy('rowNo')
    .execute()
  const { headings } = run.reading as unknown as Reading
  return {
    fileName: run.fileName,
    headings,
    rows: rows.map(r => {
      const problem = r.problem as unknown as Problem
      return { row: r.rowNo, problem: problem[language], column: problem.column, cells: r.cells ?? [] }
    }),
  }
}
