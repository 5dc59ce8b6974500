import type { OwnerAct } from '../../office/roles/act.ts'
import { applyCompanyChanges, type CompanyPatch } from '../../people/companies/change.ts'
import {
  companiesLike,
  evidenceOf,
  type KnownCompany,
  lockCompanies,
  pickEmployer,
} from '../../people/companies/match.ts'
import { domainFrom, insertCompanies, type NewCompany } from '../../people/companies/write.ts'
import { type CurrentCompany, companyPatch, currentCompanies } from './companyChanges.ts'

/** Ids of what a file brings, until it has its own: younger than all that is here. */
export const firstNew = 2 ** 52

type Company = { current: NewCompany; patch: CompanyPatch; known: KnownCompany; used: boolean }

const withDomain = (employer: NewCompany): NewCompany => ({
  ...employer,
  domain: employer.domain ?? domainFrom(employer.website),
})

/**
 * For whom the people of a file work: found by the company's name, or new. A new one is only made once somebody is
 * taken who works there.
 */
export class Employers {
  readonly #byId = new Map<number, Company>()
  readonly #byName = new Map<string, Company[]>()
  readonly #news: Company[] = []

  /** Also waits for whoever makes one of these companies elsewhere. */
  static async find(act: OwnerAct, employers: NewCompany[]): Promise<Employers> {
    const evidence = employers.map(e => evidenceOf(withDomain(e)))
    await lockCompanies(act.tx, evidence)
    const known = await companiesLike(act.tx, evidence)
    const current = await currentCompanies(
      act,
      known.map(k => k.id),
    )
    const found = new Employers()
    for (const k of known) found.#add({ current: current.get(k.id)!, patch: {}, known: k, used: true })
    return found
  }

  #add(company: Company): void {
    const { id, nameKey } = company.known
    this.#byId.set(id, company)
    this.#byName.set(nameKey, [...(this.#byName.get(nameKey) ?? []), company])
  }

  /** The id of the company that is meant; of a new one, one that holds for this file until it is made. */
  idOf(employer: NewCompany): number {
    const is = evidenceOf(withDomain(employer))
    const named = (this.#byName.get(is.nameKey) ?? []).map(c => c.known)
    const found =
      pickEmployer(is, named) ??
      [...this.#byId.values()].find(c => is.corporateNumber !== null && c.known.corporateNumber === is.corporateNumber)
        ?.known
    if (found) return found.id
    // A person's phone and the address of their site are not the company's own.
    const known = { ...is, phoneKey: null, addressKey: null, id: firstNew + this.#news.length }
    const company = { current: withDomain(employer), patch: {}, known, used: false }
    this.#news.push(company)
    this.#add(company)
    return known.id
  }

  /** Somebody is taken who works there. True when that is what brings the company. */
  use(id: number, employer: NewCompany): boolean {
    const company = this.#byId.get(id)
    if (!company || company.used) return false
    company.used = true
    company.current = withDomain(employer)
    return true
  }

  /** What a person's row says of the company fills up what is empty, whatever the policy: it is not the company's own list. */
  fill(id: number, employer: NewCompany): boolean {
    const company = this.#byId.get(id)
    if (!company) return false
    const { name: _name, domain: _domain, ...said } = employer
    const patch = companyPatch(company.current, said, 'fill')
    if (Object.keys(patch).length === 0) return false
    company.current = { ...company.current, ...patch }
    company.patch = { ...company.patch, ...patch }
    return true
  }

  /** Makes the new ones and fills up the others. Answers what became of the ids that held for this file. */
  async write(
    act: OwnerAct,
    more: { importId: number; historic: boolean },
  ): Promise<(id: number | null) => number | null> {
    const used = this.#news.filter(c => c.used)
    const ids = await insertCompanies(
      act,
      used.map(c => c.current),
      'import',
      more,
    )
    const made = new Map(used.map((c, i) => [c.known.id, ids[i]!]))
    const filled = [...this.#byId.values()].filter(c => c.known.id < firstNew && Object.keys(c.patch).length > 0)
    await applyCompanyChanges(
      act,
      filled.map(c => ({ id: (c.current as CurrentCompany).id, patch: c.patch })),
      more,
    )
    return id => (id === null ? null : (made.get(id) ?? id))
  }
}
