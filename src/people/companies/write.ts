import { sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'
import { recordAll } from '../../timeline/timeline.ts'
import { splitAddress } from '../identity/address.ts'
import { companyKey } from '../identity/companyKey.ts'
import { isFreeMail } from '../identity/email.ts'
import { bigrams } from '../identity/fold.ts'
import type { CompanyFields } from './companies.schema.ts'
import { type CompanyFieldKey, companyFieldKeys } from './companyFields.schema.ts'
import {
  type CompanyEvidence,
  companiesLike,
  evidenceOf,
  type KnownCompany,
  lockCompanies,
  pickEmployer,
} from './match.ts'

export type Via = 'hand' | 'import' | 'api' | 'event'
export type NewCompany = Partial<CompanyFields> & { name: string }

/** The site's own domain, unless it is one where everybody has an address. */
export function domainFrom(website: string | null | undefined): string | null {
  const host = /^(?:https?:\/\/)?(?:www\.)?([^/\s:]+\.[a-z]{2,})/i
    .exec(website?.trim().normalize('NFKC') ?? '')?.[1]
    ?.toLowerCase()
  return host && !isFreeMail(host) ? host : null
}

type Said = Record<Exclude<CompanyFieldKey, 'employees'>, string | null> & { employees: number | null }

/** A row as it stands in the table, with the keys for matching and searching. */
export function companyRow(input: NewCompany) {
  const domain = input.domain?.toLowerCase() ?? domainFrom(input.website)
  const evidence = evidenceOf({ ...input, domain })
  const where = input.address ? splitAddress(input.address) : null
  const said = Object.fromEntries(companyFieldKeys.map(key => [key, input[key] ?? null])) as Said
  return {
    ...said,
    kind: input.kind ?? 'company',
    parentId: input.parentId ?? null,
    name: input.name.trim(),
    nameKey: evidence.nameKey,
    corporateNumber: evidence.corporateNumber,
    domain,
    phoneKey: evidence.phoneKey,
    postalCode: input.postalCode ?? where?.postalCode ?? null,
    prefecture: input.prefecture ?? where?.prefecture ?? null,
    addressKey: evidence.addressKey,
    custom: JSON.stringify(input.custom ?? {}),
    grams: companyGrams(input, evidence.corporateNumber, domain),
  }
}

function companyGrams(input: NewCompany, number: string | null, domain: string | null): string[] {
  const texts = [
    companyKey(input.name).core,
    input.nameKana,
    input.nameEn,
    number,
    domain,
    input.phone?.replace(/\D/g, ''),
  ]
  return [...new Set(texts.flatMap(text => (text ? bigrams(text) : [])))]
}

/** Inserts companies that are new, set-wise, each with its event. Answers their ids in order. */
export async function insertCompanies(
  act: OwnerAct,
  inputs: NewCompany[],
  via: Via,
  more: { importId?: number; historic?: boolean } = {},
): Promise<number[]> {
  if (inputs.length === 0) return []
  const rows = inputs.map(input => ({ ...companyRow(input), createdAt: act.at, createdBy: act.byId }))
  const ids: number[] = []
  for (let from = 0; from < rows.length; from += 1000) {
    const inserted = await act.tx
      .insertInto('company')
      .values(rows.slice(from, from + 1000))
      .returning('id')
      .execute()
    ids.push(...inserted.map(r => r.id))
  }
  await recordAll(
    act,
    ids.map(id => ({
      kind: 'company.created' as const,
      companyId: id,
      facts: { via, importId: more.importId },
      historic: more.historic,
    })),
  )
  return ids
}

/**
 * The companies that people work for, by name: those that are here, and new ones for the rest, each made once however
 * many people work there. Answers an id, or null where there is no name, in order.
 */
export async function resolveEmployers(
  act: OwnerAct,
  wanted: (NewCompany | null)[],
  via: Via,
  more: { importId?: number; historic?: boolean } = {},
): Promise<{ ids: (number | null)[]; created: number[] }> {
  const evidence = wanted.map(w => (w?.name.trim() ? evidenceOf(w) : null))
  const asked = evidence.filter(e => e !== null)
  await lockCompanies(act.tx, asked)
  const known = await companiesLike(act.tx, asked)
  const byName = new Map<string, KnownCompany[]>()
  for (const company of known) byName.set(company.nameKey, [...(byName.get(company.nameKey) ?? []), company])
  const fresh: { input: NewCompany; evidence: CompanyEvidence }[] = []
  // A new company stands under a negative id until it is inserted, so later rows of the same list find it.
  const ids = wanted.map((w, i) => {
    const is = evidence[i]
    if (!w || !is) return null
    const candidates = byName.get(is.nameKey) ?? []
    const found =
      pickEmployer(is, candidates) ??
      known.find(k => k.corporateNumber !== null && k.corporateNumber === is.corporateNumber)
    if (found) return found.id
    // A person's phone and the address of their site are not the company's own.
    fresh.push({ input: { ...w, phone: null, postalCode: null, prefecture: null, address: null }, evidence: is })
    byName.set(is.nameKey, [...candidates, { ...is, phoneKey: null, addressKey: null, id: -fresh.length }])
    return -fresh.length
  })
  const created = await insertCompanies(
    act,
    fresh.map(f => f.input),
    via,
    more,
  )
  return { ids: ids.map(id => (id !== null && id < 0 ? created[-id - 1]! : id)), created }
}

/** People are found by their employer's name too: when it changes, so do they. */
export async function refreshGramsOfStaff(
  act: OwnerAct,
  companyId: number,
  staffGrams: (person: StaffRow) => string[],
): Promise<void> {
  const { rows } = await sql<StaffRow>`
    select p.id, p.family_name, p.given_name, p.family_name_kana, p.given_name_kana, p.email, p.phone, p.mobile, c.name as company_name
    from person p join company c on c.id = p.company_id where p.company_id = ${companyId} order by p.id for update of p`.execute(
    act.tx,
  )
  const grams = rows.map(p => ({ id: p.id, grams: staffGrams(p) }))
  await sql`
    update person p set grams = n.grams
    from (select id, array(select jsonb_array_elements_text(g.grams)) as grams
          from jsonb_to_recordset(${JSON.stringify(grams)}::jsonb) as g(id bigint, grams jsonb)) n
    where p.id = n.id and p.grams <> n.grams`.execute(act.tx)
}

export type StaffRow = {
  id: number
  familyName: string
  givenName: string
  familyNameKana: string | null
  givenNameKana: string | null
  email: string | null
  phone: string | null
  mobile: string | null
  companyName: string | null
}
