import type { Tx } from '../../platform/db.ts'
import { Refusal, type Sentence } from '../../platform/refusal.ts'
import type { Field, FieldAbout } from './fields.schema.ts'

export type CustomValue = string | number | boolean | null

export async function fieldsOf(tx: Tx, about: FieldAbout): Promise<Field[]> {
  const rows = await tx
    .selectFrom('customField')
    .select(['id', 'about', 'key', 'label', 'kind', 'choices', 'filterable', 'position', 'version'])
    .where('about', '=', about)
    .orderBy('position')
    .orderBy('id')
    .execute()
  return rows as Field[]
}

/** The values of fields of one's own as they are stored. Refused, by the field's label, where one cannot be meant. */
export async function validateCustom(
  tx: Tx,
  about: FieldAbout,
  custom: Record<string, unknown>,
): Promise<Record<string, CustomValue>> {
  if (Object.keys(custom).length === 0) return {}
  return readCustom(await fieldsOf(tx, about), custom)
}

/** The same with the fields read once, for many rows. */
export function readCustom(fields: Field[], custom: Record<string, unknown>): Record<string, CustomValue> {
  return Object.fromEntries(
    Object.entries(custom).map(([key, value]) => {
      const field = fields.find(f => f.key === key)
      if (!field) throw unknownKey(key)
      return [key, readValue(field, value)]
    }),
  )
}

/** Null where there is nothing: an empty cell, or a value taken away. */
export function readValue(field: Field, value: unknown): CustomValue {
  if (value === null || value === undefined || (typeof value === 'string' && value.trim() === '')) return null
  const text = String(value).trim()
  switch (field.kind) {
    case 'text':
      if (typeof value === 'object') throw refuse(field, { en: 'is to be text', ja: 'は文字で入力してください' })
      if (text.length > 2000)
        throw refuse(field, { en: 'is longer than 2,000 characters', ja: 'は2,000文字以内で入力してください' })
      return text
    case 'number': {
      const plain = text.normalize('NFKC').replace(/,/g, '')
      const number = Number(plain)
      if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) || Math.abs(number) > 1e15)
        throw refuse(field, {
          en: `is to be a number; "${text}" is not`,
          ja: `は数値で入力してください（「${text}」は数値ではありません）`,
        })
      return number
    }
    case 'date': {
      const day = dayIn(text)
      if (!day)
        throw refuse(field, {
          en: `is to be a date such as 2026-11-22; "${text}" is not`,
          ja: `は 2026/11/22 のような日付で入力してください（「${text}」は日付ではありません）`,
        })
      return day
    }
    case 'choice': {
      const choice =
        field.choices.find(c => c === text) ?? field.choices.find(c => c.normalize('NFKC') === text.normalize('NFKC'))
      if (choice === undefined)
        throw refuse(field, {
          en: `has no choice "${text}". Choose one of: ${field.choices.join(', ')}`,
          ja: `に「${text}」という選択肢はありません。選択肢：${field.choices.join('、')}`,
        })
      return choice
    }
    case 'boolean': {
      const plain = text.normalize('NFKC').toLowerCase()
      if (yes.has(plain)) return true
      if (no.has(plain)) return false
      throw refuse(field, {
        en: `is to be yes or no; "${text}" is neither`,
        ja: `は「はい」か「いいえ」で入力してください（「${text}」は判別できません）`,
      })
    }
  }
}

const yes = new Set(['true', 'yes', 'y', '1', 'はい', '有', 'あり', '○', '〇', '済'])
const no = new Set(['false', 'no', 'n', '0', 'いいえ', '無', 'なし', '×', '✕', '未'])

function dayIn(text: string): string | null {
  const [, y, m, d] = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(text.normalize('NFKC')) ?? []
  if (!y || !m || !d) return null
  const day = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`
  const time = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day) ? day : null
}

const refuse = (field: Field, { en, ja }: Sentence) =>
  new Refusal(
    'invalid',
    { en: `"${field.label}" ${en}.`, ja: `「${field.label}」${ja}。`.replace('。。', '。') },
    { field: `custom.${field.key}` },
  )

const unknownKey = (key: string) =>
  new Refusal(
    'invalid',
    { en: `There is no field with the key "${key}".`, ja: `キー「${key}」の項目は登録されていません。` },
    { field: `custom.${key}` },
  )
