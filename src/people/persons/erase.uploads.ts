import { inflateRawSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'
import type { Mentions } from './erase.evidence.ts'

/**
 * Files that wait to be read, or were read halfway, and mention somebody who is forgotten: they are thrown away, and are
 * to be dropped again. A file that is being read stays until it is read; the rows of those who are kept out are refused.
 */
export async function throwAwayUploads(act: OwnerAct, mentions: Mentions): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    select u.id from upload u where not exists (select from import_run i where i.upload_id = u.id and i.state = 'running') order by u.id`.execute(
    act.tx,
  )
  for (const { id } of rows) {
    const { bytes } = await act.tx.selectFrom('upload').select('bytes').where('id', '=', id).executeTakeFirstOrThrow()
    if (mentionsThem(bytes, mentions)) await act.tx.deleteFrom('upload').where('id', '=', id).execute()
  }
}

export function mentionsThem(bytes: Buffer, { texts, parts }: Mentions): boolean {
  const contents = bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004')) ? unzipped(bytes) : [bytes]
  const found = (text: string) => contents.some(c => encoded(text).some(needle => c.includes(needle)))
  return texts.some(found) || parts.some(([family, given]) => found(family) && found(given))
}

const encoded = (text: string): Buffer[] => [
  Buffer.from(text),
  iconv.encode(text, 'cp932'),
  Buffer.from(text, 'utf16le'),
]

/** The parts of a spreadsheet, by the directory at the end of the file. */
function unzipped(bytes: Buffer): Buffer[] {
  const parts: Buffer[] = []
  for (
    let at = bytes.indexOf('PK\u0001\u0002');
    at >= 0 && at + 46 <= bytes.length;
    at = bytes.indexOf('PK\u0001\u0002', at + 46)
  ) {
    const [method, size, local] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt32LE(at + 42),
    ]
    if (local + 30 > bytes.length) continue
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const packed = bytes.subarray(from, from + size)
    try {
      parts.push(method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: 1 << 28 }))
    } catch {
      // What cannot be unpacked cannot be read as a spreadsheet either.
    }
  }
  return parts
}
