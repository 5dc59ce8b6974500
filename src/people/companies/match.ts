import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { planned } from '../../platform/lines.ts'
import { addressKey } from '../identity/address.ts'
import { companyKey } from '../identity/companyKey.ts'
import { corporateNumber } from '../identity/corporateNumber.ts'
import { phoneKey } from '../identity/phone.ts'
import { lockKeys } from '../persons/match.ts'

/** What is known of a company that may be here already. */
export type WantedCompany = {
  name: string
  corporateNumber?: string | null
  domain?: string | null
  phone?: string | null
  address?: string | null
}

export type CompanyEvidence = {
  nameKey: string
  legalForm: string | null
  corporateNumber: string | null
  domain: string | null
  phoneKey: string | null
  addressKey: string | null
}

export function evidenceOf(wanted: WantedCompany): CompanyEvidence {
  const { key, legalForm } = companyKey(wanted.name)
  return {
    nameKey: key || wanted.name,
    legalForm,
    corporateNumber: wanted.corporateNumber ? corporateNumber(wanted.corporateNumber) : null,
    domain: wanted.domain ?? null,
    phoneKey: wanted.phone ? (phoneKey(wanted.phone)?.e164 ?? null) : null,
    addressKey: wanted.address ? addressKey(wanted.address) || null : null,
  }
}

const differ = (a: string | null, b: string | null) => a !== null && b !== null && a !== b
const agree = (a: string | null, b: string | null) => a !== null && a === b

/**
 * Whether two descriptions are of one company. Order of evidence: the 法人番号 decides alone, either way; then one name
 * with domain, phone or address; one name and nothing that speaks against it is the same too. A name shared while
 * addresses, phones or legal forms differ is another company: 39 names of listed companies are shared by several.
 */
export function isSameCompany(a: CompanyEvidence, b: CompanyEvidence): boolean {
  if (agree(a.corporateNumber, b.corporateNumber)) return true
  if (differ(a.corporateNumber, b.corporateNumber) || a.nameKey !== b.nameKey) return false
  if (agree(a.domain, b.domain) || agree(a.phoneKey, b.phoneKey) || agree(a.addressKey, b.addressKey)) return true
  return (
    !differ(a.legalForm, b.legalForm) &&
    !differ(a.domain, b.domain) &&
    !differ(a.phoneKey, b.phoneKey) &&
    !differ(a.addressKey, b.addressKey)
  )
}

/** Whoever makes the same company elsewhere at this moment, waits: so twins become one company. */
export async function lockCompanies(tx: Tx, wanted: CompanyEvidence[]): Promise<void> {
  await lockKeys(
    tx,
    wanted.flatMap(w => [`company ${w.nameKey}`, ...(w.corporateNumber ? [`number ${w.corporateNumber}`] : [])]),
  )
}

export type KnownCompany = CompanyEvidence & { id: number }

/** Companies here that share a 法人番号 or a name with one of these. The caller decides with `isSameCompany`. */
export async function companiesLike(tx: Tx, wanted: CompanyEvidence[]): Promise<KnownCompany[]> {
  const names = [...new Set(wanted.map(w => w.nameKey))]
  const numbers = [...new Set(wanted.flatMap(w => w.corporateNumber ?? []))]
  const { rows } = await sql<Omit<KnownCompany, 'legalForm'> & { name: string }>`
    ${planned('companies-like')} select id, name, name_key, corporate_number, domain, phone_key, address_key from company where name_key = any(${names}) and kind <> 'group'
    union
    select id, name, name_key, corporate_number, domain, phone_key, address_key from company where corporate_number = any(${numbers}) and kind = 'company'
    order by id`.execute(tx)
  return rows.map(({ name, ...row }) => ({ ...row, legalForm: companyKey(name).legalForm }))
}

/** The company meant, out of those that are like it: by number first, then by the most evidence, then the oldest. */
export function pickCompany(wanted: CompanyEvidence, known: KnownCompany[]): KnownCompany | undefined {
  const evidence = (k: KnownCompany) =>
    (agree(k.corporateNumber, wanted.corporateNumber) ? 8 : 0) +
    (agree(k.domain, wanted.domain) ? 4 : 0) +
    (agree(k.phoneKey, wanted.phoneKey) ? 2 : 0) +
    (agree(k.addressKey, wanted.addressKey) ? 2 : 0)
  return known.filter(k => isSameCompany(k, wanted)).toSorted((a, b) => evidence(b) - evidence(a) || a.id - b.id)[0]
}

/**
 * The company a person says they work for. A person's own phone and site address say little about the headquarters, so
 * a name that only one company here bears is that company.
 */
export function pickEmployer(wanted: CompanyEvidence, known: KnownCompany[]): KnownCompany | undefined {
  const named = known.filter(
    k =>
      k.nameKey === wanted.nameKey &&
      !differ(k.legalForm, wanted.legalForm) &&
      !differ(k.corporateNumber, wanted.corporateNumber),
  )
  return pickCompany(wanted, known) ?? named.find(k => agree(k.domain, wanted.domain)) ?? named[0]
}
