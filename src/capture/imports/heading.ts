import { foldName } from '../../people/identity/fold.ts'
import { parseDate } from './dates.ts'
import { ACTIVITY_FIELDS, COMPANY_FIELDS, PERSON_FIELDS } from './fields.ts'

const known = new Set(
  [...PERSON_FIELDS, ...COMPANY_FIELDS, ...ACTIVITY_FIELDS].flatMap(field => field.headings.map(foldName)),
)

/**
 * Which of the first rows names the columns; null when the data begin at once. Lists often have a title, a date or a
 * remark above the headings, so the row has to be about as wide as the table.
 */
export function headingRow(rows: string[][]): number | null {
  const filled = rows.map(cells => cells.filter(cell => cell.trim() !== ''))
  const width = Math.max(0, ...filled.map(cells => cells.length))
  const wide = filled.flatMap((cells, at) =>
    at < 15 && cells.length >= Math.min(width, Math.max(2, width / 2)) ? [at] : [],
  )
  const hits = (at: number) => filled[at]?.filter(cell => known.has(foldName(cell))).length ?? 0
  const best = wide.toSorted((a, b) => hits(b) - hits(a) || a - b)[0]
  if (best === undefined) return null
  if (hits(best) >= 2 || (hits(best) === 1 && width <= 3)) return best
  const first = wide[0] ?? best
  return filled[first]?.some(looksLikeData) ? null : first
}

function looksLikeData(cell: string): boolean {
  if (known.has(foldName(cell))) return false
  const plain = cell.slice(0, 300).normalize('NFKC').trim()
  if (/^[\d\s,.+()¥%/:-]+$/.test(plain) || plain.length > 60 || parseDate(plain) !== null) return true
  return PERSON_FIELDS.some(field => field.looksLike?.(plain))
}
