import { sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'
import type { Tx } from '../../platform/db.ts'
import { hashKeys, suppressionKeys } from './match.ts'
import { evidenceOfPerson, type NewPerson } from './write.ts'

export type Known = NewPerson & { id: number; createdAt: Date; nameKey: string }

/** The person with all who were ever merged into them. */
export async function wholePerson(tx: Tx, id: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    with recursive up as (
      select id, merged_into_id from person where id = ${id}
      union select p.id, p.merged_into_id from person p join up on p.id = up.merged_into_id
    ), down as (
      select id from up union select p.id from person p join down on p.merged_into_id = down.id
    )
    select id from down order by id`.execute(tx)
  return rows.map(r => r.id)
}

export async function knownOf(tx: Tx, ids: number[]): Promise<Known[]> {
  return (await tx
    .selectFrom('person')
    .leftJoin('company', 'company.id', 'person.companyId')
    .selectAll('person')
    .select('company.name as companyName')
    .where('person.id', 'in', ids)
    .orderBy('person.id')
    .execute()) as unknown as Known[]
}

/** By what a record is recognised in a restored backup, however little it says of the person: its own birth. */
const birthOf = ({ id, createdAt }: Known) => `record ${id} ${createdAt.toISOString()}`

export const keysOf = (person: Known): string[] => [
  birthOf(person),
  ...suppressionKeys({ ...evidenceOfPerson(person), companyName: person.companyName ?? null }),
]

/** Hashes of all that would bring these records back, former addresses included. */
export async function hashesOf(act: OwnerAct, people: Known[]): Promise<string[]> {
  const mails = await act.tx
    .selectFrom('identity')
    .select('value')
    .where('kind', '=', 'email')
    .where(
      'personId',
      'in',
      people.map(p => p.id),
    )
    .execute()
  const keys = new Set([...people.flatMap(keysOf), ...mails.map(m => `mail ${m.value}`)])
  return hashKeys(act.tx, [...keys])
}

/** How somebody may be mentioned elsewhere. `parts`: family and given name, which say something only side by side. */
export type Mentions = { texts: string[]; parts: [string, string][] }

/**
 * The texts by which these records may be mentioned in what stands about others: addresses, telephones and full names
 * that are nobody else's here. Call it after the records are gone.
 */
export async function mentionsOf(act: OwnerAct, people: Known[], mails: string[]): Promise<Mentions> {
  const addresses = people.flatMap(p => p.email ?? []).concat(mails)
  const { rows: shared } = await sql<{ value: string }>`
    select email as value from app_user where lower(email) = any(${addresses.map(a => a.toLowerCase())})
    union select p.email from person p where lower(p.email) = any(${addresses.map(a => a.toLowerCase())})`.execute(
    act.tx,
  )
  const ofOthers = new Set(shared.map(s => s.value.toLowerCase()))
  const texts = addresses.filter(a => !ofOthers.has(a.toLowerCase())).flatMap(a => [a, a.toLowerCase()])
  for (const person of people) texts.push(...(await phonesOf(act, person)))
  const named = []
  for (const person of people) if (await isOnlyBearer(act, person)) named.push(person)
  for (const p of named)
    texts.push(...fullNames(p.familyName, p.givenName), ...fullNames(p.familyNameKana, p.givenNameKana))
  const parts = people.flatMap((p): [string, string][] =>
    p.familyName && p.givenName ? [[p.familyName, p.givenName]] : [],
  )
  return { texts: [...new Set(texts.filter(t => [...t].length >= 3))], parts }
}

function fullNames(family: string | null | undefined, given: string | null | undefined): string[] {
  return family && given ? [`${family} ${given}`, `${family}　${given}`, `${family}${given}`, `${given} ${family}`] : []
}

/** A main line rings at the whole company: only a number that nobody else has is a mention of them. */
async function phonesOf(act: OwnerAct, person: Known): Promise<string[]> {
  const found: string[] = []
  for (const written of [person.phone, person.mobile]) {
    if (!written) continue
    const [key] = evidenceOfPerson({ phone: written }).phoneKeys
    const { rows } = await sql`
      select from person where ${key ?? ''} in (phone_key, mobile_key)
      union all select from company where phone_key = ${key ?? ''} limit 1`.execute(act.tx)
    const digits = written.normalize('NFKC').replace(/\D/g, '')
    if (rows.length === 0) found.push(written, ...(key ? [key] : []), ...(digits.length >= 9 ? [digits] : []))
  }
  return found
}

async function isOnlyBearer(act: OwnerAct, { nameKey, familyName, givenName }: Known): Promise<boolean> {
  if (!nameKey) return false
  const { rows } = await sql`
    select from person where name_key = ${nameKey}
    union all select from holder where kind = 'user' and translate(name, ' 　', '') = ${`${familyName}${givenName}`} limit 1`.execute(
    act.tx,
  )
  return rows.length === 0
}
