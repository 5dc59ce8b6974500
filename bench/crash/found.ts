import type pg from 'pg'

export const kinds = [
  'people',
  'events',
  'views',
  'offers',
  'leads',
  'deals',
  'imports',
  'invitations',
  'mailings',
  'orders',
  'invoices',
  'payments',
] as const
export type Kind = (typeof kinds)[number]

/** What became of what was acknowledged of a kind. `wrong`: there, once, and yet not as it must be. */
export type Found = {
  kind: Kind
  acknowledged: number
  lost: string[]
  doubled: string[]
  wrong: string[]
  /** What else the tally says of it. */
  told?: string
}

/** Asks the database which are not as they must be: an id a row, perhaps with how it is. */
export type Look = (sql: string, ...given: unknown[]) => Promise<string[]>

export const lookInto =
  (db: Pick<pg.ClientBase, 'query'>): Look =>
  async (sql, ...given) =>
    (await db.query(sql, given)).rows.map((row: { id: unknown }) => String(row.id))

/** As rows: node-postgres would make an array of the database of a list of objects. */
export const rowsOf = (rows: object[]): string => JSON.stringify(rows)

export const isWell = ({ lost, doubled, wrong }: Found): boolean => lost.length + doubled.length + wrong.length === 0

/** One line a kind. */
export function tally({ kind, acknowledged, lost, doubled, wrong, told }: Found): string {
  const figures = `${acknowledged} acknowledged, ${lost.length} lost, ${doubled.length} doubled`
  const more = [...(wrong.length > 0 ? [`${wrong.length} wrong`] : []), ...(told ? [told] : [])]
  return `${kind.padEnd(11)} ${[figures, ...more].join('; ')}`
}

/** What to look into, at most so many of each. */
export const complaints = ({ kind, lost, doubled, wrong }: Found, most = 5): string[] =>
  [
    ...lost.slice(0, most).map(id => `lost: ${id}`),
    ...doubled.slice(0, most).map(id => `doubled: ${id}`),
    ...wrong.slice(0, most),
  ].map(line => `${kind}: ${line}`)
