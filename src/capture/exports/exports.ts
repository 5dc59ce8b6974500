import { buffer } from 'node:stream/consumers'
import { sql } from 'kysely'
import { type Act, type Actor, act, asOwner, report } from '../../office/roles/act.ts'
import { fromCursor, type Language, sentenceOfIssues, toCursor } from '../../platform/api.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { World } from '../../platform/world.ts'
import { tableWriter } from '../imports/write.ts'
import { activitiesListed } from './activities.ts'
import { type Column, sayingFor } from './columns.ts'
import { companiesListed } from './companies.ts'
import { dealsListed } from './deals.ts'
import { type Exportable, type Exported, type ExportList, filters } from './exports.schema.ts'
import { leadsListed } from './leads.ts'
import type { Listed } from './listed.ts'
import { personsListed } from './persons.ts'

/** The file is whole before it leaves: a download never ends in the middle of a list. This many rows fit. */
const mostRows = 200_000
const readAtOnce = 1_000

/** Writes a list as a file, with the rows that the actor sees and no others. It leaves only once it is written down that it does. */
export async function exportList(world: World, actor: Actor, wanted: ExportList, language: Language): Promise<File> {
  const { file, rows } = await report(world, actor, act => writeList(act, wanted, language))
  await act(world.db, world.clock, actor, 'exports.create', act => logged(act, wanted, rows))
  return file
}

type Written = { file: File; rows: number }

async function writeList(act: Act, wanted: ExportList, language: Language): Promise<Written> {
  switch (wanted.what) {
    case 'persons':
      return write(
        act,
        wanted,
        language,
        await personsListed(
          act,
          { ...filterOf(wanted, 'persons', language), ...segmentOf(wanted) },
          wanted,
          mostRows + 1,
        ),
      )
    case 'companies':
      return write(
        act,
        wanted,
        language,
        await companiesListed(act, filterOf(wanted, 'companies', language), wanted, mostRows + 1),
      )
    case 'leads':
      return write(
        act,
        wanted,
        language,
        await leadsListed(act, { ...filterOf(wanted, 'leads', language), ...segmentOf(wanted) }, wanted, mostRows + 1),
      )
    case 'activities':
      return write(
        act,
        wanted,
        language,
        await activitiesListed(act, filterOf(wanted, 'activities', language), wanted, mostRows + 1),
      )
    case 'deals':
      return write(
        act,
        wanted,
        language,
        await dealsListed(act, filterOf(wanted, 'deals', language), wanted, mostRows + 1),
      )
  }
}

function filterOf<What extends Exportable>({ filter, segmentId, what }: ExportList, shape: What, language: Language) {
  if (segmentId !== undefined && what !== 'persons' && what !== 'leads') throw noSegmentOf()
  const read = filters[shape].safeParse(filter)
  if (read.success) return read.data as ReturnType<(typeof filters)[What]['parse']>
  const sentence = sentenceOfIssues(read.error.issues, language)
  throw new Refusal('invalid', { en: sentence, ja: sentence }, { field: 'filter' })
}

const segmentOf = ({ segmentId }: ExportList) => (segmentId === undefined ? {} : { segment: segmentId })

async function write<Row extends { id: number }>(
  act: Act,
  wanted: ExportList,
  language: Language,
  list: Listed<Row>,
): Promise<Written> {
  if (list.ids.length > mostRows) throw tooManyRows()
  const columns = columnsFor(wanted, list.columns)
  const say = await sayingFor(act, language)
  const writer = tableWriter(
    wanted.format,
    columns.map(c => c.heading[language]),
  )
  const bytes = buffer(writer.stream)
  let written = 0
  for (let from = 0; from < list.ids.length; from += readAtOnce) {
    const ids = list.ids.slice(from, from + readAtOnce)
    const rows = new Map((await list.read(ids)).map(row => [row.id, row]))
    for (const id of ids) {
      const row = rows.get(id)
      if (!row) continue
      await writer.writeRow(columns.map(c => c.value(row, say)))
      written += 1
    }
  }
  await writer.end()
  const name = `${fileNames[language][wanted.what]}_${say.day(act.at)}.${writer.extension}`
  return { file: new File([await bytes], name, { type: writer.contentType }), rows: written }
}

function columnsFor<Row>({ columns }: ExportList, known: Column<Row>[]): Column<Row>[] {
  if (!columns) return known
  return columns.map(key => {
    const column = known.find(c => c.key === key)
    if (!column)
      throw noSuchColumn(
        key,
        known.map(c => c.key),
      )
    return column
  })
}

const fileNames: Record<Language, Record<Exportable, string>> = {
  ja: { persons: '担当者', companies: '企業', leads: 'リード', activities: '活動', deals: '商談' },
  en: { persons: 'people', companies: 'companies', leads: 'leads', activities: 'activities', deals: 'deals' },
}

async function logged(act: Act, { what, format, filter, segmentId, ids }: ExportList, rows: number): Promise<void> {
  const said = { ...filter, ...(segmentId === undefined ? {} : { segmentId }), ...(ids ? { ids: ids.length } : {}) }
  await asOwner(act, act =>
    act.tx
      .insertInto('exportLog')
      .values({ what, format, filter: JSON.stringify(said), rows, at: act.at, byId: act.byId })
      .execute(),
  )
}

/** Who took what out, latest first: one's own; for admins, everybody's. */
export async function listExports(
  act: Act,
  { limit, cursor, what }: { limit: number; cursor?: string; what?: Exportable },
): Promise<{ items: Exported[]; nextCursor: string | null }> {
  const before = fromCursor(cursor)?.[0]
  const { rows } = await sql<Exported>`
    select e.id, e.what, e.format, e.filter, e.rows, e.at,
      case when h.id is not null then jsonb_build_object('id', h.id, 'name', h.name) end as by
    from export_log e left join holder h on h.id = e.by_id
    where true ${what ? sql`and e.what = ${what}` : sql``} ${before ? sql`and e.id < ${before}::bigint` : sql``}
    order by e.id desc limit ${limit + 1}`.execute(act.tx)
  const items = rows.slice(0, limit)
  return { items, nextCursor: rows.length > limit ? toCursor([items.at(-1)!.id]) : null }
}

const tooManyRows = () =>
  new Refusal('tooLarge', {
    en: 'This list has more than 200,000 rows. Narrow it down with a filter and export it in parts.',
    ja: '一覧が20万行を超えています。条件で絞り込み、何回かに分けて書き出してください。',
  })

const noSegmentOf = () =>
  new Refusal(
    'invalid',
    {
      en: 'Saved lists hold people: export persons or leads by them.',
      ja: 'セグメントで書き出せるのは担当者とリードです。',
    },
    { field: 'segmentId' },
  )

const noSuchColumn = (key: string, known: string[]) =>
  new Refusal(
    'invalid',
    {
      en: `There is no column “${key}”. There are: ${known.join(', ')}.`,
      ja: `「${key}」という列はありません。指定できる列：${known.join('、')}`,
    },
    { field: 'columns', known },
  )
