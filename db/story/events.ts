import { appendFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { EventKind, Facts } from '../../src/timeline/vocabulary.ts'
import { type Copy, Lines, plain } from './copy.ts'
import type { LinesOf } from './points.ts'
import { dayOf, iso } from './time.ts'

export type Whom = { person?: number; company?: number | null; lead?: number; identity?: number; by?: number | null }

const columns = 'id kind occurredAt recordedAt identityId personId companyId leadId byId historic facts'.split(' ')

const keyColumns = 'identityId key eventId'.split(' ')
const lineColumns = 'id personId conditionId eventId identityId at knownAt'.split(' ')

/** Of a view: whether the page is one that means it, and since when it is known whose it is. */
export type Read = { keyPage: boolean; knownAt: number }

const orNull = (value: number | string | null | undefined) => (value === null || value === undefined ? '\\N' : value)

/** How much of a day is held in memory before it goes to a file. */
const held = 48_000

/**
 * The timeline. Lives are told one after the other, but events are written in the order in which they happened, as they
 * would have been: a person's own lie far apart on the disk, and the last of a lead has the highest id. Until the end
 * each day's wait in memory, and where they are many in a file of their own.
 */
export class Timeline {
  private readonly days = new Map<number, Lines>()
  private readonly spilled = new Set<number>()
  /** The next line of points. */
  lines = 1
  private readonly folder: string
  private readonly freshSince: number
  private readonly given: LinesOf

  constructor(folder: string, freshSince: number, given: LinesOf) {
    this.folder = folder
    this.freshSince = freshSince
    this.given = given
  }

  add<K extends EventKind>(at: number, kind: K, whom: Whom, facts: Facts<K>, key?: string, read?: Read): void {
    const time = iso(at)
    const { identity, person, company, lead, by } = whom
    const said = plain(JSON.stringify(facts))
    const lines = person === undefined ? [] : this.given(kind, facts, read?.keyPage ?? false)
    const scored = lines.length === 0 ? '' : `${person}|${read?.knownAt ?? at}|${lines.join('|')}`
    this.keep(
      at,
      `${scored}\t${key ?? ''}\t${identity ?? 0}\t${kind}\t${time}\t${time}\t${identity ?? 0}\t${orNull(person)}\t${orNull(company)}\t${orNull(lead)}\t${orNull(by)}\t${at < this.freshSince ? 't' : 'f'}\t${said}`,
    )
  }

  private keep(at: number, line: string): void {
    const day = dayOf(at)
    let lines = this.days.get(day)
    if (!lines) this.days.set(day, (lines = new Lines(held)))
    const whole = `${Math.floor(at)}\t${line}`
    if (lines.add(whole)) return
    this.spill(day, lines)
    lines.add(whole)
  }

  private spill(day: number, lines: Lines): void {
    if (this.spilled.size === 0) mkdirSync(this.folder, { recursive: true })
    appendFileSync(join(this.folder, String(day)), lines.take())
    this.spilled.add(day)
  }

  /** Writes them all, day by day. Answers the next id. */
  async write(copy: Copy, firstId: number): Promise<number> {
    const book = copy.raw('event', columns)
    const keys = copy.raw('event_key', keyColumns)
    const points = copy.raw('score_line', lineColumns)
    let id = firstId
    let lineId = 1
    const days = [...new Set([...this.days.keys(), ...this.spilled])].toSorted((a, b) => a - b)
    for (const day of days) {
      const lines = this.linesOf(day)
      for (const at of inOrder(lines)) {
        const line = lines[at]!
        const time = line.indexOf('\t')
        const tag = line.indexOf('\t', time + 1)
        const key = line.indexOf('\t', tag + 1)
        const whose = line.indexOf('\t', key + 1)
        const identity = line.slice(key + 1, whose)
        if (key > tag + 1) keys.add(`${identity}\t${line.slice(tag + 1, key)}\t${id}`)
        if (tag > time + 1) {
          const [person, knownAt, ...lines] = line.slice(time + 1, tag).split('|')
          const [at, known] = [
            iso(Number(line.slice(0, time))),
            iso(Math.max(Number(knownAt), Number(line.slice(0, time)))),
          ]
          for (const condition of lines)
            points.add(`${lineId++}\t${person}\t${condition}\t${id}\t${identity}\t${at}\t${known}`)
        }
        book.add(`${id++}\t${line.slice(whose + 1)}`)
        if (id % 20_000 === 0) await copy.room()
      }
    }
    this.lines = lineId
    rmSync(this.folder, { recursive: true, force: true })
    return id
  }

  private linesOf(day: number): string[] {
    const rest = this.days.get(day)?.take() ?? Buffer.alloc(0)
    this.days.delete(day)
    const file = join(this.folder, String(day))
    const whole = this.spilled.has(day) ? Buffer.concat([readFileSync(file), rest]) : rest
    if (this.spilled.has(day)) rmSync(file)
    const lines = whole.toString('utf8').split('\n')
    lines.pop()
    return lines
  }
}

/** By time, and of the same time as they were told. Numbers sort in place, fast: the time first, the place in what is left of it. */
function inOrder(lines: string[]): number[] {
  const base = Number(lines[0]!.slice(0, lines[0]!.indexOf('\t'))) - 200_000_000
  const room = 2 ** 23
  const keys = Float64Array.from(lines, (line, at) => (Number(line.slice(0, line.indexOf('\t'))) - base) * room + at)
  return Array.from(keys.toSorted(), key => key % room)
}
