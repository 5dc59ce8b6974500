import type { OwnerAct } from '../../office/roles/act.ts'
import { domainFrom, type NewCompany, resolveEmployers } from '../../people/companies/write.ts'
import type { CurrentPerson } from './personChanges.ts'
import type { PersonInput } from './readPerson.ts'
import type { Importing } from './taking.ts'

export type Employed = { companyId: number | null; newCompany: boolean }

type Row = { row: number; input: PersonInput }

/**
 * For whom each of these people works: found by the company's name, or made. Somebody who is known and has an employer
 * keeps them, unless the file is to replace what is known; so no company is made that nobody works for.
 */
export async function employ(act: OwnerAct, importing: Importing, rows: Row[], known: Map<number, number>, persons: Map<number, CurrentPerson>): Promise<Employed[]> {
  const kept = rows.map(r => {
    const person = persons.get(known.get(r.row) ?? 0)
    return person?.companyId && importing.options.policy === 'fill' ? person.companyId : null
  })
  const wanted = rows.map((r, i) => (kept[i] || !r.input.employer ? null : evidence(r.input.employer)))
  const { ids, created } = await resolveEmployers(act, wanted, 'import', { importId: importing.id, historic: true })
  const news = new Set(created)
  return rows.map((r, i) => {
    const person = persons.get(known.get(r.row) ?? 0)
    const companyId = kept[i] ?? ids[i] ?? person?.companyId ?? null
    // It is the first row of a new company that brings it.
    return { companyId, newCompany: companyId !== null && news.delete(companyId) }
  })
}

const evidence = (employer: NewCompany) => ({ ...employer, domain: employer.domain ?? domainFrom(employer.website) })
