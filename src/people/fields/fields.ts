import { type Act, asOwner } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { ChangeField, CreateField, Field } from './fields.schema.ts'
import { fieldsOf } from './values.ts'

const most = 100

/** The fields of one's own, in the order in which they are shown. */
export async function listFields(act: Act): Promise<Field[]> {
  return [...(await fieldsOf(act.tx, 'person')), ...(await fieldsOf(act.tx, 'company'))]
}

export async function getField(act: Act, id: number): Promise<Field> {
  const field = (await listFields(act)).find(f => f.id === id)
  if (!field) throw new Refusal('missing', { en: 'There is no such field.', ja: 'この項目は存在しません。' })
  return field
}

export async function createField(act: Act, input: CreateField): Promise<Field> {
  const known = await fieldsOf(act.tx, input.about)
  if (known.length >= most) {
    throw new Refusal('conflict', {
      en: `There are ${most} fields already, which is the most.`,
      ja: `独自項目は${most}個まで登録できます。`,
    })
  }
  refuseSameLabel(known, input.label)
  const choices = input.kind === 'choice' ? needChoices(input.choices) : []
  const key = input.key ?? freeKey(known)
  if (known.some(f => f.key === key)) {
    throw new Refusal(
      'conflict',
      {
        en: `There is a field with the key "${key}" already. Choose another key.`,
        ja: `キー「${key}」はすでに使用されています。別のキーを指定してください。`,
      },
      { field: 'key' },
    )
  }
  const { id } = await asOwner(act, ({ tx }) =>
    tx
      .insertInto('customField')
      .values({ ...input, key, choices, position: Math.max(0, ...known.map(f => f.position)) + 1 })
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  return getField(act, id)
}

/** Changes a field. A choice that is taken away stays where somebody has it already. */
export async function changeField(act: Act, { id, version, ...patch }: ChangeField): Promise<Field> {
  const field = await getField(act, id)
  if (field.version !== version) throw stale(field, patch)
  if (patch.label) {
    const others = (await fieldsOf(act.tx, field.about)).filter(f => f.id !== id)
    refuseSameLabel(others, patch.label)
  }
  const { choices, ...plain } = patch
  const change = { ...plain, ...(choices && field.kind === 'choice' ? { choices: needChoices(choices) } : {}) }
  if (Object.keys(change).length === 0) return field
  const changed = await asOwner(act, ({ tx }) =>
    tx
      .updateTable('customField')
      .set(change)
      .where('id', '=', id)
      .where('version', '=', version)
      .returning('id')
      .executeTakeFirst(),
  )
  if (!changed) throw stale(await getField(act, id), patch)
  return getField(act, id)
}

function freeKey(known: Field[]): string {
  for (let n = known.length + 1; ; n++) if (!known.some(f => f.key === `field_${n}`)) return `field_${n}`
}

function needChoices(choices: string[]): string[] {
  const distinct = [...new Set(choices)]
  if (distinct.length > 0) return distinct
  throw new Refusal(
    'invalid',
    { en: 'A field to choose from needs at least one choice.', ja: '選択肢を1つ以上入力してください。' },
    { field: 'choices' },
  )
}

function refuseSameLabel(known: Field[], label: string): void {
  if (!known.some(f => f.label.normalize('NFKC') === label.normalize('NFKC'))) return
  throw new Refusal(
    'conflict',
    { en: `There is a field called "${label}" already.`, ja: `「${label}」という項目はすでにあります。` },
    { field: 'label' },
  )
}

const stale = (field: Field, yours: object) =>
  new Refusal(
    'stale',
    {
      en: 'Somebody else has changed this in the meantime. Please look at both values and choose.',
      ja: 'ほかのユーザーが先に変更しました。両方の値を確認して、どちらを残すか選んでください。',
    },
    { theirs: { ...field }, yours },
  )
