import { sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'
import { applyCompanyChanges } from '../../people/companies/change.ts'
import { fieldsOf, readCustom } from '../../people/fields/values.ts'
import { emailKey } from '../../people/identity/email.ts'
import { splitName } from '../../people/identity/personName.ts'
import { applyPersonChanges, type PersonPatch } from '../../people/persons/change.ts'
import { findOrMake, withEmployer } from '../../people/persons/create.ts'
import { evidenceOfPerson, type NewPerson, ownAddress } from '../../people/persons/write.ts'
import type { Answer, FormField } from './forms.schema.ts'

type Said = Map<string, string>

/** The answers by where they go. */
export const byTarget = (fields: FormField[], answers: Answer[]): Said =>
  new Map(
    fields.flatMap(({ key, to }) => {
      const value = answers.find(a => a.key === key)?.value
      return to && value ? [[to, value] as const] : []
    }),
  )

/** The answers as a person: what they are called and where they work. */
export function personIn(said: Said, source: string): NewPerson {
  const whole = said.get('person.name')
  const kana = `${said.get('person.familyNameKana') ?? ''} ${said.get('person.givenNameKana') ?? ''}`.trim()
  const split = whole ? splitName(whole, kana) : undefined
  const plain = ['phone', 'mobile', 'department', 'title', 'postalCode', 'address', 'familyNameKana', 'givenNameKana']
  return {
    familyName: said.get('person.familyName') ?? split?.family ?? '',
    givenName: said.get('person.givenName') ?? split?.given ?? '',
    email: emailKey(said.get('person.email') ?? ''),
    ...Object.fromEntries(plain.map(field => [field, said.get(`person.${field}`) ?? null])),
    companyName: said.get('company.name') ?? null,
    source: source || null,
  }
}

const ownIn = (said: Said, about: 'person' | 'company') =>
  Object.fromEntries(
    [...said].flatMap(([to, value]) => (to.startsWith(`${about}.custom.`) ? [[to.split('.')[2]!, value]] : [])),
  )

/**
 * Who filled it in: somebody known, or somebody new. Of somebody known only what was empty is filled: a form is open to
 * everybody, so it writes over nothing.
 */
export async function whoFilledIn(
  act: OwnerAct,
  said: Said,
  { source, productLineId }: { source: string; productLineId: number | null },
): Promise<{ id: number; created: boolean }> {
  const person = await withEmployer(act, personIn(said, source), 'event')
  const custom = readCustom(await fieldsOf(act.tx, 'person'), ownIn(said, 'person'))
  const whole = { ...person, custom }
  const desk = await atSharedDesk(act, whole)
  const found = desk
    ? { id: desk, created: false }
    : await findOrMake(act, whole, 'event', productLineId === null ? {} : { productLineId })
  if (!found.created) await fillPerson(act, found.id, whole)
  await fillCompany(act, found.id, said)
  return found
}

/** Nobody is known by info@ alone; the same name at the same company with the same shared address is the same person. */
async function atSharedDesk(act: OwnerAct, person: NewPerson): Promise<number | undefined> {
  const { nameKey, companyId, emailKey: own } = evidenceOfPerson(person)
  if (own || !person.email || !companyId || !nameKey) return undefined
  const { rows } = await sql<{ id: number }>`
    select id from person where name_key = ${nameKey} and company_id = ${companyId} and lower(email) = ${person.email}
      and merged_into_id is null order by id limit 1`.execute(act.tx)
  return rows[0]?.id
}

async function fillPerson(act: OwnerAct, id: number, said: NewPerson): Promise<void> {
  const known = await act.tx.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const { companyName: _, source: __, custom = {}, ...facts } = said
  const now = known as unknown as Record<string, unknown>
  const named = Boolean(known.familyName || known.givenName)
  const patch: PersonPatch = Object.fromEntries(
    Object.entries(facts).filter(([field, value]) => {
      if (field === 'familyName' || field === 'givenName') return !named && value
      return value && !now[field]
    }),
  )
  const own = known.custom as Record<string, unknown>
  const fresh = Object.fromEntries(
    Object.entries(custom).filter(([key]) => own[key] === undefined || own[key] === null),
  )
  if (Object.keys(fresh).length > 0) patch.custom = fresh
  await applyPersonChanges(act, [{ id, patch }])
  // Recognised by telephone: from now on by this address too, unless it is somebody else's.
  const address = ownAddress(said.email)
  if (address)
    await sql`insert into identity (kind, value, person_id, strength, concluded_at) values ('email', ${address}, ${id}, 'strong', ${act.at})
      on conflict (kind, value) do nothing`.execute(act.tx)
}

async function fillCompany(act: OwnerAct, personId: number, said: Said): Promise<void> {
  const own = ownIn(said, 'company')
  const facts = { website: said.get('company.website'), industry: said.get('company.industry') }
  if (!facts.website && !facts.industry && Object.keys(own).length === 0) return
  const company = await act.tx
    .selectFrom('company')
    .innerJoin('person', 'person.companyId', 'company.id')
    .select(['company.id', 'company.website', 'company.industry', 'company.custom', 'company.name'])
    .where('person.id', '=', personId)
    .executeTakeFirst()
  if (!company || company.name !== (said.get('company.name') ?? company.name)) return
  const known = company.custom as Record<string, unknown>
  const custom = readCustom(await fieldsOf(act.tx, 'company'), own)
  const fresh = Object.fromEntries(Object.entries(custom).filter(([key]) => (known[key] ?? null) === null))
  const patch = {
    ...(facts.website && !company.website ? { website: facts.website } : {}),
    ...(facts.industry && !company.industry ? { industry: facts.industry } : {}),
    ...(Object.keys(fresh).length > 0 ? { custom: fresh } : {}),
  }
  await applyCompanyChanges(act, [{ id: company.id, patch }])
}
