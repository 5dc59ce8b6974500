import { applyCompanyChanges, type CompanyPatch } from '../../people/companies/change.ts'
import {
  type CompanyEvidence,
  companiesLike,
  evidenceOf,
  type KnownCompany,
  lockCompanies,
  pickCompany,
} from '../../people/companies/match.ts'
import { domainFrom, insertCompanies, type NewCompany } from '../../people/companies/write.ts'
import { type CurrentCompany, companyPatch, currentCompanies } from './companyChanges.ts'
import { firstNew } from './employers.ts'
import type { CompanyInput } from './readCompany.ts'
import type { Take, Taken } from './taking.ts'

/** A company that a row may be of: one that is here, or one that an earlier row brings. */
type Candidate = { current: CurrentCompany; patch: CompanyPatch; isNew: boolean }

const evidenceFor = (said: NewCompany): CompanyEvidence =>
  evidenceOf({ ...said, domain: said.domain ?? domainFrom(said.website) })

/** Companies by our own id where the list came from here; else by 法人番号; else by name with domain, phone or address; else by a name that nothing speaks against. */
export const takeCompanies: Take<CompanyInput> = async (act, importing, rows) => {
  const evidence = rows.map(r => evidenceFor(r.input.company))
  await lockCompanies(act.tx, evidence)
  const known = await companiesLike(act.tx, evidence)
  const current = await currentCompanies(act, [...known.map(k => k.id), ...rows.flatMap(r => r.input.id ?? [])])
  const candidates = new Candidates()
  for (const company of current.values())
    candidates.add({ ...evidenceFor(company), id: company.id }, { current: company, patch: {}, isNew: false })

  const news: Candidate[] = []
  const taken = rows.map(({ row, input: { id, company } }, i): Taken & { of: Candidate } => {
    const is = evidence[i]!
    const found = id !== null && current.has(id) ? id : pickCompany(is, candidates.like(is))?.id
    if (found !== undefined) {
      const candidate = candidates.at(found)
      const patch = companyPatch(candidate.current, company, importing.options.policy)
      if (Object.keys(patch).length === 0) return { row, outcome: 'unchanged', of: candidate }
      candidate.current = { ...candidate.current, ...patch }
      candidate.patch = { ...candidate.patch, ...patch }
      candidates.add({ ...evidenceFor(candidate.current), id: found }, candidate)
      return { row, outcome: 'updated', of: candidate }
    }
    const candidate: Candidate = { current: { ...company, id: firstNew + news.length }, patch: {}, isNew: true }
    news.push(candidate)
    candidates.add({ ...is, id: candidate.current.id }, candidate)
    return { row, outcome: 'created', of: candidate }
  })

  const ids = await insertCompanies(
    act,
    news.map(({ current: { id: _id, ...company } }) => company),
    'import',
    { importId: importing.id, historic: true },
  )
  const changes = candidates.all().filter(c => !c.isNew && Object.keys(c.patch).length > 0)
  await applyCompanyChanges(
    act,
    changes.map(c => ({ id: c.current.id, patch: c.patch })),
    { importId: importing.id, historic: true },
  )
  return taken.map(({ of, ...t }) => ({
    ...t,
    companyId: of.isNew ? ids[of.current.id - firstNew]! : of.current.id,
    newCompany: t.outcome === 'created',
  }))
}

class Candidates {
  readonly #byId = new Map<number, Candidate>()
  readonly #evidence = new Map<number, KnownCompany>()
  readonly #byName = new Map<string, Set<number>>()
  readonly #byNumber = new Map<string, Set<number>>()

  add(known: KnownCompany, candidate: Candidate): void {
    this.#byId.set(known.id, candidate)
    this.#evidence.set(known.id, known)
    put(this.#byName, known.nameKey, known.id)
    if (known.corporateNumber) put(this.#byNumber, known.corporateNumber, known.id)
  }

  like({ nameKey, corporateNumber }: CompanyEvidence): KnownCompany[] {
    const ids = new Set([
      ...(this.#byName.get(nameKey) ?? []),
      ...((corporateNumber && this.#byNumber.get(corporateNumber)) || []),
    ])
    return [...ids].map(id => this.#evidence.get(id)!)
  }

  at(id: number): Candidate {
    return this.#byId.get(id)!
  }

  all(): Candidate[] {
    return [...this.#byId.values()]
  }
}

function put(map: Map<string, Set<number>>, key: string, id: number): void {
  const ids = map.get(key)
  if (ids) ids.add(id)
  else map.set(key, new Set([id]))
}
