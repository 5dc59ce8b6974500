import { isEventKind, isMachineMade } from '../../timeline/vocabulary.ts'
import type { Moment } from '../format.ts'
import type { TimelineEntry } from '../Timeline.tsx'

/**
 * What stands under one day: acts of people one by one, and runs of machine-made events folded between them. One alone
 * stands open: folded it would take the same line and say less.
 */
export type Block<Entry> = { kind: 'one'; entry: Entry } | { kind: 'folded'; id: string; entries: Entry[] }
export type Day<Entry> = { day: string; blocks: Block<Entry>[] }

export function isMachine(entry: { kind: string }): boolean {
  return isEventKind(entry.kind) && isMachineMade(entry.kind)
}

export function daysOf<Entry extends TimelineEntry>(
  entries: readonly Entry[],
  dayOf: (at: Moment) => string,
): Day<Entry>[] {
  const days: Day<Entry>[] = []
  for (const entry of entries) {
    const day = dayOf(entry.occurredAt)
    let current = days.at(-1)
    if (current?.day !== day) {
      current = { day, blocks: [] }
      days.push(current)
    }
    const last = current.blocks.at(-1)
    if (!isMachine(entry)) current.blocks.push({ kind: 'one', entry })
    else if (last?.kind === 'folded') last.entries.push(entry)
    else current.blocks.push({ kind: 'folded', id: `fold ${entry.id}`, entries: [entry] })
  }
  for (const day of days)
    day.blocks = day.blocks.map(block => {
      const [alone, second] = block.kind === 'folded' ? block.entries : []
      return alone && !second ? { kind: 'one', entry: alone } : block
    })
  return days
}
