import { sql } from 'kysely'
import { queueMail } from '../../office/mail/outbox.ts'
import type { OwnerAct } from '../../office/roles/act.ts'
import { grantConsent } from '../../people/consent/consent.ts'
import { identify } from '../../people/identity/identify.ts'
import { openLeads } from '../../people/leads/leads.ts'
import { Refusal } from '../../platform/refusal.ts'
import { type Happened, recordAll } from '../../timeline/timeline.ts'
import type { Answer, FormField, FormKind } from './forms.schema.ts'
import { writeLetter } from './letter.ts'
import { byTarget, whoFilledIn } from './people.ts'

export type Accepting = {
  submissionId: number
  submittedAt: Date
  consented: boolean
  answers: Answer[]
  visitor: string | null
  wording: number
  form: {
    id: number
    name: string
    kind: FormKind
    fields: FormField[]
    source: string
    productLineId: number | null
    mailSubject: string
    mailBody: string
  }
}

/**
 * What follows when somebody fills in a form, all in the transaction that keeps what they sent: they become a person
 * with a lead, what they looked at before is theirs, what they ticked is a consent, and the mail of thanks waits.
 */
export async function acceptSubmission(act: OwnerAct, sent: Accepting): Promise<number> {
  const { form, submissionId } = sent
  const said = byTarget(form.fields, sent.answers)
  const { id } = await whoFilledIn(act, said, form)
  await openLeadIfNone(act, id, form.productLineId)
  const person = await act.tx
    .selectFrom('person')
    .leftJoin('company', 'company.id', 'person.companyId')
    .select(['person.id', 'companyId', 'familyName', 'givenName', 'email', 'company.name as companyName'])
    .where('person.id', '=', id)
    .executeTakeFirstOrThrow()
  if (sent.consented) await agree(act, id, sent)
  await tell(act, person, said, sent)
  await act.tx.updateTable('submission').set({ personId: id }).where('id', '=', submissionId).execute()
  await thank(act, person, sent)
  // Last, because it holds the visitor: whoever merges these people holds them first.
  if (sent.visitor) await identify(act, { visitor: sent.visitor, personId: id, strength: 'strong' })
  await sql`
    update submission set identity_id = (select i.id from identity i where i.kind = 'cookie' and i.value = ${sent.visitor})
    where id = ${submissionId} and ${sent.visitor}::text is not null`.execute(act.tx)
  return id
}

async function openLeadIfNone(act: OwnerAct, personId: number, productLineId: number | null): Promise<void> {
  const open = await act.tx
    .selectFrom('lead')
    .select('id')
    .where('personId', '=', personId)
    .where('closedAt', 'is', null)
    .$if(productLineId !== null, q => q.where('productLineId', '=', productLineId!))
    .executeTakeFirst()
  if (!open)
    await openLeads(act, [{ personId, trigger: 'event', ...(productLineId === null ? {} : { productLineId }) }])
}

/** The box was ticked: their own deliberate act, with the wording they read as its proof. */
async function agree(act: OwnerAct, personId: number, { form, wording, submissionId, submittedAt }: Accepting) {
  const standing = await act.tx
    .selectFrom('consent')
    .select('id')
    .where('personId', '=', personId)
    .where('channel', '=', 'mail')
    .where('basis', '=', 'opt_in')
    .where('withdrawnAt', 'is', null)
    .executeTakeFirst()
  if (standing) return
  const via = `フォーム「${form.name}」で同意（文言 第${wording}版、受付番号 ${submissionId}）`
  try {
    await grantConsent(act, { id: personId, channel: 'mail', basis: 'opt_in', via, grantedAt: submittedAt })
  } catch (error) {
    // They have said no since: a submission that is judged late does not bring back what they agreed to before.
    if (!(error instanceof Refusal && error.code === 'conflict')) throw error
  }
}

type Filled = {
  id: number
  companyId: number | null
  familyName: string
  givenName: string
  email: string | null
  companyName: string | null
}

async function tell(act: OwnerAct, person: Filled, said: Map<string, string>, sent: Accepting): Promise<void> {
  const { form, submissionId, submittedAt: occurredAt } = sent
  const email = said.get('person.email')?.toLowerCase()
  const identity = await act.tx
    .selectFrom('identity')
    .select('id')
    .where('kind', '=', 'email')
    .where('value', '=', email ?? '')
    .where('personId', '=', person.id)
    .executeTakeFirst()
  const about = { personId: person.id, companyId: person.companyId, identityId: identity?.id ?? null, occurredAt }
  const subject = said.get('inquiry.subject') ?? form.name
  const asked: Happened[] =
    form.kind === 'document'
      ? [{ ...about, kind: 'document.requested', facts: { document: said.get('document') ?? form.name } }]
      : form.kind === 'inquiry'
        ? [{ ...about, kind: 'inquiry.received', facts: { subject, toBuy: said.has('inquiry.toBuy') } }]
        : []
  await recordAll(act, [
    { ...about, kind: 'form.submitted', key: `submission ${submissionId}`, facts: { formId: form.id, submissionId } },
    ...asked,
  ])
}

/** The mail of thanks goes to the address that was entered. One submission, one mail. */
async function thank(act: OwnerAct, person: Filled, { form, answers, submissionId }: Accepting): Promise<void> {
  const to = answers.find(a => a.key === form.fields.find(f => f.to === 'person.email')?.key)?.value
  if (!to || !form.mailSubject || !form.mailBody) return
  const { rows } = await sql<{ name: string }>`
    select coalesce(nullif(sender_name, ''), name) as name from workspace`.execute(act.tx)
  try {
    const { familyName, givenName } = person
    const { subject, body } = await writeLetter(
      { subject: form.mailSubject, body: form.mailBody },
      {
        person: { name: `${familyName} ${givenName}`.trim(), familyName, givenName },
        company: { name: person.companyName ?? '' },
        form: { name: form.name },
        answers: Object.fromEntries(answers.map(a => [a.key, a.value])),
        sender: { name: rows[0]?.name ?? '' },
      },
    )
    await queueMail(act, { key: `form:${submissionId}`, to, subject, body, personId: person.id })
  } catch (error) {
    if (!(error instanceof Error && 'token' in error)) throw error
    // What they sent is kept all the same, and the list shows that nobody was thanked.
    await act.tx
      .updateTable('submission')
      .set({ why: ['mail'] })
      .where('id', '=', submissionId)
      .execute()
  }
}
