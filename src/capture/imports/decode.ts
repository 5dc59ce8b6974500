import { Refusal } from '../../platform/refusal.ts'
import { headingRow } from './heading.ts'
import { countSheetRows, readSheet } from './sheet.ts'
import { type Format, refuseEmpty, refuseLargeFile, type Source, type TableRow } from './table.ts'
import { countLines, type Delimiter, delimiterOf, encodingOf, readText, type TextEncoding } from './text.ts'

export type Sniff = {
  format: Format
  encoding: TextEncoding | null
  delimiter: Delimiter | null
  /** The line or sheet row that names the columns; null when the data begin at once. */
  headingRow: number | null
  headings: string[]
  /** The first 20 rows below the headings. */
  sample: string[][]
  /** About how many rows lie below the headings; exact counts come from reading. */
  rowCount: number
}

/** Every row of a CSV, TSV or XLSX that holds anything, headings and the titles above them included. */
export async function* readTable(source: Source): AsyncGenerator<TableRow> {
  yield* kindOf(source) === 'xlsx' ? readSheet(source) : readText(source)
}

/** What a file is and how it begins, without reading it to the end. */
export async function sniff(source: Source): Promise<Sniff> {
  const sheet = kindOf(source) === 'xlsx'
  const first: TableRow[] = []
  for await (const row of readTable(source)) if (first.push(row) === 40) break
  if (first.length === 0) refuseEmpty(source.name)
  const at = headingRow(first.map(row => row.cells))
  const heading = at === null ? undefined : first[at]
  const below = at === null ? first : first.slice(at + 1)
  const above = first.length - below.length
  const rows = first.length < 40 ? first.length : sheet ? await countSheetRows(source) : countLines(source.bytes)
  const encoding = sheet ? null : encodingOf(source)
  const delimiter = encoding === null ? null : delimiterOf(source, encoding)
  return {
    format: sheet ? 'xlsx' : delimiter === '\t' ? 'tsv' : 'csv',
    encoding,
    delimiter,
    headingRow: heading?.row ?? null,
    headings: heading?.cells.map(cell => cell.replace(/\s+/g, ' ').trim()) ?? [],
    sample: below.slice(0, 20).map(row => row.cells),
    rowCount: Math.max(0, rows - above),
  }
}

const signatures: [string, string][] = [
  ['%PDF', 'PDF'],
  ['\x89PNG', 'PNG'],
  ['\xff\xd8\xff', 'JPEG'],
  ['GIF8', 'GIF'],
  ['Rar!', 'RAR'],
  ['7z\xbc\xaf', '7z'],
  ['\x1f\x8b', 'gzip'],
  ['{\\rtf', 'RTF'],
]

/** Looks at the bytes, not at the name: systems hand out HTML as .xls and CSV as .xlsx. */
function kindOf(source: Source): 'text' | 'xlsx' {
  refuseLargeFile(source)
  const beginning = source.bytes.toString('latin1', 0, 512)
  if (beginning.startsWith('PK\x03\x04')) return 'xlsx'
  if (beginning.startsWith('\xd0\xcf\x11\xe0')) throw oldExcel(source.name)
  const kind =
    signatures.find(([signature]) => beginning.startsWith(signature))?.[1] ??
    (/^(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|table|\?xml|head|meta)\b/i.test(beginning) ? 'HTML' : undefined)
  if (kind !== undefined) throw otherKind(source.name, kind)
  if (source.bytes.length === 0) refuseEmpty(source.name)
  return 'text'
}

function oldExcel(name: string): Refusal {
  return new Refusal(
    'invalid',
    {
      en: `${name} is an old Excel file (.xls) or is protected by a password. Open it in Excel, save it as .xlsx without a password, and choose that file.`,
      ja: `「${name}」は旧形式のExcelファイル（.xls）か、パスワードで保護されています。Excelで開き、パスワードなしの.xlsx形式で保存し直してから選んでください。`,
    },
    { name },
  )
}

function otherKind(name: string, kind: string): Refusal {
  return new Refusal(
    'invalid',
    {
      en: `${name} is a ${kind} file, not a list. Save the list as .xlsx or CSV and choose that file.`,
      ja: `「${name}」は${kind}ファイルのため、一覧として取り込めません。.xlsxまたはCSVで保存してから選んでください。`,
    },
    { name, kind },
  )
}
