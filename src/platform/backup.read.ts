import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type { Head, Totals } from './backup.ts'
import { Refusal } from './refusal.ts'

/** What a backup holds, piece by piece in the order of the file. `rows` are whole lines as COPY reads them. */
export type Piece =
  | { head: Head }
  | { table: string; columns: string[] }
  | { rows: Buffer }
  | { sequences: { name: string; value: string }[] }
  | { totals: Totals }

const NEWLINE = 10

/** Reads a backup. Refuses what is no backup, is cut off, or was changed. */
export async function* readBackup(path: string): AsyncGenerator<Piece> {
  const digest = createHash('sha256')
  let tables = 0
  let rows = 0
  let inRows = false
  let first = true
  let ended = false
  for await (const block of wholeLines(path)) {
    let at = 0
    while (at < block.length) {
      if (inRows) {
        const end = endOfRows(block, at)
        const data = block.subarray(at, end ?? block.length)
        digest.update(data)
        if (data.length > 0) yield { rows: data }
        at = end ?? block.length
        if (end === undefined) continue
        digest.update('\\.\n')
        at += 3
        inRows = false
        continue
      }
      const until = block.indexOf(NEWLINE, at) + 1
      const text = block.subarray(at, until)
      at = until
      const line = parsed(text)
      if (first !== 'format' in line) throw notABackup(path)
      first = false
      if ('end' in line) {
        const totals = line as Totals
        if (totals.digest !== digest.digest('hex') || totals.rows !== rows || totals.tables !== tables)
          throw damaged(path)
        ended = true
        yield { totals }
        return
      }
      digest.update(text)
      if ('format' in line) yield { head: headOf(line, path) }
      if ('table' in line) {
        tables += 1
        inRows = true
        yield line as { table: string; columns: string[] }
      }
      if ('rows' in line) rows += Number(line.rows)
      if ('sequences' in line) yield line as { sequences: { name: string; value: string }[] }
    }
  }
  if (!ended) throw damaged(path)

  function parsed(line: Buffer): object {
    try {
      return JSON.parse(line.toString()) as object
    } catch {
      throw first ? notABackup(path) : damaged(path)
    }
  }
}

/** Where the line `\.` begins that ends a table's rows; undefined if it is not in this block. */
function endOfRows(block: Buffer, from: number): number | undefined {
  if (block.subarray(from, from + 3).toString('latin1') === '\\.\n') return from
  const at = block.indexOf('\n\\.\n', from, 'latin1')
  return at < 0 ? undefined : at + 1
}

/** The unpacked file in blocks that end with the end of a line. */
async function* wholeLines(path: string): AsyncGenerator<Buffer> {
  const unpacked = createGunzip()
  const read = pipeline(createReadStream(path), unpacked)
  read.catch(() => {})
  let waiting: Buffer[] = []
  try {
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      const cut = chunk.lastIndexOf(NEWLINE) + 1
      if (cut === 0) {
        waiting.push(chunk)
        continue
      }
      yield Buffer.concat([...waiting, chunk.subarray(0, cut)])
      waiting = cut < chunk.length ? [chunk.subarray(cut)] : []
    }
    await read
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR') throw notReadable(path)
    throw code === 'Z_DATA_ERROR' && waiting.length === 0 ? notABackup(path) : damaged(path)
  }
}

function headOf(line: object, path: string): Head {
  const head = line as Head
  if (head.format !== 'musubi backup') throw notABackup(path)
  if (head.version !== 1) throw newer(head.product)
  return head
}

export const newer = (product: string) =>
  new Refusal('conflict', {
    en: `This backup was made by Musubi ${product}, which is newer than this one. Update Musubi and restore again.`,
    ja: `このバックアップは新しいバージョン（Musubi ${product}）で作成されています。Musubi を更新してから復元してください。`,
  })

const notABackup = (path: string) =>
  new Refusal('invalid', {
    en: `${path} is not a backup of Musubi.`,
    ja: `${path} は Musubi のバックアップではありません。`,
  })

const notReadable = (path: string) =>
  new Refusal('missing', { en: `${path} cannot be read.`, ja: `${path} を読み込めません。` })

const damaged = (path: string) =>
  new Refusal('invalid', {
    en: `${path} is damaged or was cut off. Nothing was restored; use another backup.`,
    ja: `${path} は破損しているか、途中で切れています。復元は行っていません。別のバックアップをご使用ください。`,
  })
