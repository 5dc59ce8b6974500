import { fieldsOf, readValue } from '../../people/fields/values.ts'
import { emailKey } from '../../people/identity/email.ts'
import type { Tx } from '../../platform/db.ts'
import { Refusal, type Sentence } from '../../platform/refusal.ts'
import type { Answer, FormField } from './forms.schema.ts'

export type Problems = Record<string, Sentence>
export type Raw = (key: string) => string[]

const longest: Record<FormField['kind'], number> = {
  text: 200,
  email: 254,
  tel: 60,
  textarea: 5000,
  select: 100,
  radio: 100,
  checkbox: 100,
  date: 10,
  hidden: 200,
}

/** What was filled in, field by field, and what is wrong with it. What a database cannot hold is left out. */
export async function readAnswers(
  tx: Tx,
  fields: FormField[],
  raw: Raw,
): Promise<{ answers: Answer[]; problems: Problems }> {
  const own = { person: await fieldsOf(tx, 'person'), company: await fieldsOf(tx, 'company') }
  const problems: Problems = {}
  const answers = fields.map(field => {
    const values = (field.kind === 'hidden' ? [field.value] : raw(field.key)).map(plain).filter(Boolean)
    const value = values.join('、')
    const wrong = problemOf(field, values) ?? (value ? ownProblem(field, value, own) : undefined)
    if (wrong) problems[field.key] = wrong
    return { key: field.key, label: field.label, value }
  })
  return { answers, problems }
}

const plain = (text: string) =>
  text
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    // A new line stays one.
    .replace(/(?!\n)\p{Cc}/gu, ' ')
    .trim()

function problemOf(field: FormField, values: string[]): Sentence | undefined {
  const { kind, required, choices, label } = field
  const chosen = kind === 'select' || kind === 'radio' || kind === 'checkbox'
  if (values.length === 0) {
    if (!required || kind === 'hidden') return undefined
    return chosen
      ? { en: `Please choose "${label}".`, ja: `「${label}」を選択してください。` }
      : { en: `Please fill in "${label}".`, ja: `「${label}」を入力してください。` }
  }
  const most = longest[kind]
  if (values.some(v => v.length > most))
    return {
      en: `Please keep "${label}" within ${most} characters.`,
      ja: `「${label}」は${most}文字以内で入力してください。`,
    }
  if (chosen && choices.length > 0 && values.some(v => !choices.includes(v)))
    return { en: `Please choose "${label}" from the list.`, ja: `「${label}」は選択肢から選んでください。` }
  const [value = ''] = values
  if (kind === 'email' && !emailKey(value))
    return {
      en: 'This does not look like a mail address. Please check it.',
      ja: 'メールアドレスの形式をご確認ください。',
    }
  if (kind === 'tel' && !/^\d{6,20}$/.test(value.normalize('NFKC').replace(/[^\d]/g, '')))
    return { en: 'Please enter a phone number in digits.', ja: '電話番号は数字で入力してください。' }
  if (kind === 'date' && !isDay(value))
    return { en: 'Please enter a date such as 2026-11-22.', ja: '日付は 2026-11-22 のように入力してください。' }
  return undefined
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`)
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

type Own = Record<'person' | 'company', Awaited<ReturnType<typeof fieldsOf>>>

/** What a field of one's own would not take. */
function ownProblem({ to }: FormField, value: string, own: Own): Sentence | undefined {
  const [about, custom, key] = (to ?? '').split('.')
  const field = custom === 'custom' ? own[about as keyof Own].find(f => f.key === key) : undefined
  if (!field) return undefined
  try {
    readValue(field, value)
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return error.sentence
    throw error
  }
}
