import { z } from 'zod'

/**
 * A field that people write, declared once: what it is called, what it may hold, and how pages, lists, files and merges
 * treat it. Shapes, columns, labels, filters, imports and exports are made of these declarations.
 */
export type Written = {
  ja: string
  en: string
  kind?: 'text' | 'long' | 'day' | 'number'
  /** The longest text, in characters; the greatest number. */
  max?: number
  /** Where it stands on the page. */
  part: string
  /** Filled together or not at all: a title belongs to its company, a postal code to its address. */
  belongs?: 'post' | 'address'
  /** A column of the list, in pixels. Without it: not in the list. */
  column?: { width: number; hidden?: true; card?: 'line' }
  /** How lists and saved segments can be narrowed by it. */
  ask?: 'text' | 'number' | 'day'
}
type Fields = Record<string, Written>

export const text = (max: number) => z.string().trim().max(max)
export const optional = (max: number) =>
  text(max)
    .nullish()
    .transform(v => v || null)
export const optionalDay = () =>
  z.iso
    .date()
    .nullish()
    .transform(v => v ?? null)
export const optionalNumber = (max: number) =>
  z.coerce
    .number()
    .int()
    .min(0)
    .max(max)
    .nullish()
    .transform(v => v ?? null)

type ShapeOf<F extends Fields> = {
  [K in keyof F]: F[K] extends { kind: 'day' }
    ? ReturnType<typeof optionalDay>
    : F[K] extends { kind: 'number' }
      ? ReturnType<typeof optionalNumber>
      : ReturnType<typeof optional>
}
type RowOf<F extends Fields> = {
  [K in keyof F]: F[K] extends { kind: 'number' } ? z.ZodNullable<z.ZodNumber> : z.ZodNullable<z.ZodString>
}

/** What may be written into each. */
export const shapeOf = <F extends Fields>(fields: F): ShapeOf<F> =>
  mapped(fields, ({ kind, max = 0 }) =>
    kind === 'day' ? optionalDay() : kind === 'number' ? optionalNumber(max) : optional(max),
  ) as ShapeOf<F>

/** What each answers. */
export const rowOf = <F extends Fields>(fields: F): RowOf<F> =>
  mapped(fields, ({ kind }) => (kind === 'number' ? z.number() : z.string()).nullable()) as RowOf<F>

export const labelsOf = <F extends Fields>(fields: F, language: 'en' | 'ja'): { [K in keyof F]: string } =>
  mapped(fields, field => field[language]) as { [K in keyof F]: string }

export const keysOf = <F extends Fields>(fields: F) => Object.keys(fields) as (keyof F & string)[]

/** Those of which something is said, such as those with a column in the list. */
export const keysWith = <F extends Fields, A extends keyof Written>(fields: F, aspect: A): With<F, A>[] =>
  keysOf(fields).filter((key): key is With<F, A> => fields[key]?.[aspect] !== undefined)
export type With<F extends Fields, A extends keyof Written> = {
  [K in keyof F & string]: F[K] extends Record<A, unknown> ? K : never
}[keyof F & string]

/** How each can be asked, of those that can. */
export const askedOf = <F extends Fields>(fields: F) =>
  Object.fromEntries(keysWith(fields, 'ask').map(key => [key, fields[key]?.ask])) as {
    [K in With<F, 'ask'>]: F[K] extends { ask: infer A } ? A : never
  }

const mapped = (fields: Fields, make: (field: Written) => unknown) =>
  Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, make(field)]))
