import { sql } from 'kysely'
import { type Act, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import { listFields } from '../../people/fields/fields.ts'
import type { Language } from '../../platform/api.ts'
import { Refusal } from '../../platform/refusal.ts'
import { stale } from '../../platform/stale.ts'
import { acceptSubmission } from './accept.ts'
import type { AddWording, Answer, ChangeForm, CreateForm, FormField } from './forms.schema.ts'
import { checkLetter } from './letter.ts'
import { presetOf } from './presets.ts'
import { formBy, noSuchForm } from './read.ts'

/** Makes a form as it usually is for its kind: it can be used at once. */
export async function createForm(
  act: Act,
  { name, kind, slug }: typeof CreateForm._output,
  language: Language,
): Promise<number> {
  const { purpose, consent, fields, ...rest } = presetOf(kind, language)
  return asOwner(act, async act => {
    const values = {
      ...rest,
      name,
      kind,
      source: name,
      fields: JSON.stringify(fields),
      createdAt: act.at,
      createdBy: act.byId,
    }
    const { id } = await act.tx
      .insertInto('form')
      .values({ ...values, slug: slug ?? (await freeSlug(act, kind)) })
      .returning('id')
      .executeTakeFirstOrThrow()
      .catch(refuseTakenSlug)
    await insertWording(act, id, { purpose, consent })
    return id
  })
}

async function freeSlug(act: OwnerAct, kind: string): Promise<string> {
  const { rows } = await sql<{ slug: string }>`
    select case n when 1 then ${kind}::text else ${kind}::text || '-' || n end as slug from generate_series(1, 10000) n
    where not exists (select from form f where f.slug = case n when 1 then ${kind}::text else ${kind}::text || '-' || n end)
    order by n limit 1`.execute(act.tx)
  return rows[0]!.slug
}

export async function changeForm(act: Act, { id, version, ...patch }: ChangeForm): Promise<void> {
  const current = await formBy(act.tx, { id })
  if (!current) throw noSuchForm()
  const next = { ...current, ...patch }
  if (patch.fields)
    checkFields(
      patch.fields,
      (await listFields(act)).map(f => `${f.about}.custom.${f.key}`),
    )
  await checkLetter(
    { subject: next.mailSubject, body: next.mailBody },
    next.fields.map(f => f.key),
  )
  const fields = patch.fields ? { fields: JSON.stringify(patch.fields) } : {}
  const changed = await asOwner(act, ({ tx }) =>
    tx
      .updateTable('form')
      .set(eb => ({ ...patch, ...fields, name: patch.name ?? eb.ref('name') }))
      .where('id', '=', id)
      .where('version', '=', version)
      .returning('id')
      .executeTakeFirst()
      .catch(refuseTakenSlug),
  )
  if (!changed) throw stale({ ...current }, patch)
}

/** Another wording is another version: what people agreed to before stays word for word. */
export async function addWording(act: Act, { id, ...wording }: typeof AddWording._output): Promise<void> {
  await asOwner(act, async act => {
    const form = await act.tx.selectFrom('form').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
    if (!form) throw noSuchForm()
    await insertWording(act, id, wording)
  })
}

async function insertWording(
  act: OwnerAct,
  formId: number,
  { purpose, consent }: { purpose: string; consent: string },
) {
  await sql`
    insert into form_wording (form_id, number, purpose, consent, created_at, created_by)
    select ${formId}, coalesce(max(number), 0) + 1, ${purpose}, ${consent}, ${act.at}, ${act.byId}::bigint from form_wording where form_id = ${formId}`.execute(
    act.tx,
  )
}

/** Somebody here says that it was no spam: what would have followed follows now, as of when it was sent. */
export async function judgeNoSpam(act: Act, id: number): Promise<void> {
  await asOwner(act, async act => {
    const row = await act.tx
      .updateTable('submission')
      .set({ verdict: 'accepted', judgedAt: act.at, judgedBy: act.byId })
      .where('id', '=', id)
      .where('verdict', '=', 'spam')
      .returningAll()
      .executeTakeFirst()
    if (!row) throw notSpam()
    const form = (await formBy(act.tx, { id: row.formId }))!
    const cookie = row.identityId
      ? await act.tx.selectFrom('identity').select('value').where('id', '=', row.identityId).executeTakeFirst()
      : undefined
    await acceptSubmission(act, {
      submissionId: id,
      submittedAt: row.submittedAt,
      consented: row.consented,
      answers: row.answers as unknown as Answer[],
      visitor: cookie?.value ?? null,
      wording: form.wordings.find(w => w.id === row.wordingId)!.number,
      form,
    })
  })
}

function checkFields(fields: FormField[], own: string[]): void {
  const twice = (values: (string | null)[]) => values.find((v, i) => v !== null && values.indexOf(v) !== i)
  const email = fields.find(f => f.to === 'person.email')
  const key = twice(fields.map(f => f.key))
  if (key) throw wrong(`Two fields have the key "${key}".`, `キー「${key}」の項目が複数あります。`)
  const to = twice(fields.map(f => f.to))
  if (to) throw wrong('Two fields go to the same place.', '同じ保存先の項目が複数あります。')
  if (!email?.required || email.kind !== 'email')
    throw wrong(
      'A form needs a mail address that must be filled in.',
      '必須のメールアドレスの項目を1つ入れてください（保存先：担当者のメールアドレス）。',
    )
  const bare = fields.find(f => (f.kind === 'select' || f.kind === 'radio') && f.choices.length === 0)
  if (bare) throw wrong(`"${bare.label}" needs choices.`, `「${bare.label}」の選択肢を入力してください。`)
  const lost = fields.find(f => f.to?.includes('.custom.') && !own.includes(f.to))
  if (lost)
    throw wrong(
      `"${lost.label}" goes to a field that does not exist.`,
      `「${lost.label}」の保存先の項目が存在しません。`,
    )
}

const wrong = (en: string, ja: string) => new Refusal('invalid', { en, ja }, { field: 'fields' })

function refuseTakenSlug(error: unknown): never {
  if ((error as { code?: string }).code !== '23505') throw error
  throw new Refusal(
    'conflict',
    { en: 'Another form has this address already.', ja: 'このアドレスは別のフォームで使用されています。' },
    { field: 'slug' },
  )
}

const notSpam = () =>
  new Refusal('conflict', {
    en: 'This is not among what was taken for spam.',
    ja: 'この送信は迷惑送信として扱われていません。',
  })
