import { createHash } from 'node:crypto'
import { type Act, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import { sniff } from './decode.ts'
import type { Import, ImportAbout, Mapping } from './imports.schema.ts'
import { ImportOptions } from './imports.schema.ts'
import { customFieldsOf, fieldKeys, guessMapping, lackingIn, mappingFrom } from './mapping.ts'
import { countRows, mostRows, tooManyRows } from './rows.ts'
import { refuseLargeFile } from './table.ts'

export type Reading = Import['reading']

/** Keeps the file, reads how it begins, and guesses what its columns are. Answers the id of the draft. */
export async function draftImport(
  act: Act,
  given: { name: string; bytes: Buffer; about: ImportAbout; mapping?: Mapping; options: Partial<ImportOptions> },
): Promise<number> {
  const { name, bytes, about } = given
  refuseLargeFile({ name, bytes })
  const { sample, rowCount: _about, ...seen } = await sniff({ name, bytes })
  const rows = await countRows({ name, bytes }, seen.headingRow)
  if (rows > mostRows) throw tooManyRows(name)
  const reading: Reading = { ...seen, headings: headingsFor(seen.headings, sample) }
  return asOwner(act, async act => {
    const custom = await customFieldsOf(act.tx, about)
    const mapping = given.mapping
      ? mappingFrom(given.mapping, reading.headings, fieldKeys(about, custom))
      : guessMapping(about, seen.headings, sample, custom)
    const upload = await act.tx
      .insertInto('upload')
      .values({ name, bytes, sample: JSON.stringify(sample), createdAt: act.at })
      .returning('id')
      .executeTakeFirstOrThrow()
    const { id } = await act.tx
      .insertInto('importRun')
      .values({
        about,
        fileName: name,
        fileHash: createHash('sha256').update(bytes).digest('hex'),
        uploadId: upload.id,
        state: 'draft',
        reading: JSON.stringify(reading),
        mapping: JSON.stringify(mapping),
        options: JSON.stringify(ImportOptions.parse(given.options)),
        rowsTotal: rows,
        createdAt: act.at,
        createdBy: act.byId,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return id
  })
}

/** A file without headings is spoken of by the numbers of its columns. */
function headingsFor(headings: string[], sample: string[][]): string[] {
  const width = Math.max(headings.length, ...sample.map(cells => cells.length))
  return Array.from({ length: width }, (_, at) => headings[at] ?? '')
}

/** Corrects what the columns are and what holds for the whole file, until it is started. */
export async function changeDraft(
  act: Act,
  {
    id,
    version,
    mapping,
    options,
  }: { id: number; version: number; mapping?: Mapping; options?: Partial<ImportOptions> },
): Promise<void> {
  const current = await needImport(act, id)
  if (current.state !== 'draft') throw alreadyStarted()
  const reading = current.reading as Reading
  await asOwner(act, async act => {
    const known = fieldKeys(current.about as ImportAbout, await customFieldsOf(act.tx, current.about as ImportAbout))
    const next = {
      mapping: mapping === undefined ? current.mapping : mappingFrom(mapping, reading.headings, known),
      options: ImportOptions.parse({ ...(current.options as object), ...options }),
    }
    const changed = await act.tx
      .updateTable('importRun')
      .set({ mapping: JSON.stringify(next.mapping), options: JSON.stringify(next.options) })
      .where('id', '=', id)
      .where('version', '=', version)
      .where('state', '=', 'draft')
      .returning('id')
      .executeTakeFirst()
    if (!changed) throw await stale(act, id, { mapping, options })
  })
}

async function stale(act: OwnerAct, id: number, yours: object): Promise<Refusal> {
  const theirs = await act.tx
    .selectFrom('importRun')
    .select(['mapping', 'options', 'state', 'version'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (theirs && theirs.state !== 'draft') return alreadyStarted()
  return new Refusal(
    'stale',
    {
      en: 'Somebody else has changed this in the meantime. Please look at both values and choose.',
      ja: 'ほかのユーザーが先に変更しました。両方の値を確認して、どちらを残すか選んでください。',
    },
    { theirs, yours },
  )
}

/** Throws a draft away, with its file. */
export async function discardDraft(act: Act, id: number): Promise<void> {
  const { state, uploadId } = await needImport(act, id)
  if (state !== 'draft') throw alreadyStarted()
  await asOwner(act, async act => {
    await act.tx.deleteFrom('importRun').where('id', '=', id).where('state', '=', 'draft').execute()
    if (uploadId) await act.tx.deleteFrom('upload').where('id', '=', uploadId).execute()
  })
}

/** The import as the actor sees it. */
export async function needImport(act: Act, id: number) {
  const found = await act.tx.selectFrom('importRun').selectAll().where('id', '=', id).executeTakeFirst()
  if (!found) throw new Refusal('missing', { en: 'There is no such import.', ja: 'この取り込みは存在しません。' })
  return found
}

export function lackingOf(run: { about: string; mapping: unknown; options: unknown }) {
  return lackingIn(run.about as ImportAbout, run.mapping as (string | null)[], ImportOptions.parse(run.options))
}

const alreadyStarted = () =>
  new Refusal('conflict', {
    en: 'This import has been started already and cannot be changed any more. Undo it and drop the file again.',
    ja: 'この取り込みはすでに開始されているため、変更できません。取り込みを元に戻してから、ファイルを選び直してください。',
  })
