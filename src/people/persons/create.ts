import { type Act, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import { domainFrom, resolveEmployers, type Via } from '../companies/write.ts'
import { validateCustom } from '../fields/values.ts'
import { domainOf, emailKey, isFreeMail } from '../identity/email.ts'
import { called } from '../leads/called.ts'
import { areSuppressed, lockKeys, matchKeys, matchPersons, suppressionKeys } from './match.ts'
import { evidenceOfPerson, insertPersons, type NewPerson } from './write.ts'

/**
 * Makes a person, or answers the one who is here already: known by mail address, else by company and name together with
 * phone or address. Somebody outside the actor's sight is not shown, only who holds them.
 */
export async function createPerson(
  act: Act,
  input: NewPerson,
  via: Via = 'hand',
): Promise<{ id: number; created: boolean }> {
  const custom = await validateCustom(act.tx, 'person', input.custom ?? {})
  const { id, created } = await asOwner(act, async act => findOrMake(act, { ...input, custom }, via))
  if (!created) {
    const seen = await act.tx.selectFrom('person').select('id').where('id', '=', id).executeTakeFirst()
    if (!seen) throw await heldElsewhere(act, id)
  }
  return { id, created }
}

export async function findOrMake(
  act: OwnerAct,
  input: NewPerson,
  via: Via,
  more: { productLineId?: number } = {},
): Promise<{ id: number; created: boolean }> {
  if (input.email && !emailKey(input.email)) throw malformedAddress(input.email)
  const person = await withEmployer(act, input, via)
  const evidence = evidenceOfPerson(person)
  const keys = matchKeys(evidence)
  await lockKeys(act.tx, keys)
  const [forgotten] = await areSuppressed(act.tx, [person], ({ companyName }) =>
    suppressionKeys({ ...evidence, companyName: companyName ?? null }),
  )
  if (forgotten) throw askedToBeForgotten()
  const [known] = await matchPersons(act.tx, [evidence])
  if (known) return { id: known, created: false }
  const [id] = await insertPersons(act, [person], via, more)
  return { id: id!, created: true }
}

/** With the company's id and name, found or made by the name or given by its id. */
export async function withEmployer(act: OwnerAct, input: NewPerson, via: Via): Promise<NewPerson> {
  if (input.companyId) {
    const company = await act.tx
      .selectFrom('company')
      .select('name')
      .where('id', '=', input.companyId)
      .executeTakeFirst()
    if (!company)
      throw new Refusal(
        'invalid',
        { en: 'There is no such company.', ja: '指定された企業は存在しません。' },
        { field: 'companyId' },
      )
    return { ...input, companyName: company.name }
  }
  if (!input.companyName) return { ...input, companyId: null }
  const domain = input.email ? domainOf(input.email) : null
  const { ids } = await resolveEmployers(
    act,
    [{ name: input.companyName, domain: domain && !isFreeMail(domain) ? domainFrom(domain) : null }],
    via,
  )
  return { ...input, companyId: ids[0] ?? null }
}

/** Says who holds the person, and no more. */
async function heldElsewhere(act: Act, personId: number): Promise<Refusal> {
  const holder = await asOwner(act, async act =>
    act.tx
      .selectFrom('lead')
      .innerJoin('holder', 'holder.id', 'lead.holderId')
      .select(['holder.name', 'holder.kind'])
      .where('personId', '=', personId)
      .where('closedAt', 'is', null)
      .orderBy('lead.id')
      .executeTakeFirst(),
  )
  return holder
    ? new Refusal(
        'conflict',
        {
          en: `This person is known already and held by ${holder.name}.`,
          ja: `この方はすでに登録されており、${called(holder)}が保有しています。`,
        },
        { heldBy: holder.name },
      )
    : new Refusal(
        'conflict',
        {
          en: 'This person is known already, outside of what you may see.',
          ja: 'この方はすでに登録されていますが、閲覧権限の範囲外です。',
        },
        { heldBy: null },
      )
}

export const malformedAddress = (email: string) =>
  new Refusal(
    'invalid',
    {
      en: `"${email}" is not a mail address. Please check it.`,
      ja: `「${email}」はメールアドレスの形式ではありません。ご確認ください。`,
    },
    { field: 'email' },
  )

export const askedToBeForgotten = () =>
  new Refusal(
    'conflict',
    {
      en: 'This person has asked to be forgotten and cannot be registered.',
      ja: 'この方は個人情報の消去をご希望されたため、登録できません。',
    },
    { erased: true },
  )
