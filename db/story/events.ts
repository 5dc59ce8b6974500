import { appendFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { EventKind, Facts } from '../../src/timeline/vocabulary.ts'
import { type Copy, plain } from './copy.ts'
import { dayOf, iso } from './time.ts'

export type Whom = { person?: number; company?: number | null; lead?: number; identity?: number; by?: number | null }

const columns = 'id key kind occurredAt recordedAt identityId personId companyId leadId byId historic facts'.split(' ')

const orNull = (value: number | string | null | undefined) => (value === null || value === undefined ? '\\N' : value)

const mostHeld = 400_000

/**
 * The timeline. Lives are told one after the other, but events are written in the order in which they happened, as they
 * would have been: a person's own lie far apart on the disk, and the last of a lead has the highest id. Until the end
 * each day's wait in memory, and where they are many in a file of their own.
 */
export class Timeline {
  private readonly days = new Map<number, string[]>()
  private readonly spilled = new Set<number>()
  private held = 0
  written = 0
  private readonly folder: string
  private readonly freshSince: number

  constructor(folder: string, freshSince: number) {
    this.folder = folder
    this.freshSince = freshSince
  }

  add<K extends EventKind>(at: number, kind: K, whom: Whom, facts: Facts<K>, key?: string): void {
    const time = iso(at)
    const { identity, person, company, lead, by } = whom
    const said = plain(JSON.stringify(facts))
    this.keep(
      at,
      `${key ?? '\\N'}\t${kind}\t${time}\t${time}\t${orNull(identity)}\t${orNull(person)}\t${orNull(company)}\t${orNull(lead)}\t${orNull(by)}\t${at < this.freshSince ? 't' : 'f'}\t${said}`,
    )
  }

  private keep(at: number, line: string): void {
    const day = dayOf(at)
    let lines = this.days.get(day)
    if (!lines) this.days.set(day, (lines = []))
    lines.push(`${Math.floor(at)}\t${line}`)
    if (++this.held > mostHeld) this.spill()
  }

  private spill(): void {
    if (this.spilled.size === 0) mkdirSync(this.folder, { recursive: true })
    for (const [day, lines] of this.days) {
      if (lines.length === 0) continue
      appendFileSync(join(this.folder, String(day)), `${lines.join('\n')}\n`)
      this.spilled.add(day)
      this.days.set(day, [])
    }
    this.held = 0
  }

  /** Writes them all, day by day. Answers the next id. */
  async write(copy: Copy, firstId: number): Promise<number> {
    const book = copy.raw('event', columns)
    let id = firstId
    const days = [...new Set([...this.days.keys(), ...this.spilled])].toSorted((a, b) => a - b)
    for (const day of days) {
      const lines = this.linesOf(day)
      for (const at of inOrder(lines)) {
        const line = lines[at]!
        book.add(`${id++}\t${line.slice(line.indexOf('\t') + 1)}`)
        if (id % 20_000 === 0) await copy.room()
      }
    }
    this.written = id - firstId
    rmSync(this.folder, { recursive: true, force: true })
    return id
  }

  private linesOf(day: number): string[] {
    const held = this.days.get(day) ?? []
    this.days.delete(day)
    if (!this.spilled.has(day)) return held
    const file = join(this.folder, String(day))
    const lines = readFileSync(file, 'utf8').split('\n')
    lines.pop()
    rmSync(file)
    return lines.concat(held)
  }
}

/** By time, and of the same time as they were told. Numbers sort in place, fast: the time first, the place in what is left of it. */
function inOrder(lines: string[]): number[] {
  const base = Number(lines[0]!.slice(0, lines[0]!.indexOf('\t'))) - 200_000_000
  const room = 2 ** 23
  const keys = Float64Array.from(lines, (line, at) => (Number(line.slice(0, line.indexOf('\t'))) - base) * room + at)
  return Array.from(keys.toSorted(), key => key % room)
}
