import { sql } from 'kysely'
import type { z } from 'zod'
import { type Act, asOwner } from '../../office/roles/act.ts'
import { ownDomains } from '../../people/consent/noMail.ts'
import { domainOf, emailKey } from '../../people/identity/email.ts'
import { Refusal, type Sentence } from '../../platform/refusal.ts'
import type { AddExclusion, Exclusion } from './mailings.schema.ts'

/** Whom no mailing goes to: first the domain that we write from, which nobody has to enter. */
export async function listExclusions(act: Act): Promise<Exclusion[]> {
  const { rows } = await sql<Exclusion>`
    select e.id, e.kind, coalesce(e.value, c.name) as value, e.company_id, e.why, e.note, e.created_at
    from mail_exclusion e left join company c on c.id = e.company_id
    order by array_position(array['own', 'competitor', 'other'], e.why), coalesce(e.value, c.name)`.execute(act.tx)
  const own = await ownDomains(act)
  const ofItself = own
    .filter(domain => !rows.some(row => row.kind === 'domain' && row.value === domain))
    .map(value => ({
      id: null,
      kind: 'domain' as const,
      value,
      companyId: null,
      why: 'own' as const,
      note: '',
      createdAt: null,
    }))
  return [...ofItself, ...rows]
}

export async function addExclusion(act: Act, input: z.infer<typeof AddExclusion>): Promise<{ id: number }> {
  const { kind, why, note } = input
  const value = await valueOf(act, input)
  return asOwner(act, async ({ tx, at, byId }) => {
    const made = await tx
      .insertInto('mailExclusion')
      .values({ kind, why, note, ...value, createdAt: at, createdBy: byId })
      .onConflict(oc => oc.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!made)
      throw new Refusal('conflict', { en: 'This is on the list already.', ja: 'すでに配信除外に登録されています。' })
    return made
  })
}

async function valueOf(act: Act, { kind, value = '', companyId }: z.infer<typeof AddExclusion>) {
  if (kind === 'company') {
    const company = companyId
      ? await act.tx.selectFrom('company').select('id').where('id', '=', companyId).executeTakeFirst()
      : undefined
    if (!company) throw refuse('companyId', { en: 'Choose a company.', ja: '企業を選択してください。' })
    return { companyId: company.id }
  }
  const read = kind === 'address' ? emailKey(value) : domainOf(value.replace(/^@/, ''))
  if (!read)
    throw refuse('value', {
      en: kind === 'address' ? 'This is not a mail address.' : 'This is not a domain. Write it like example.co.jp.',
      ja:
        kind === 'address'
          ? 'メールアドレスの形式で入力してください。'
          : 'ドメインは example.co.jp のように入力してください。',
    })
  return { value: read }
}

export async function removeExclusion(act: Act, id: number): Promise<void> {
  await asOwner(act, async ({ tx }) => {
    const gone = await tx.deleteFrom('mailExclusion').where('id', '=', id).returning('id').executeTakeFirst()
    if (!gone) throw new Refusal('missing', { en: 'This is not on the list.', ja: 'この配信除外は存在しません。' })
  })
}

const refuse = (field: string, sentence: Sentence) => new Refusal('invalid', sentence, { field })
