import { loadCalendar } from '../../office/calendar/workdays.ts'
import type { Actor, OwnerAct } from '../../office/roles/act.ts'
import { look } from '../../office/roles/act.ts'
import type { Language } from '../../platform/api.ts'
import type { World } from '../../platform/world.ts'
import { needImport, type Reading } from './draft.ts'
import { ImportAbout, ImportOptions, type Preview } from './imports.schema.ts'
import { dataRows, type ReadRow } from './rows.ts'
import type { TableRow } from './table.ts'
import { takerFor } from './taker.ts'
import type { Importing, Taken } from './taking.ts'

const shownRows = 20
const checkedRows = 5_000

/**
 * What would become of the first rows: they are really taken, in a transaction that is rolled back. Further rows are
 * only read, to say beforehand how many would be refused for what stands in them.
 */
export async function previewImport(world: World, actor: Actor, id: number, language: Language): Promise<Preview> {
  const run = await look(world.db, world.clock, actor, act => needImport(act, id))
  const upload =
    run.uploadId &&
    (await world.db.selectFrom('upload').select('bytes').where('id', '=', run.uploadId).executeTakeFirst())
  if (!upload) return { rows: [], checked: { rows: 0, refused: 0 } }
  const { headingRow, headings } = run.reading as unknown as Reading
  const options = ImportOptions.parse(run.options)
  const source = { name: run.fileName, bytes: upload.bytes }

  return rolledBack(world, actor.id, async act => {
    const calendar = await loadCalendar(act.tx)
    const taker = await takerFor(act.tx, ImportAbout.parse(run.about), {
      mapping: run.mapping as (string | null)[],
      headings,
      options,
      calendar,
      at: act.at,
    })
    const first: ReadRow<object>[] = []
    let [read, unread] = [0, 0]
    for await (const row of dataRows(source, headingRow)) {
      const is = taker.read(row)
      if (first.length < shownRows) first.push(is)
      else if (is.problem) unread += 1
      if (++read === checkedRows) break
    }
    const importing: Importing = { id, fileName: run.fileName, fileHash: run.fileHash, options, calendar }
    const all = await taker.take(act, importing, first)
    const taken = new Map(all.map(t => [t.row, t]))
    const refused = unread + all.filter(t => t.outcome === 'refused').length
    return {
      rows: first.map(row => shownRow(row, taken.get(row.row)!, row.input ?? {}, language)),
      checked: { rows: read, refused },
    }
  })
}

function shownRow({ row }: TableRow, taken: Taken, input: object, language: Language): Preview['rows'][number] {
  return {
    row,
    outcome: taken.outcome,
    fields: fieldsOf(input),
    problem: taken.problem?.[language] ?? null,
    column: taken.problem?.column ?? null,
  }
}

/** The input of a row as text by field, as the columns of a preview show it. */
function fieldsOf(input: object): Record<string, string> {
  const {
    person,
    employer,
    company,
    hash: _hash,
    column: _column,
    id: _id,
    ...rest
  } = input as {
    person?: object
    employer?: object | null
    company?: object
    hash?: string
    column?: string
    id?: unknown
  }
  const flat = person ? { ...named(employer ?? {}), ...person } : (company ?? rest)
  return Object.fromEntries(Object.entries(flat).flatMap(([key, value]) => shownValue(key, value)))
}

/** Of an employer everything but the name goes by the same words as of a company. */
const named = (employer: object) =>
  Object.fromEntries(Object.entries(employer).filter(([key]) => key !== 'name' && key !== 'domain'))

function shownValue(key: string, value: unknown): [string, string][] {
  if (value === null || value === undefined || value === '') return []
  if (value instanceof Date) return [[key, value.toISOString()]]
  if (key === 'custom') return Object.entries(value).map(([own, v]) => [`custom.${own}`, String(v)])
  if (typeof value === 'object') return 'text' in value ? [[key, String(value.text)]] : []
  return [[key, String(value)]]
}

async function rolledBack<T>(world: World, byId: number, fn: (act: OwnerAct) => Promise<T>): Promise<T> {
  const back = Symbol('rolled back')
  let answer: { value: T } | undefined
  await world.db
    .transaction()
    .execute(async tx => {
      answer = { value: await fn({ tx, at: world.clock.now(), byId, operationId: null, actor: null, rights: 'owner' }) }
      throw back
    })
    .catch(error => {
      if (error !== back) throw error
    })
  return answer!.value
}
