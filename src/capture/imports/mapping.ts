import { companyFields } from '../../people/companies/companyFields.schema.ts'
import type { Written } from '../../people/fields/declared.schema.ts'
import type { Field } from '../../people/fields/fields.schema.ts'
import { fieldsOf } from '../../people/fields/values.ts'
import { personFields } from '../../people/persons/personFields.schema.ts'
import type { Tx } from '../../platform/db.ts'
import { Refusal, type Sentence } from '../../platform/refusal.ts'
import { ACTIVITY_FIELDS, COMPANY_FIELDS, type FieldGuess, guessColumns, PERSON_FIELDS } from './columns.ts'
import type { ImportAbout, ImportOptions, Mapping } from './imports.schema.ts'

/** By which a row of our own export is known again, whatever was corrected in it. */
const ownId: FieldGuess = {
  key: 'id',
  headings: ['Musubi ID'],
  looksLike: cell => /^\d{1,15}$/.test(cell),
  strict: true,
}

/** In a file a company's own names stand under other keys than on its page. */
const inOtherWords = new Set(['name', 'nameKana', 'nameEn', 'domain', 'customerSince'])

/** With the labels of our own screens among the headings, so that what was taken out is known again. */
function labelled(known: FieldGuess[], fields: Record<string, Written>): FieldGuess[] {
  const labels = (key: string) => [fields[key]?.ja, fields[key]?.en].filter(label => label !== undefined)
  return [
    ...known.map(guess => ({ ...guess, headings: [...guess.headings, ...labels(guess.key)] })),
    ...Object.keys(fields).flatMap(key => (known.some(k => k.key === key) ? [] : [{ key, headings: labels(key) }])),
  ]
}

const fieldsAbout: Record<ImportAbout, FieldGuess[]> = {
  person: [...labelled(PERSON_FIELDS, personFields), ownId],
  // How a company came to be known is asked of its people; since when it is a customer is no list's to say.
  company: [
    ...labelled(COMPANY_FIELDS, companyFields).filter(f => f.key !== 'source' && !inOtherWords.has(f.key)),
    ownId,
  ],
  // What is planned follows from the next call; only what was done can be brought along.
  activity: ACTIVITY_FIELDS.filter(f => f.key !== 'plannedAt'),
}

/** Several columns of a file may be one text: 住所1 and 住所2, a memo and a remark. */
const joined = new Set(['address', 'memo', 'note'])

export const customFieldsOf = async (tx: Tx, about: ImportAbout): Promise<Field[]> =>
  about === 'activity' ? [] : fieldsOf(tx, about)

/** The fields that columns can be given to. */
export const fieldKeys = (about: ImportAbout, custom: Field[]): string[] => [
  ...fieldsAbout[about].map(f => f.key),
  ...custom.map(f => `custom.${f.key}`),
]

export function guessMapping(
  about: ImportAbout,
  headings: string[],
  sample: string[][],
  custom: Field[],
): (string | null)[] {
  const own = custom.map(f => ({ key: `custom.${f.key}`, headings: [f.label] }))
  return guessColumns(headings, sample, [...own, ...fieldsAbout[about]])
}

/** What was asked for, as one field or null a column. Fields that there are not, and one field twice, are refused. */
export function mappingFrom(given: Mapping, headings: string[], known: string[]): (string | null)[] {
  const mapping = Array.isArray(given) ? given.map(f => f || null) : byHeading(given, headings)
  for (const [at, field] of mapping.entries()) {
    if (field === null) continue
    if (!known.includes(field)) throw noSuchField(field, known)
    if (!joined.has(field) && mapping.indexOf(field) !== at)
      throw fieldTwice(field, headings, [mapping.indexOf(field), at])
  }
  return mapping
}

function byHeading(given: Record<string, string | null>, headings: string[]): (string | null)[] {
  for (const heading of Object.keys(given)) if (!headings.includes(heading)) throw noSuchHeading(heading, headings)
  return headings.map(heading => given[heading] || null)
}

/** What has to be said before it can start; null when the columns are enough. */
export function lackingIn(about: ImportAbout, mapping: (string | null)[], options: ImportOptions): Sentence | null {
  const has = (...fields: string[]) => fields.some(f => mapping.includes(f))
  if (about === 'person' && !has('familyName', 'givenName', 'fullName', 'email', 'phone', 'mobile')) {
    return {
      en: 'Say which column holds the name, the mail address or the phone number.',
      ja: '氏名・メールアドレス・電話番号のいずれかの列を指定してください。',
    }
  }
  if (about === 'company' && !has('companyName')) {
    return { en: "Say which column holds the company's name.", ja: '企業名の列を指定してください。' }
  }
  if (about !== 'activity') return null
  if (!has('doneAt'))
    return { en: 'Say which column holds the date of the activity.', ja: '実施日の列を指定してください。' }
  if (!has('personEmail', 'fullName', 'companyName')) {
    return {
      en: 'Say which column holds with whom it was: the mail address, the name or the company.',
      ja: '相手（メールアドレス・氏名・会社名）の列を指定してください。',
    }
  }
  return has('kind') || options.kind
    ? null
    : {
        en: 'Say which column holds the kind of activity, or choose one for all rows.',
        ja: '活動の種別の列を指定するか、全行の種別を選択してください。',
      }
}

/** A row, asked by field. */
export type Cells = { text: (field: string) => string; heading: (field: string) => string }

const control = /(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu

/** How the rows of a file are asked: which cells make up which field. */
export function cellsBy(mapping: (string | null)[], headings: string[]): (cells: string[]) => Cells {
  const places = new Map<string, number[]>()
  for (const [at, field] of mapping.entries()) if (field) places.set(field, [...(places.get(field) ?? []), at])
  const heading = (field: string) => {
    const at = places.get(field)?.[0]
    return at === undefined ? field : headings[at] || `${at + 1}`
  }
  return cells => ({
    heading,
    text(field) {
      const found = (places.get(field) ?? [])
        .map(at => clean(cells[at] ?? '', joined.has(field) && field !== 'address'))
        .filter(text => text !== '')
      return found.join(field === 'address' ? ' ' : '\n')
    },
  })
}

function clean(text: string, lines: boolean): string {
  const plain = text.toWellFormed().replace(control, '').trim()
  return lines ? plain.replace(/\r\n?/g, '\n') : plain.replace(/\s*[\r\n\t]+\s*/g, ' ')
}

function noSuchField(field: string, known: string[]): Refusal {
  return new Refusal(
    'invalid',
    {
      en: `There is no field “${field}”. There are: ${known.join(', ')}.`,
      ja: `「${field}」という項目はありません。指定できる項目：${known.join('、')}`,
    },
    { field: 'mapping', known },
  )
}

function noSuchHeading(heading: string, headings: string[]): Refusal {
  return new Refusal(
    'invalid',
    {
      en: `The file has no column “${heading}”. It has: ${headings.join(', ')}.`,
      ja: `ファイルに「${heading}」という列はありません。列：${headings.join('、')}`,
    },
    { field: 'mapping', headings },
  )
}

function fieldTwice(field: string, headings: string[], [first, second]: [number, number]): Refusal {
  const [a, b] = [headings[first] || first + 1, headings[second] || second + 1]
  return new Refusal(
    'invalid',
    {
      en: `The columns “${a}” and “${b}” are both meant to be ${field}. Choose one of them.`,
      ja: `「${a}」と「${b}」の列が同じ項目（${field}）に割り当てられています。どちらか一方を選んでください。`,
    },
    { field: 'mapping', columns: [first, second] },
  )
}
