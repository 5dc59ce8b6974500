import { type RawBuilder, sql } from 'kysely'
import type { Act } from '../../office/roles/act.ts'
import { fromCursor, toCursor } from '../../platform/api.ts'
import type { Db } from '../../platform/db.ts'
import { Refusal } from '../../platform/refusal.ts'
import { embedCode } from './embed.ts'
import type { Form, FormListed, Submission, SubmissionQuery } from './forms.schema.ts'

/** A form as it stands in the table, with its wordings, the latest first. */
export type FormRow = Omit<Form, 'url' | 'embed' | 'accepted' | 'spam'>

export const urlOf = (baseUrl: string, slug: string) => `${baseUrl}/f/${slug}`

const counted = (verdict: string) =>
  sql<number>`(select count(*) from submission s where s.form_id = f.id and s.verdict = ${verdict})`

async function formsWhere(db: Db, where: RawBuilder<unknown>): Promise<FormRow[]> {
  const { rows } = await sql<FormRow>`
    select f.id, f.name, f.slug, f.kind, f.fields, f.source, f.product_line_id, f.thanks, f.redirect, f.mail_subject, f.mail_body, f.active,
      f.created_at, f.version,
      (select jsonb_agg(jsonb_build_object('id', w.id, 'number', w.number, 'purpose', w.purpose, 'consent', w.consent, 'createdAt', w.created_at,
        'by', (select h.name from holder h where h.id = w.created_by)) order by w.number desc) from form_wording w where w.form_id = f.id) as wordings
    from form f where ${where}`.execute(db)
  return rows.map(row => ({
    ...row,
    wordings: row.wordings.map(wording => ({ ...wording, createdAt: new Date(wording.createdAt) })),
  }))
}

export async function formBy(db: Db, which: { id: number } | { slug: string }): Promise<FormRow | undefined> {
  const [form] = await formsWhere(db, 'id' in which ? sql`f.id = ${which.id}` : sql`f.slug = ${which.slug}`)
  return form
}

export async function getForm(act: Act, id: number, baseUrl: string): Promise<Form> {
  const form = await formBy(act.tx, { id })
  if (!form) throw noSuchForm()
  const { rows } = await sql<Pick<Form, 'accepted' | 'spam'>>`
    select ${counted('accepted')} as accepted, ${counted('spam')} as spam from form f where f.id = ${id}`.execute(
    act.tx,
  )
  return { ...form, ...rows[0]!, url: urlOf(baseUrl, form.slug), embed: embedCode(form, baseUrl) }
}

/** All forms, those in use first, with what came in. */
export async function listForms({ tx }: Act, baseUrl: string): Promise<FormListed[]> {
  const { rows } = await sql<Omit<FormListed, 'url'>>`
    select f.id, f.name, f.slug, f.kind, f.active, ${counted('accepted')} as accepted, ${counted('spam')} as spam,
      (select max(s.submitted_at) from submission s where s.form_id = f.id and s.verdict = 'accepted') as last_at
    from form f order by f.active desc, f.id desc limit 500`.execute(tx)
  return rows.map(row => ({ ...row, url: urlOf(baseUrl, row.slug) }))
}

/** What was sent in, latest first. */
export async function listSubmissions(
  act: Act,
  { id, verdict, limit, cursor }: typeof SubmissionQuery._output,
): Promise<{ items: Submission[]; nextCursor: string | null }> {
  const after = fromCursor(cursor)
  const { rows } = await sql<Submission>`
    select s.id, s.answers, s.consented, w.number as wording, s.submitted_at, s.verdict, s.why,
      case when p.id is not null then jsonb_build_object('id', p.id, 'name', trim(concat(p.family_name, ' ', p.given_name))) end as person,
      (select h.name from holder h where h.id = s.judged_by) as judged_by
    from submission s join form_wording w on w.id = s.wording_id left join person p on p.id = s.person_id
    where s.form_id = ${id} and s.verdict = ${verdict} ${after ? sql`and s.id < ${after[0]}::bigint` : sql``}
    order by s.id desc limit ${limit + 1}`.execute(act.tx)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > limit && last ? toCursor([last.id]) : null }
}

export const noSuchForm = () =>
  new Refusal('missing', {
    en: 'There is no such form, or it takes no more answers.',
    ja: 'このフォームは存在しないか、受付を終了しています。',
  })
