import { isUtf8 } from 'node:buffer'
import { Readable } from 'node:stream'
import { CsvError, type Info, parse } from 'csv-parse'
import Encoding from 'encoding-japanese'
import iconv from 'iconv-lite'
import { Refusal } from '../../platform/refusal.ts'
import { asWritten } from './formulas.ts'
import { isBlank, LIMITS, type Source, type TableRow, withinColumns } from './table.ts'

export type TextEncoding = 'utf8' | 'cp932' | 'eucjp' | 'utf16le' | 'utf16be'
export type Delimiter = ',' | ';' | '\t'

export function encodingOf({ name, bytes }: Source): TextEncoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf16be'
  if (bytes.includes(0)) throw notText(name)
  if (isUtf8(bytes)) return 'utf8'
  const beginning = bytes.subarray(0, Math.max(bytes.lastIndexOf(0x0a, 500_000), Math.min(bytes.length, 100_000)))
  const detected = Encoding.detect(beginning, ['UTF8', 'EUCJP', 'SJIS'])
  if (detected === 'UTF8') return 'utf8'
  // Half-width kana of CP932 are valid EUC too, but make no kana there.
  if (detected === 'EUCJP' && /[ぁ-んァ-ン]/.test(iconv.decode(beginning, 'eucjp'))) return 'eucjp'
  if (detected === 'SJIS' || !iconv.decode(beginning, 'cp932').includes('\ufffd')) return 'cp932'
  throw notText(name)
}

export function delimiterOf({ bytes }: Source, encoding: TextEncoding): Delimiter {
  const lines = iconv
    .decode(bytes.subarray(0, 64_000), encoding)
    .replace(/"(?:[^"]|"")*(?:"|$)/g, '')
    .split(/\r\n|\n|\r/)
    .filter(line => line.trim() !== '')
    .slice(0, 100)
  const typical = (delimiter: Delimiter) =>
    lines.map(line => line.split(delimiter).length).toSorted((a, b) => a - b)[Math.floor(lines.length / 2)] ?? 0
  const delimiters: Delimiter[] = [',', '\t', ';']
  return delimiters.toSorted((a, b) => typical(b) - typical(a))[0] ?? ','
}

/** Rows of a delimited text. A cell that our own export made harmless ('=1+1) comes back as it was. */
export async function* readText(source: Source): AsyncGenerator<TableRow> {
  const encoding = encodingOf(source)
  const parser = Readable.from(decoded(source.bytes, encoding)).pipe(
    parse({
      delimiter: delimiterOf(source, encoding),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: LIMITS.record,
      info: true,
    }),
  )
  let pairs = 0
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      const text = record.join(' ')
      // csv-parse counts CR and LF apart when they stand in quotes.
      pairs += text.match(/\r\n/g)?.length ?? 0
      const row = info.lines - pairs - (text.match(/\r\n|\n|\r/g)?.length ?? 0)
      if (!isBlank(record)) yield withinColumns(source.name, { row, cells: record.map(asWritten) })
    }
  } catch (error) {
    throw error instanceof CsvError ? unreadable(source.name, error) : error
  }
}

function* decoded(bytes: Buffer, encoding: TextEncoding): Generator<string> {
  const decoder = iconv.getDecoder(encoding)
  for (let at = 0; at < bytes.length; at += 65_536) yield decoder.write(bytes.subarray(at, at + 65_536))
  yield decoder.end() ?? ''
}

/** About how many rows there are: its line breaks, counted without reading them. */
export function countLines(bytes: Buffer): number {
  const mark = bytes.includes(0x0a) ? 0x0a : 0x0d
  let lines = bytes.at(-1) === mark ? 0 : 1
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) lines += 1
  return lines
}

function unreadable(name: string, error: CsvError): Refusal {
  const line = Number(error.lines ?? 0)
  return new Refusal(
    'invalid',
    {
      en: `${name} cannot be read from line ${line} on: a quotation mark (") is opened there and not closed, or the row is too long. Correct that row and choose the file again.`,
      ja: `「${name}」の${line}行目付近から読み取れません。引用符（"）が閉じられていないか、1行が長すぎます。該当の行を直してから、もう一度選んでください。`,
    },
    { name, line, reason: error.code },
  )
}

function notText(name: string): Refusal {
  return new Refusal(
    'invalid',
    {
      en: `${name} is neither a text file nor an Excel file that can be read. Save the list as .xlsx or as CSV (UTF-8 or Shift_JIS) and choose that file.`,
      ja: `「${name}」は読み取れる形式ではありません。一覧を.xlsxまたはCSV（UTF-8かShift_JIS）で保存してから選んでください。`,
    },
    { name },
  )
}
