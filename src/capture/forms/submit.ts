import { createHash, randomUUID } from 'node:crypto'
import { actAsOwner, type OwnerAct } from '../../office/roles/act.ts'
import { knowVisitors } from '../../people/identity/visitors.ts'
import { lockKeys } from '../../people/persons/match.ts'
import { isRace } from '../../platform/db.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { World } from '../../platform/world.ts'
import { acceptSubmission } from './accept.ts'
import { type Problems, type Raw, readAnswers } from './answers.ts'
import type { Answer } from './forms.schema.ts'
import { type FormRow, formBy, noSuchForm } from './read.ts'
import { signsOfSpam } from './spam.ts'
import { readToken } from './token.ts'

export type Sent = {
  raw: Raw
  consented: boolean
  /** Which wording stood on the page. */
  wordingId?: number | undefined
  token?: string | undefined
  trap: string
  visitor?: string | undefined
  address: string
}

export type Outcome = { form: FormRow; problems: Problems } | { form: FormRow; thanked: true; submissionId: number }

/** The same from the same form within this time is the same: a button pressed twice, a page without a token. */
const twiceWithin = 10 * 60_000

/** Somebody fills in a form. One transaction: what was sent, and all that follows from it. */
export async function submitForm(
  world: Pick<World, 'db' | 'clock' | 'secret'>,
  which: { id: number } | { slug: string },
  sent: Sent,
): Promise<Outcome> {
  const once = () =>
    actAsOwner(world.db, world.clock, null, 'forms.submit', act => submit(act, world.secret, which, sent))
  try {
    return await once()
  } catch (error) {
    if (isRace(error)) return once()
    if (error instanceof Refusal && error.facts.erased) throw cannotBeTaken()
    throw error
  }
}

async function submit(
  act: OwnerAct,
  secret: string,
  which: { id: number } | { slug: string },
  sent: Sent,
): Promise<Outcome> {
  const form = await formBy(act.tx, which)
  if (!form?.active) throw noSuchForm()
  const { answers, problems } = await readAnswers(act.tx, form.fields, sent.raw)
  if (Object.keys(problems).length > 0) {
    await leaveNoTrace(act)
    return { form, problems }
  }

  const hash = hashOf(form.id, answers, sent.consented)
  await lockKeys(act.tx, [`submission ${hash}`])
  const token = readToken(secret, form.id, sent.token)
  const known = await sentBefore(act, form.id, hash, token?.key)
  if (known) {
    await leaveNoTrace(act)
    return { form, thanked: true, submissionId: known }
  }

  const why = await signsOfSpam(act.tx, form.fields, answers, { ...sent, at: act.at, givenAt: token?.givenAt })
  const wording = form.wordings.find(w => w.id === sent.wordingId) ?? form.wordings[0]!
  const consented = sent.consented && wording.consent !== ''
  const identity = sent.visitor ? (await knowVisitors(act.tx, [sent.visitor], act.at)).get(sent.visitor) : undefined
  const row = await act.tx
    .insertInto('submission')
    .values({
      formId: form.id,
      key: token?.key ?? `once:${randomUUID()}`,
      hash,
      answers: JSON.stringify(answers),
      wordingId: wording.id,
      consented,
      address: sent.address,
      identityId: identity?.identityId ?? null,
      submittedAt: act.at,
      verdict: why.length > 0 ? 'spam' : 'accepted',
      why,
    })
    .onConflict(oc => oc.column('key').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!row) {
    const first = await sentBefore(act, form.id, hash, token?.key)
    return { form, thanked: true, submissionId: first ?? 0 }
  }
  if (why.length === 0) {
    const visitor = sent.visitor ?? null
    await acceptSubmission(act, {
      submissionId: row.id,
      submittedAt: act.at,
      consented,
      answers,
      visitor,
      wording: wording.number,
      form,
    })
  }
  return { form, thanked: true, submissionId: row.id }
}

/** Nothing was done, so the history of changes holds nothing of it. */
const leaveNoTrace = (act: OwnerAct) => act.tx.deleteFrom('operation').where('id', '=', act.operationId).execute()

const hashOf = (formId: number, answers: Answer[], consented: boolean) =>
  createHash('sha256')
    .update(JSON.stringify([formId, answers.map(a => [a.key, a.value]), consented]))
    .digest('hex')

async function sentBefore(act: OwnerAct, formId: number, hash: string, key = ''): Promise<number | undefined> {
  const row = await act.tx
    .selectFrom('submission')
    .select('id')
    .where(eb =>
      eb.or([
        eb('key', '=', key),
        eb.and([
          eb('formId', '=', formId),
          eb('hash', '=', hash),
          eb('submittedAt', '>', new Date(act.at.getTime() - twiceWithin)),
        ]),
      ]),
    )
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return row?.id
}

/** Says nothing about why: whoever types in the address of another learns nothing of them. */
const cannotBeTaken = () =>
  new Refusal('conflict', {
    en: 'This could not be taken by the form. Please contact us by phone or mail.',
    ja: 'この内容はフォームでは受け付けできませんでした。お手数ですが、お電話またはメールでお問い合わせください。',
  })
