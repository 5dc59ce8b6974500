import { Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'
import { Refusal } from '../../platform/refusal.ts'
import { LIMITS } from './table.ts'

type Part = { method: number; packed: Buffer }

/**
 * The parts of a zip file by its table of contents. What comes out is counted while it comes out, so a small file
 * that unpacks to gigabytes is refused whatever sizes it claims to have.
 */
export class Archive {
  readonly #parts: Map<string, Part>
  readonly #name: string
  #left = LIMITS.unpacked

  constructor(name: string, bytes: Buffer) {
    this.#name = name
    this.#parts = contents(name, bytes)
  }

  has(path: string): boolean {
    return this.#parts.has(path)
  }

  async *chunks(path: string): AsyncGenerator<Buffer> {
    const part = this.#parts.get(path)
    if (part === undefined) return
    const unpacked = part.method === 0 ? [part.packed] : Readable.from([part.packed]).pipe(createInflateRaw())
    try {
      for await (const chunk of unpacked as AsyncIterable<Buffer>) {
        this.#left -= chunk.length
        if (this.#left < 0) throw tooMuch(this.#name)
        yield chunk
      }
    } catch (error) {
      throw error instanceof Refusal ? error : broken(this.#name)
    }
  }
}

function contents(name: string, bytes: Buffer): Map<string, Part> {
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  if (end < 0 || end + 22 > bytes.length) throw broken(name)
  const parts = new Map<string, Part>()
  let at = bytes.readUInt32LE(end + 16)
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count -= 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw broken(name)
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map(offset => bytes.readUInt16LE(at + offset))
    const header = bytes.readUInt32LE(at + 42)
    if (header + 30 > bytes.length) throw broken(name)
    const method = bytes.readUInt16LE(at + 10)
    const encrypted = (bytes.readUInt16LE(at + 8) & 1) === 1
    if (encrypted || (method !== 0 && method !== 8)) throw broken(name)
    const begin = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28)
    const path = bytes.toString('utf8', at + 46, at + 46 + (nameLength ?? 0)).replaceAll('\\', '/')
    parts.set(path, { method, packed: bytes.subarray(begin, begin + bytes.readUInt32LE(at + 20)) })
    at += 46 + (nameLength ?? 0) + (extraLength ?? 0) + (noteLength ?? 0)
  }
  return parts
}

export function broken(name: string): Refusal {
  return new Refusal(
    'invalid',
    {
      en: `${name} is damaged or is not an Excel file. Open it in Excel, save it again as .xlsx, and choose that file.`,
      ja: `「${name}」は壊れているか、Excelファイルではありません。Excelで開いて.xlsx形式で保存し直してから選んでください。`,
    },
    { name },
  )
}

function tooMuch(name: string): Refusal {
  return new Refusal(
    'tooLarge',
    {
      en: `${name} unpacks to more than 300 MB. Split it into several files and import them one by one.`,
      ja: `「${name}」は展開すると300MBを超えます。複数のファイルに分割して、順に取り込んでください。`,
    },
    { name },
  )
}
