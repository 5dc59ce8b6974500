import type { Written } from '../../people/fields/declared.schema.ts'
import type { Field } from '../../people/fields/fields.schema.ts'
import { readValue } from '../../people/fields/values.ts'
import { Refusal } from '../../platform/refusal.ts'
import { parseDate } from './dates.ts'
import type { Cells } from './mapping.ts'
import { notADate, notANumber, tooLong, unreadable } from './problems.ts'

/** What people put into a cell to say that there is nothing: not a mail address that went wrong. */
const nothing = /^(?:[-‐‑‒–—―−─ーｰ－.*×✕／/]+|n\/?a|null|none|nil|なし|無し|無|未定|不明|未登録|未記入|空欄|該当なし)$/i

/** The text of a cell, '' where it says that there is none. */
export function something(cells: Cells, field: string): string {
  const text = cells.text(field)
  return nothing.test(text) ? '' : text
}

export function dayIn(cells: Cells, field: string): string | null {
  const text = something(cells, field)
  if (text === '') return null
  const day = parseDate(text)
  if (day === null) throw notADate(cells.heading(field), text)
  return day
}

export function bounded(cells: Cells, field: string, maximum: number): string | null {
  const text = cells.text(field)
  if (text.length > maximum) throw tooLong(cells.heading(field), maximum, text.length)
  return text || null
}

/** The product's own id, where a list has been taken out of it. */
export function idIn(cells: Cells): number | null {
  const text = cells.text('id')
  return /^\d{1,15}$/.test(text) ? Number(text) : null
}

/** 1,200名, 約100人; of a range (100〜299名) its lower end, which is what the classes of size go by. */
export function countIn(cells: Cells, field: string): number | null {
  const text = something(cells, field)
  if (text === '') return null
  const [, digits, many] =
    /^[^\d]{0,4}(\d{1,8})(?:\.0+)?\s*(万)?[^\d]*(?:\d+[^\d]*)?$/.exec(
      text.normalize('NFKC').replace(/(?<=\d),(?=\d{3})/g, ''),
    ) ?? []
  if (digits === undefined) throw notANumber(cells.heading(field), text)
  return Math.min(10_000_000, Number(digits) * (many ? 10_000 : 1))
}

type Value<F extends Written> = F extends { kind: 'number' } ? number | null : string | null

/** What a row says of declared fields. */
export function written<F extends Record<string, Written>>(cells: Cells, fields: F): { [K in keyof F]: Value<F[K]> } {
  const read = (key: string, { kind, max = 0 }: Written) =>
    kind === 'day' ? dayIn(cells, key) : kind === 'number' ? countIn(cells, key) : bounded(cells, key, max)
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, read(key, field)])) as {
    [K in keyof F]: Value<F[K]>
  }
}

/** The values of one's own fields; those that are empty are left out. */
export function customIn(cells: Cells, fields: Field[]): Record<string, unknown> {
  const values = fields.flatMap(field => {
    const value = customValue(cells, field)
    return value === null ? [] : [[field.key, value] as const]
  })
  return Object.fromEntries(values)
}

function customValue(cells: Cells, field: Field): unknown {
  const column = `custom.${field.key}`
  const text = cells.text(column)
  try {
    // Files write days in more ways than forms do.
    return readValue(field, field.kind === 'date' ? (parseDate(text) ?? text) : text)
  } catch (error) {
    throw error instanceof Refusal ? unreadable(cells.heading(column), error.sentence) : error
  }
}
