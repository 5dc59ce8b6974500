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
export type Fields = Record<string, Written>

/* @__NO_SIDE_EFFECTS__ */
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

export const mapped = (fields: Fields, make: (field: Written) => unknown) =>
  Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, make(field)]))
