import { sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'
import { areSuppressed, lockKeys, matchKeys, matchPersons, type PersonEvidence, suppressionKeys } from '../../people/persons/match.ts'
import { applyPersonChanges } from '../../people/persons/change.ts'
import { evidenceOfPerson, insertPersons } from '../../people/persons/write.ts'
import { applyCompanyChanges, type CompanyPatch } from '../../people/companies/change.ts'
import { evidenceOf, lockCompanies } from '../../people/companies/match.ts'
import type { NewCompany } from '../../people/companies/write.ts'
import { companyPatch, type CurrentCompany, currentCompanies } from './companyChanges.ts'
import { keepBasis } from './consents.ts'
import { type CurrentPerson, currentPersons, personPatch, type PersonPatch } from './personChanges.ts'
import { askedToBeForgotten } from './problems.ts'
import type { PersonInput } from './readPerson.ts'
import { type Importing, refusedRow, type Take, type Taken } from './taking.ts'
import { employ } from './employers.ts'

/** `mark`: by what the very same row is known again. */
type Row = { row: number; input: PersonInput; evidence: PersonEvidence; mark: string }

/**
 * People by mail address; else the very same row that was imported before; else by company and name together with phone
 * or address; never by company alone. Rows of one file that are one person are folded into them in their order: a row
 * that may be of somebody whom an earlier row brings waits for the next round, when that one is here.
 */
export const takePeople: Take<PersonInput> = async (act, importing, rows) => {
  const prepared = rows.map(r => prepare(r, importing.fileHash))
  // In the order in which everybody locks who makes people: their company first.
  await lockCompanies(act.tx, prepared.flatMap(r => (r.input.employer ? evidenceOf(r.input.employer) : [])))
  await lockKeys(act.tx, prepared.flatMap(r => matchKeys(r.evidence)))
  const forgotten = await areSuppressed(act.tx, prepared.map(r => suppressionKeys({ ...r.evidence, companyName: r.input.person.companyName ?? null })))
  const taken = prepared.filter((_, i) => forgotten[i]).map(r => refusedRow(r.row, askedToBeForgotten()))
  let waiting: Row[] = prepared.filter((_, i) => !forgotten[i])
  while (waiting.length > 0) {
    const round = await takeRound(act, importing, waiting)
    taken.push(...round.taken)
    waiting = round.later
  }
  return taken
}

/** A row without anything to match by is known again in the very same file alone: elsewhere it may be a namesake's. */
function prepare(r: { row: number; input: PersonInput }, fileHash: string): Row {
  const evidence = evidenceOfPerson({ ...r.input.person, companyId: null })
  const matches = matchKeys({ ...evidence, companyId: r.input.employer ? 0 : null }).length > 0
  return { ...r, evidence, mark: matches ? r.input.hash : `${r.input.hash} ${fileHash}` }
}

/** By what a row may turn out to be of one person with another, as long as its company is not settled. */
const looseKeys = ({ input, evidence }: Row) => (input.employer ? matchKeys({ ...evidence, emailKey: null, companyId: 0 }) : [])

/** Whose a row is: somebody who is here (their id), or new. */
type Settled = Row & { target: number | null; companyId: number | null; newCompany: boolean }

async function takeRound(act: OwnerAct, importing: Importing, rows: Row[]): Promise<{ taken: Taken[]; later: Row[] }> {
  const { now, later, known } = await byAddressOrRow(act, rows)
  const persons = await currentPersons(act, [...known.values()])
  const employed = await employ(act, importing, now, known, persons)
  const settled: Settled[] = []
  const claimed = new Map<string, number | null>()
  const evidence = now.map((r, i) => ({ ...r.evidence, companyId: employed[i]!.companyId }))
  await lockKeys(act.tx, evidence.flatMap(matchKeys))
  const matched = await matchPersons(act.tx, evidence)
  const behind = new Map(later.toReversed().flatMap(r => looseKeys(r).map(key => [key, r.row] as const)))
  for (const [i, row] of now.entries()) {
    const sure = known.get(row.row)
    const target = sure ?? matched[i]!
    const keys = matchKeys(evidence[i]!)
    const another = keys.some(key => claimed.has(key) && (target === null || claimed.get(key) !== target))
    const waits = looseKeys(row).some(key => behind.get(key)! < row.row)
    if (sure === undefined && (another || waits)) later.push(row)
    else settled.push({ ...row, target, ...employed[i]! })
    for (const key of keys) claimed.set(key, target)
  }
  return { taken: await write(act, importing, settled), later: later.toSorted((a, b) => a.row - b.row) }
}

/** Who is known by mail or by the very same row. The second row of somebody who is new waits for the first. */
async function byAddressOrRow(act: OwnerAct, rows: Row[]): Promise<{ now: Row[]; later: Row[]; known: Map<number, number> }> {
  const byMail = await matchPersons(act.tx, rows.map(r => r.evidence))
  const sameRows = await sql<{ value: string; personId: number }>`
    select value, person_id from identity where kind = 'import_row' and value = any(${rows.map(r => r.mark)}) and person_id is not null`.execute(act.tx)
  const bySameRow = new Map(sameRows.rows.map(r => [r.value, r.personId]))
  const known = new Map<number, number>()
  const claimed = new Set<string>()
  const now: Row[] = []
  const later: Row[] = []
  for (const [i, row] of rows.entries()) {
    const mail = row.evidence.emailKey
    const target = byMail[i] ?? bySameRow.get(row.mark)
    if (target !== undefined) known.set(row.row, target)
    const keys = [row.mark, ...(mail ? [mail] : [])]
    if (target === undefined && keys.some(key => claimed.has(key))) later.push(row)
    else now.push(row)
    if (target === undefined) for (const key of keys) claimed.add(key)
  }
  return { now, later, known }
}

async function write(act: OwnerAct, importing: Importing, rows: Settled[]): Promise<Taken[]> {
  const { policy } = importing.options
  const more = { importId: importing.id, historic: true }
  const fresh = rows.filter(r => r.target === null)
  const ids = await insertPersons(act, fresh.map(r => ({ ...r.input.person, companyId: r.companyId })), 'import', more)
  await knowRows(act, fresh.map((r, i) => ({ value: r.mark, personId: ids[i]! })))
  const idOf = new Map(fresh.map((r, i) => [r.row, ids[i]!]))

  const persons = await currentPersons(act, rows.flatMap(r => r.target ?? []))
  const companies = await currentCompanies(act, rows.flatMap(r => r.companyId ?? []))
  const personChanges = new Map<number, PersonPatch>()
  const companyChanges = new Map<number, CompanyPatch>()
  const outcomes = rows.map(r => {
    const company = companies.get(r.companyId ?? 0)
    const changesCompany = company !== undefined && r.input.employer !== null && changeCompany(company, r.input.employer)
    if (r.target === null) return 'created' as const
    return changePerson(persons.get(r.target)!, r) || changesCompany ? ('updated' as const) : ('unchanged' as const)
  })

  function changePerson(current: CurrentPerson, r: Settled): boolean {
    const patch = personPatch(current, { ...r.input.person, companyId: r.companyId }, policy)
    if (Object.keys(patch).length === 0) return false
    Object.assign(current, patch)
    personChanges.set(current.id, { ...personChanges.get(current.id), ...patch })
    return true
  }

  /** Of a company a person's row fills up what is empty, whatever the policy: it is not the company's own list. */
  function changeCompany(current: CurrentCompany, employer: NewCompany): boolean {
    // Somebody who is known may have another employer by now than the file says.
    if (evidenceOf(current).nameKey !== evidenceOf(employer).nameKey) return false
    const { name: _, domain: __, ...said } = employer
    const patch = companyPatch(current, said, 'fill')
    if (Object.keys(patch).length === 0) return false
    companyChanges.set(current.id, { ...companyChanges.get(current.id), ...patch })
    Object.assign(current, patch)
    return true
  }

  await applyPersonChanges(act, [...personChanges].map(([id, patch]) => ({ id, patch })), more)
  await applyCompanyChanges(act, [...companyChanges].map(([id, patch]) => ({ id, patch })), more)
  const whose = (r: Settled) => r.target ?? idOf.get(r.row)!
  const learned = await learnAddresses(act, rows)
  const granted = await keepBasis(act, importing, rows.map(r => ({ personId: whose(r), companyId: r.companyId, person: r.input.person })))
  return rows.map((r, i) => ({
    row: r.row,
    outcome: outcomes[i] === 'unchanged' && (granted.has(whose(r)) || learned.has(r.row)) ? 'updated' : outcomes[i]!,
    personId: whose(r),
    companyId: r.companyId,
    identityId: learned.get(r.row),
    newCompany: r.newCompany,
  }))
}

/** By this the very same row is known again, even if it holds nothing else to match by, or was corrected here since. */
async function knowRows(act: OwnerAct, known: { value: string; personId: number }[]): Promise<void> {
  await sql`
    insert into identity (kind, value, person_id, strength, concluded_at)
    select 'import_row', value, "personId", 'strong', ${act.at}
    from jsonb_to_recordset(${JSON.stringify(known)}::jsonb) as k(value text, "personId" bigint)
    on conflict (kind, value) do nothing`.execute(act.tx)
}

/** Somebody known by company, name and phone may write from another address than the one we have: they are known by both. */
async function learnAddresses(act: OwnerAct, rows: Settled[]): Promise<Map<number, number>> {
  const others = rows.flatMap(r => (r.target !== null && r.evidence.emailKey ? [{ row: r.row, value: r.evidence.emailKey, personId: r.target }] : []))
  const { rows: learned } = await sql<{ id: number; value: string }>`
    insert into identity (kind, value, person_id, strength, concluded_at)
    select distinct on (value) 'email', value, "personId", 'strong', ${act.at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(others)}::jsonb) as k(value text, "personId" bigint) order by value
    on conflict (kind, value) do nothing returning id, value`.execute(act.tx)
  const ids = new Map(learned.map(l => [l.value, l.id]))
  return new Map(others.flatMap(o => {
    const id = ids.get(o.value)
    ids.delete(o.value)
    return id === undefined ? [] : [[o.row, id] as const]
  }))
}
