import { once } from 'node:events'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

export type Cell = string | number | boolean | null | undefined | readonly number[] | readonly string[]

const special = /[\\\t\n\r]/
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** A text as COPY wants it. */
export const plain = (text: string): string =>
  special.test(text) ? text.replace(/[\\\t\n\r]/g, sign => escapes[sign]!) : text

const quoted = (text: string) => `"${text.replace(/["\\]/g, sign => `\\${sign}`)}"`

function written(cell: Cell): string {
  if (cell === null || cell === undefined) return '\\N'
  if (typeof cell === 'string') return plain(cell)
  if (typeof cell === 'number') return String(cell)
  if (typeof cell === 'boolean') return cell ? 't' : 'f'
  return plain(`{${cell.map(one => (typeof one === 'number' ? String(one) : quoted(one))).join(',')}}`)
}

const chunk = 1_000_000
const mostWaiting = 8

/** Lines in a row of bytes: millions of them would be too many strings to hold. */
export class Lines {
  private bytes: Buffer
  private length = 0
  count = 0

  constructor(size: number) {
    this.bytes = Buffer.allocUnsafe(size)
  }

  /** Answers whether there was room. */
  add(line: string): boolean {
    // No letter takes more than three bytes for each unit of a string.
    if (this.length + line.length * 3 + 1 > this.bytes.length && !this.roomFor(line)) return false
    this.length += this.bytes.write(line, this.length, 'utf8')
    this.bytes[this.length++] = 10
    this.count++
    return true
  }

  private roomFor(line: string): boolean {
    if (this.length > 0) return this.length + Buffer.byteLength(line) + 1 <= this.bytes.length
    this.bytes = Buffer.allocUnsafe(line.length * 3 + 1)
    return true
  }

  /** What was written, and an empty row again. */
  take(): Buffer {
    const taken = Buffer.from(this.bytes.subarray(0, this.length))
    this.length = 0
    this.count = 0
    return taken
  }
}

/**
 * Streams rows into tables by COPY, in chunks, over a few connections on which no trigger fires and no reference is looked
 * up: what is written is whole when the last row is.
 */
export class Copy {
  readonly rows = new Map<string, { rows: number; ms: number }>()
  private readonly waiting: { table: string; sql: string; bytes: Buffer; rows: number }[] = []
  private clients: pg.Client[] = []
  private idle: pg.Client[] = []
  private failed: unknown
  private awaited: (() => void)[] = []

  private readonly books: { flush(): void }[] = []

  static async open(url: string, connections: number): Promise<Copy> {
    const copy = new Copy()
    for (let n = 0; n < connections; n++) {
      const client = new pg.Client({ connectionString: url, application_name: 'musubi story' })
      await client.connect()
      await client.query('set session_replication_role = replica')
      await client.query('set synchronous_commit = off')
      copy.clients.push(client)
    }
    copy.idle = [...copy.clients]
    return copy
  }

  /** Rows of a table, by the names of its columns. */
  book<K extends string>(table: string, columns: readonly K[]) {
    const raw = this.raw(table, columns)
    return { add: (row: Record<K, Cell>) => raw.add(columns.map(column => written(row[column])).join('\t')) }
  }

  /** Rows of a table that are written as COPY wants them already. */
  raw(table: string, columns: readonly string[]) {
    const names = columns.map(c => `"${c.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)}"`).join(', ')
    const sql = `copy "${table}" (${names}) from stdin`
    let lines: Lines | undefined
    const flush = () => {
      if (!lines || lines.count === 0) return
      const rows = lines.count
      this.waiting.push({ table, sql, bytes: lines.take(), rows })
      this.begin()
    }
    this.books.push({ flush })
    return {
      add: (line: string) => {
        lines ??= new Lines(chunk)
        if (lines.add(line)) return
        flush()
        lines.add(line)
      },
    }
  }

  private begin(): void {
    while (this.idle.length > 0 && this.waiting.length > 0 && !this.failed) {
      const client = this.idle.pop()!
      const next = this.waiting.shift()!
      const since = performance.now()
      this.send(client, next.sql, next.bytes)
        .then(() => {
          const known = this.rows.get(next.table) ?? { rows: 0, ms: 0 }
          this.rows.set(next.table, { rows: known.rows + next.rows, ms: known.ms + performance.now() - since })
          this.idle.push(client)
          this.begin()
        })
        .catch((error: unknown) => {
          this.failed = error
        })
        .finally(() => {
          for (const go of this.awaited.splice(0)) go()
        })
    }
  }

  private async send(client: pg.Client, sql: string, bytes: Buffer): Promise<void> {
    const stream = client.query(copyFrom(sql))
    const done = once(stream, 'finish')
    stream.end(bytes)
    await done
  }

  /** Lets what was written flow, and waits while too much is under way. */
  async room(): Promise<void> {
    await new Promise(go => setImmediate(go))
    while (!this.failed && this.waiting.length > mostWaiting) await this.progress()
    if (this.failed) throw this.failed
  }

  private readonly progress = () => new Promise<void>(go => this.awaited.push(go))

  /** Everything that was written is in the database. */
  async settle(): Promise<void> {
    for (const book of this.books) book.flush()
    while (!this.failed && (this.waiting.length > 0 || this.idle.length < this.clients.length)) await this.progress()
    if (this.failed) throw this.failed
  }

  async close(): Promise<void> {
    for (const client of this.clients) await client.end().catch(() => {})
  }
}
