import { deflateRawSync } from 'node:zlib'
import type { Refusal } from '../../platform/refusal.ts'
import { readTable } from './decode.ts'
import type { Source, TableRow } from './table.ts'

export async function readAll(source: Source): Promise<TableRow[]> {
  const rows: TableRow[] = []
  for await (const row of readTable(source)) rows.push(row)
  return rows
}

export async function readCells(source: Source): Promise<string[][]> {
  return (await readAll(source)).map(row => row.cells)
}

/** The Japanese sentence that a file is refused with; 'read' when it is not. */
export async function refusalOf(source: Source): Promise<string> {
  return readAll(source).then(
    () => 'read',
    (error: Refusal) => `${error.name}: ${error.sentence.ja}`,
  )
}

/** A zip file of these parts, for tests that need what no spreadsheet program would write. */
export function zip(parts: Record<string, string | Buffer>): Buffer {
  const files: Buffer[] = []
  const contents: Buffer[] = []
  let offset = 0
  for (const [path, text] of Object.entries(parts)) {
    const packed = deflateRawSync(text)
    const name = Buffer.from(path)
    const local = Buffer.alloc(30)
    local.write('PK\x03\x04', 'latin1')
    local.writeUInt16LE(8, 8)
    local.writeUInt32LE(packed.length, 18)
    local.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.write('PK\x01\x02', 'latin1')
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(offset, 42)
    files.push(local, name, packed)
    contents.push(entry, name)
    offset += local.length + name.length + packed.length
  }
  const table = Buffer.concat(contents)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(Object.keys(parts).length, 10)
  end.writeUInt32LE(table.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...files, table, end])
}

const sheetNames = ['一覧', '二枚目', '三枚目']

/** A workbook of raw sheet XML, the way Excel packs it. */
export function workbook(sheets: string[], parts: Record<string, string | Buffer> = {}, states: string[] = []): Buffer {
  const list = sheets.map(
    (_, at) => `<sheet name="${sheetNames[at]}" sheetId="${at + 1}" ${states[at] ?? ''} r:id="rId${at + 1}"/>`,
  )
  const links = sheets.map(
    (_, at) => `<Relationship Id="rId${at + 1}" Type="sheet" Target="worksheets/sheet${at + 1}.xml"/>`,
  )
  return zip({
    'xl/workbook.xml': `<workbook xmlns:r="r"><sheets>${list.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${links.join('')}</Relationships>`,
    ...Object.fromEntries(sheets.map((rows, at) => [`xl/worksheets/sheet${at + 1}.xml`, sheetXml(rows)])),
    ...parts,
  })
}

function sheetXml(rows: string): string {
  return `<worksheet><sheetData>${rows}</sheetData></worksheet>`
}
