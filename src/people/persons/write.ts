import { sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'
import { planned } from '../../platform/lines.ts'
import type { StaffRow, Via } from '../companies/write.ts'
import { insertOf } from '../fields/columns.ts'
import { addressKey, splitAddress } from '../identity/address.ts'
import { companyKey } from '../identity/companyKey.ts'
import { emailKey, isRoleAddress } from '../identity/email.ts'
import { bigramsOf } from '../identity/fold.ts'
import { kanaName, personKey } from '../identity/personName.ts'
import { phoneKey } from '../identity/phone.ts'
import { decisionLevel } from '../identity/title.ts'
import { openLeads } from '../leads/leads.ts'
import { startOf } from '../leads/start.ts'
import type { PersonEvidence } from './match.ts'
import { type PersonFieldKey, personFieldKeys, personFields } from './personFields.schema.ts'
import type { PersonFields } from './persons.schema.ts'

/** Fields as people write them, with the company found already. */
export type NewPerson = Partial<PersonFields> & { companyName?: string | null }

const keyOf = (text: string | null | undefined) => (text ? (phoneKey(text)?.e164 ?? null) : null)

/** An address that many read (info@) belongs to the company: shown, but nobody is known by it. */
export function ownAddress(email: string | null | undefined): string | null {
  const key = email ? emailKey(email) : null
  return key && !isRoleAddress(key) ? key : null
}

export function evidenceOfPerson(p: NewPerson): PersonEvidence {
  return {
    nameKey: personKey(p.familyName ?? '', p.givenName ?? ''),
    companyId: p.companyId ?? null,
    emailKey: ownAddress(p.email),
    phoneKeys: [keyOf(p.phone), keyOf(p.mobile)].filter(k => k !== null),
    addressKey: p.address ? addressKey(p.address) || null : null,
  }
}

/** The columns that follow from what people write: keys for matching, grams for searching, what a title says. */
export function derivedColumns(p: NewPerson) {
  const evidence = evidenceOfPerson(p)
  return {
    nameKey: evidence.nameKey,
    emailKey: evidence.emailKey,
    phoneKey: keyOf(p.phone),
    mobileKey: keyOf(p.mobile),
    addressKey: evidence.addressKey,
    prefecture: p.prefecture ?? (p.address ? splitAddress(p.address).prefecture : null),
    familyNameKana: p.familyNameKana ? kanaName(p.familyNameKana) : null,
    givenNameKana: p.givenNameKana ? kanaName(p.givenNameKana) : null,
    decisionLevel: p.title ? decisionLevel(p.title) : null,
    grams: personGrams(p),
  }
}

type Named = {
  familyName?: string
  givenName?: string
  familyNameKana?: string | null
  givenNameKana?: string | null
  email?: string | null
  phone?: string | null
  mobile?: string | null
  companyName?: string | null
}

/** People are found by name, kana, mail, phone and their employer's name. */
export function personGrams(p: Named): string[] {
  const texts = [
    `${p.familyName ?? ''}${p.givenName ?? ''}`,
    `${p.familyNameKana ?? ''}${p.givenNameKana ?? ''}`,
    // By themselves too: 林 has no two characters to be found by.
    p.familyName,
    p.givenName,
    p.email?.normalize('NFKC').toLowerCase(),
    p.phone?.normalize('NFKC').replace(/\D/g, ''),
    p.mobile?.normalize('NFKC').replace(/\D/g, ''),
    p.companyName ? companyKey(p.companyName).core : undefined,
  ]
  return bigramsOf(texts.flatMap(text => text || []))
}

export const staffGrams = (row: StaffRow): string[] => personGrams(row)

/** The row of a person as it stands in the table. */
export function personRow(p: NewPerson) {
  const said = Object.fromEntries(personFieldKeys.map(key => [key, p[key] ?? null])) as Record<
    PersonFieldKey,
    string | null
  >
  return {
    ...said,
    familyName: p.familyName ?? '',
    givenName: p.givenName ?? '',
    companyId: p.companyId ?? null,
    postalCode: p.postalCode ?? (p.address ? splitAddress(p.address).postalCode : null),
    custom: p.custom ?? {},
    ...derivedColumns(p),
  }
}

const written = insertOf(personFields, {
  companyId: 'bigint',
  custom: 'jsonb',
  nameKey: 'text',
  emailKey: 'text',
  phoneKey: 'text',
  mobileKey: 'text',
  addressKey: 'text',
  decisionLevel: 'text',
  grams: 'text[]',
})

/**
 * Inserts people who are new, set-wise: the row, the identities they are known by, the event, and an open lead held by
 * marketing. Matching is done already. Answers their ids in order.
 */
export async function insertPersons(
  act: OwnerAct,
  people: NewPerson[],
  via: Via,
  more: { importId?: number; historic?: boolean; productLineId?: number } = {},
): Promise<number[]> {
  if (people.length === 0) return []
  const start = await startOf(act)
  const { rows: inserted } = await sql<{ id: number }>`
    ${planned('insert-persons')} insert into person (${written.into}, seen_by, created_at, created_by)
    select ${written.values}, ${start.seenBy}::bigint[], ${act.at}::timestamptz, ${act.byId}::bigint
    from jsonb_to_recordset(${JSON.stringify(people.map(personRow))}::jsonb) as n(${written.shape})
    returning id`.execute(act.tx)
  const ids = inserted.map(r => r.id)
  const known = ids.flatMap((id, i) => {
    const mail = ownAddress(people[i]!.email)
    return [
      { kind: 'record', value: String(id), personId: id },
      ...(mail ? [{ kind: 'email', value: mail, personId: id }] : []),
    ]
  })
  const { rows: identities } = await sql<{ id: number; kind: string; personId: number }>`
    ${planned('insert-identities')} insert into identity (kind, value, person_id, strength, concluded_at)
    select kind, value, "personId", 'strong', ${act.at}
    from jsonb_to_recordset(${JSON.stringify(known)}::jsonb) as k(kind text, value text, "personId" bigint)
    on conflict (kind, value) do update set person_id = excluded.person_id, concluded_at = excluded.concluded_at, strength = 'strong'
    where identity.person_id is null
    returning id, kind, person_id`.execute(act.tx)
  const records = new Map(identities.flatMap(i => (i.kind === 'record' ? [[i.personId, i.id] as const] : [])))
  const happened = ids.map((id, i) => ({
    kind: 'person.created' as const,
    personId: id,
    identityId: records.get(id),
    companyId: people[i]!.companyId ?? null,
    facts: { via, importId: more.importId },
    historic: more.historic,
  }))
  await openLeads(
    act,
    ids.map(personId => ({
      personId,
      trigger: via === 'import' || via === 'event' ? via : ('hand' as const),
      identityId: records.get(personId),
      historic: more.historic,
      productLineId: more.productLineId,
    })),
    { start, happened },
  )
  return ids
}
