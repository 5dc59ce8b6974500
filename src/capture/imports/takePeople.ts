import { applyPersonChanges } from '../../people/persons/change.ts'
import { areSuppressed, matchKeys, suppressionKeys } from '../../people/persons/match.ts'
import { evidenceOfPerson, insertPersons, type NewPerson } from '../../people/persons/write.ts'
import { keepBasis } from './consents.ts'
import { Employers } from './employers.ts'
import { type Known, learnAddresses, markRows, People, type Wanted } from './people.ts'
import { askedToBeForgotten } from './problems.ts'
import type { PersonInput } from './readPerson.ts'
import { type Importing, refusedRow, type Take, type Taken } from './taking.ts'

type Row = { row: number; input: PersonInput; wanted: Wanted; said: NewPerson }
type Settled = Row & { known: Known; outcome: 'created' | 'updated' | 'unchanged'; newCompany: boolean }

/**
 * People by our own id where the list came from here; else by mail address; else the very same row that was imported before; else by company and name together with phone
 * or address; never by company alone. What is decided row by row in memory is written at once.
 */
export const takePeople: Take<PersonInput> = async (act, importing, rows) => {
  const forgotten = await areSuppressed(act.tx, rows, r =>
    suppressionKeys({ ...evidenceOfPerson(r.input.person), companyName: r.input.person.companyName ?? null }),
  )
  const refused = rows
    .filter((_, i) => forgotten[i])
    .map(r => ({ ...refusedRow(r.row, askedToBeForgotten()), forgotten: true }))
  const good = rows.filter((_, i) => !forgotten[i])

  const employers = await Employers.find(
    act,
    good.flatMap(r => r.input.employer ?? []),
  )
  const prepared = good.map(r => prepare(r, employers, importing))
  const people = await People.find(
    act,
    prepared.map(r => r.wanted),
  )
  const settled = prepared.map(r => settle(r, people, employers, importing))

  const more = { importId: importing.id, historic: true }
  const companyOf = await employers.write(act, more)
  const news = people.news()
  const ids = await insertPersons(
    act,
    news.map(({ now }) => ({ ...now, companyId: companyOf(now.companyId ?? null) })),
    'import',
    more,
  )
  const made = new Map(news.map((known, i) => [known, ids[i]!]))
  const idOf = (known: Known) => made.get(known) ?? known.id
  await markRows(
    act,
    settled.filter(s => s.outcome === 'created').map(s => ({ value: s.wanted.mark, personId: idOf(s.known) })),
  )
  await applyPersonChanges(
    act,
    people.changed().map(({ id, patch }) => ({
      id,
      patch: patch.companyId ? { ...patch, companyId: companyOf(patch.companyId) } : patch,
    })),
    more,
  )
  const learned = await learnAddresses(
    act,
    // Who is new came in with theirs.
    settled.flatMap(s =>
      s.outcome !== 'created' && s.wanted.evidence.emailKey
        ? [{ row: s.row, value: s.wanted.evidence.emailKey, personId: idOf(s.known) }]
        : [],
    ),
  )
  const granted = await keepBasis(
    act,
    importing,
    settled.map(s => ({ personId: idOf(s.known), person: s.said })),
  )

  return [
    ...refused,
    ...settled.map((s): Taken => {
      const personId = idOf(s.known)
      const more = learned.has(s.row) || granted.has(personId)
      return {
        row: s.row,
        outcome: s.outcome === 'unchanged' && more ? 'updated' : s.outcome,
        personId,
        companyId: companyOf(s.known.now.companyId ?? null),
        identityId: learned.get(s.row),
        newCompany: s.newCompany,
      }
    }),
  ]
}

function prepare(
  { row, input }: { row: number; input: PersonInput },
  employers: Employers,
  { fileHash }: Importing,
): Row {
  const said = { ...input.person, companyId: input.employer ? employers.idOf(input.employer) : null }
  const evidence = evidenceOfPerson(said)
  // A row without anything to match by is known again in the very same file alone: elsewhere it may be a namesake's.
  const mark = matchKeys(evidence).length > 0 ? input.hash : `${input.hash} ${fileHash}`
  return { row, input, said, wanted: { id: input.id, evidence, mark } }
}

/** Whose the row is, and what it adds, given all rows before it. */
function settle(row: Row, people: People, employers: Employers, { options: { policy } }: Importing): Settled {
  const {
    said,
    wanted,
    input: { employer },
  } = row
  const found = people.of(wanted)
  const known = found ?? people.bring(said, wanted)
  const patch = found ? people.change(found, said, wanted, policy) : {}
  // Somebody who is known may work for another company by now than the file says.
  const worksThere = employer !== null && known.now.companyId === said.companyId && said.companyId !== null
  const newCompany = worksThere && employers.use(said.companyId!, employer)
  const filled = worksThere && !newCompany && employers.fill(said.companyId!, employer)
  const outcome = !found ? 'created' : Object.keys(patch).length > 0 || filled ? 'updated' : 'unchanged'
  return { ...row, known, outcome, newCompany }
}
