import { foldName } from '../../people/identity/fold.ts'
import type { FieldGuess } from './fields.ts'

export { ACTIVITY_FIELDS, COMPANY_FIELDS, type FieldGuess, PERSON_FIELDS } from './fields.ts'

/**
 * Which field each column most likely is, or null; every field at most once. Headings decide, the best match first;
 * content only where a heading says nothing, or to disbelieve one (a 「メール」 column of 可 and 不可 holds no addresses).
 */
export function guessColumns(headings: string[], sample: string[][], fields: FieldGuess[]): (string | null)[] {
  const width = Math.max(headings.length, ...sample.map(cells => cells.length))
  const columns = Array.from({ length: width }, (_, at) => ({
    heading: (headings[at] ?? '').slice(0, 100),
    cells: sample.map(cells => cells[at]?.slice(0, 300).trim() ?? '').filter(cell => cell !== ''),
  }))
  const guesses = columns.flatMap(({ heading, cells }, at) =>
    fields.map(field => ({ at, key: field.key, score: score(heading, cells, field) })),
  )
  const answer: (string | null)[] = columns.map(() => null)
  for (const { at, key, score } of guesses.toSorted((a, b) => b.score - a.score))
    if (score > 0 && answer[at] === null && !answer.includes(key)) answer[at] = key
  return answer
}

function score(heading: string, cells: string[], field: FieldGuess): number {
  const { looksLike } = field
  const share = looksLike === undefined || cells.length === 0 ? null : cells.filter(looksLike).length / cells.length
  if (share === 0 && field.strict) return 0
  const byHeading = Math.max(...field.headings.map((candidate, at) => likeness(heading, candidate) - at / 1000))
  if (byHeading > 0) return byHeading
  const telling = !/^(?:列|項目|カラム|フィールド|column|col|field|no|[a-z])?[\s_.-]*\d*$/i.test(
    heading.normalize('NFKC').trim(),
  )
  // Nothing else looks like a mail address, so these are known by content under any heading.
  if (share === null || share < 0.7 || (telling && !/email/i.test(field.key))) return 0
  // A corporate number or a mobile is also digits like any phone number: the narrower kind goes first.
  return 0.1 + share * (field.key === 'phone' || field.key === 'address' ? 0.3 : 0.5)
}

/** 3 for the same words, less for 電話番号（代表）, 電話番号1 and 提出者業種, 0 for something else. */
function likeness(heading: string, candidate: string): number {
  const folded = foldName(heading)
  const wanted = foldName(candidate)
  if (folded === wanted) return 3
  const plain = heading.normalize('NFKC').trim()
  const remark = /[([【](.*?)[)\]】]/.exec(plain)?.[1] ?? ''
  const qualified = /カナ|かな|ヨミ|よみ|読|英|ローマ|ふり|フリ|fax/i.test(remark)
  const base = foldName(plain.replace(/[([【].*?[)\]】]/g, ''))
  if (!qualified && base === wanted) return 2.5
  if (!qualified && base.replace(/\d+$/, '') === wanted) return 2.4
  if (!endsWith(plain, folded, wanted, candidate)) return 0
  return 1 + wanted.length / folded.length
}

// 会社名フリガナ ends in フリガナ, but is not a person's; one sign alone (名) ends half of all headings.
const onlyWhole =
  /^(?:.|セイ|メイ|カナ|フリガナ|ヨミガナ|読み仮名|name|contact|person|by|user|title|date|type|state|web|活動|名前|名称|会社|企業|日時|日付|担当|種別|種類|内容|詳細|経路|所属|取引先)$/iu

function endsWith(plain: string, folded: string, wanted: string, candidate: string): boolean {
  if (onlyWhole.test(candidate)) return false
  if (!/^[\x20-\x7e]+$/.test(candidate)) return folded.endsWith(wanted)
  return plain
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .endsWith(` ${candidate.toLowerCase()}`)
}
