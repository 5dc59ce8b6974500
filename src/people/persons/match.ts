import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { ahead, planned } from '../../platform/lines.ts'
import { companyKey } from '../identity/companyKey.ts'

/** What of a person decides whether two are one. Keys are folded; a role address (info@) is nobody's and is not among them. */
export type PersonEvidence = {
  nameKey: string
  companyId: number | null
  emailKey: string | null
  phoneKeys: string[]
  addressKey: string | null
}

/**
 * Two descriptions are of one person when they share one of these: the mail address; else company and name together
 * with a phone number or the address. Company and name alone never.
 */
export function matchKeys(e: PersonEvidence): string[] {
  const keys = e.emailKey ? [`mail ${e.emailKey}`] : []
  if (e.companyId !== null && e.nameKey) {
    for (const phone of e.phoneKeys) keys.push(`phone ${e.companyId} ${e.nameKey} ${phone}`)
    if (e.addressKey) keys.push(`address ${e.companyId} ${e.nameKey} ${e.addressKey}`)
  }
  return keys
}

/** Whoever is being matched by one of these keys elsewhere at this moment, waits: so twins become one person. */
export async function lockKeys(tx: Tx, keys: string[]): Promise<void> {
  const sorted = [...new Set(keys)].toSorted()
  if (sorted.length === 0) return
  await sql`${ahead} ${planned('lock-keys')} select pg_advisory_xact_lock(hashtextextended(key, 7)) from (select key from unnest(${sorted}::text[]) with ordinality as k(key, n) order by n) sorted`.execute(
    tx,
  )
}

/** The people here who share a key with these, in order; null where nobody does. A mail address decides before the rest. */
export async function matchPersons(tx: Tx, wanted: PersonEvidence[]): Promise<(number | null)[]> {
  const mails = [...new Set(wanted.flatMap(w => w.emailKey ?? []))]
  // Company and name are looked up together: of a common name there are thousands.
  const named = new Map(
    wanted.flatMap(w =>
      w.companyId !== null && w.nameKey && (w.phoneKeys.length > 0 || w.addressKey)
        ? [[`${w.companyId} ${w.nameKey}`, { companyId: w.companyId, nameKey: w.nameKey }] as const]
        : [],
    ),
  )
  const byMail = new Map<string, number>()
  const byKey = new Map<string, number>()
  if (mails.length > 0 || named.size > 0) {
    const { rows } = await sql<{
      id: number
      mail: string | null
      nameKey: string
      companyId: number
      phoneKey: string | null
      mobileKey: string | null
      addressKey: string | null
    }>`
      ${planned('match-persons')}
      select i.person_id as id, i.value as mail, null as name_key, null as company_id, null as phone_key, null as mobile_key, null as address_key
      from identity i where i.kind = 'email' and i.value = any(${mails}) and i.strength = 'strong' and i.person_id is not null
      union all
      select p.id, null, p.name_key, p.company_id, p.phone_key, p.mobile_key, p.address_key
      from jsonb_to_recordset(${JSON.stringify([...named.values()])}::jsonb) as w("companyId" bigint, "nameKey" text)
      cross join lateral (select * from person p where p.name_key = w."nameKey" and p.company_id = w."companyId" and p.merged_into_id is null offset 0) p
      order by id desc`.execute(tx)
    for (const r of rows) {
      if (r.mail !== null) {
        byMail.set(r.mail, r.id)
        continue
      }
      const evidence = {
        nameKey: r.nameKey,
        companyId: r.companyId,
        emailKey: null,
        phoneKeys: [r.phoneKey, r.mobileKey].filter(k => k !== null),
        addressKey: r.addressKey,
      }
      for (const key of matchKeys(evidence)) byKey.set(key, r.id)
    }
  }
  return wanted.map(w => {
    const known = w.emailKey ? byMail.get(w.emailKey) : undefined
    return (
      known ??
      matchKeys({ ...w, emailKey: null })
        .map(key => byKey.get(key))
        .find(id => id !== undefined) ??
      null
    )
  })
}

/** What is hashed of somebody who asked to be forgotten: the same evidence by which they would be recognised. */
export function suppressionKeys(e: Omit<PersonEvidence, 'companyId'> & { companyName: string | null }): string[] {
  const company = e.companyName ? companyKey(e.companyName).key : null
  const keys = e.emailKey ? [`mail ${e.emailKey}`] : []
  if (company && e.nameKey) {
    for (const phone of e.phoneKeys) keys.push(`phone ${company} ${e.nameKey} ${phone}`)
    if (e.addressKey) keys.push(`address ${company} ${e.nameKey} ${e.addressKey}`)
  }
  return keys
}

export async function hashKeys(tx: Tx, keys: string[]): Promise<string[]> {
  const { salt } = await tx.selectFrom('erasureSalt').select('salt').executeTakeFirstOrThrow()
  return keys.map(key => createHash('sha256').update(`${salt} ${key}`).digest('hex'))
}

/** Which of these have asked to be forgotten and are kept out, in order. */
export async function areSuppressed<Of>(tx: Tx, of: Of[], keysOf: (one: Of) => string[]): Promise<boolean[]> {
  const any = await tx.selectFrom('erasure').select('id').limit(1).executeTakeFirst()
  if (!any) return of.map(() => false)
  const people = of.map(keysOf)
  const hashed = await hashKeys(tx, people.flat())
  const { rows } = await sql<{ hash: string }>`
    select distinct h as hash from erasure e, unnest(e.hashes) h where e.hashes && ${hashed}::text[]`.execute(tx)
  const kept = new Set(rows.map(r => r.hash))
  let at = 0
  return people.map(keys => keys.map(() => hashed[at++]!).some(hash => kept.has(hash)))
}
