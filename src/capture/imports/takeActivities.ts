import { sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'
import { companyKey } from '../../people/identity/companyKey.ts'
import { foldName } from '../../people/identity/fold.ts'
import { personKey } from '../../people/identity/personName.ts'
import { matchPersons } from '../../people/persons/match.ts'
import { Refusal } from '../../platform/refusal.ts'
import { recordAll } from '../../timeline/timeline.ts'
import { companyNotFound, personNotFound, severalMeant, userNotFound } from './problems.ts'
import type { ActivityInput } from './readActivity.ts'
import { refusedRow, type Take, type Taken } from './taking.ts'

type Doing = { row: number; input: ActivityInput; personId: number | null; companyId: number | null; holderId: number }

/** What was done, with people who are here already: nobody is made up from a list of calls. */
export const takeActivities: Take<ActivityInput> = async (act, importing, rows) => {
  const who = await doers(act)
  const whom = await concerned(
    act,
    rows.map(r => r.input),
  )
  const taken: Taken[] = []
  const doings: Doing[] = []
  for (const { row, input } of rows) {
    try {
      doings.push({ row, input, ...whom(input), holderId: who(input) })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      taken.push(refusedRow(row, error))
    }
  }
  const known = await knownAlready(act, doings)
  const fresh = new Map<string, Doing>()
  for (const doing of doings) if (!known.has(keyOf(doing)) && !fresh.has(keyOf(doing))) fresh.set(keyOf(doing), doing)
  const made = await insert(act, [...fresh.values()])
  return [
    ...taken,
    ...doings.map((d): Taken => {
      const isNew = fresh.get(keyOf(d)) === d
      const activityId = made.get(d.row) ?? known.get(keyOf(d)) ?? made.get(fresh.get(keyOf(d))?.row ?? 0) ?? null
      return {
        row: d.row,
        outcome: isNew ? 'created' : 'unchanged',
        activityId,
        personId: d.personId,
        companyId: d.companyId,
      }
    }),
  ]
}

/** Users by name or mail address; a row that names nobody was the importing user's own work. */
async function doers(act: OwnerAct): Promise<(input: ActivityInput) => number> {
  const users = await act.tx
    .selectFrom('appUser')
    .innerJoin('holder', 'holder.id', 'appUser.id')
    .select(['holder.id', 'name', 'email'])
    .execute()
  return ({ by }) => {
    if (!by) return act.byId!
    const mail = by.text.normalize('NFKC').trim().toLowerCase()
    const named = users.filter(u => u.email.toLowerCase() === mail || foldName(u.name) === foldName(by.text))
    const family = named.length > 0 ? named : users.filter(u => foldName(u.name.split(/\s/)[0]!) === foldName(by.text))
    if (family.length !== 1) throw userNotFound(by.column, by.text)
    return family[0]!.id
  }
}

type Whom = { personId: number | null; companyId: number | null }

async function concerned(act: OwnerAct, inputs: ActivityInput[]): Promise<(input: ActivityInput) => Whom> {
  const mails = [...new Set(inputs.flatMap(i => i.email ?? []))]
  const found = await matchPersons(
    act.tx,
    mails.map(emailKey => ({ emailKey, nameKey: '', companyId: null, phoneKeys: [], addressKey: null })),
  )
  const byMail = new Map(mails.map((mail, i) => [mail, found[i] ?? null]))
  const names = [...new Set(inputs.flatMap(i => (i.companyName ? companyKey(i.companyName).key : [])))]
  const companies = await act.tx
    .selectFrom('company')
    .select(['id', 'nameKey'])
    .where('nameKey', 'in', names.length > 0 ? names : [''])
    .where('kind', '<>', 'group')
    .execute()
  const people = await act.tx
    .selectFrom('person')
    .innerJoin('company', 'company.id', 'person.companyId')
    .select(['person.id', 'person.nameKey', 'company.nameKey as companyKey'])
    .where('company.nameKey', 'in', names.length > 0 ? names : [''])
    .where('mergedIntoId', 'is', null)
    .execute()
  const employers = await act.tx
    .selectFrom('person')
    .select(['id', 'companyId'])
    .where('id', 'in', [0, ...people.map(p => p.id), ...found.filter(id => id !== null)])
    .execute()
  const employerOf = new Map(employers.map(e => [e.id, e.companyId]))

  return ({ email, name, companyName, column }) => {
    const mailed = email ? byMail.get(email) : null
    if (mailed) return { personId: mailed, companyId: employerOf.get(mailed) ?? null }
    if (!companyName) throw personNotFound(column, email ?? '')
    const key = companyKey(companyName).key
    if (name) {
      const meant = people.filter(p => p.companyKey === key && p.nameKey === personKey(name.family, name.given))
      if (meant.length > 1) throw severalMeant(column, `${companyName} ${name.text}`)
      if (!meant[0]) throw personNotFound(column, `${companyName} ${name.text}`)
      return { personId: meant[0].id, companyId: employerOf.get(meant[0].id) ?? null }
    }
    if (email) throw personNotFound(column, email)
    const meant = companies.filter(c => c.nameKey === key)
    if (meant.length > 1) throw severalMeant(column, companyName)
    if (!meant[0]) throw companyNotFound(column, companyName)
    return { personId: null, companyId: meant[0].id }
  }
}

const keyOf = (d: Doing) =>
  JSON.stringify([
    d.personId ?? -(d.companyId ?? 0),
    d.input.kind,
    d.input.doneAt.getTime(),
    d.input.subject,
    d.input.note,
    d.input.outcome,
  ])

/** The same thing done with the same person at the same time, in the same words, is the same. */
async function knownAlready(act: OwnerAct, doings: Doing[]): Promise<Map<string, number>> {
  const wanted = doings.map(d => ({
    row: d.row,
    person_id: d.personId,
    company_id: d.companyId,
    ...d.input,
    doneAt: d.input.doneAt,
  }))
  const { rows } = await sql<{ row: number; id: number }>`
    select distinct on (w.row) w.row, a.id
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w(row integer, person_id bigint, company_id bigint, kind text, "doneAt" timestamptz,
      subject text, note text, outcome text)
    join activity a on a.done_at = w."doneAt" and a.kind = w.kind and a.subject = w.subject and a.note = w.note
      and a.outcome is not distinct from w.outcome
      and case when w.person_id is not null then a.person_id = w.person_id else a.person_id is null and a.company_id = w.company_id end
    order by w.row, a.id`.execute(act.tx)
  const byRow = new Map(doings.map(d => [d.row, d]))
  return new Map(rows.map(r => [keyOf(byRow.get(r.row)!), r.id]))
}

async function insert(act: OwnerAct, doings: Doing[]): Promise<Map<number, number>> {
  if (doings.length === 0) return new Map()
  const rows = doings.map(d => ({
    kind: d.input.kind,
    personId: d.personId,
    companyId: d.companyId,
    holderId: d.holderId,
    subject: d.input.subject,
    note: d.input.note,
    doneAt: d.input.doneAt,
    outcome: d.input.outcome,
    createdAt: act.at,
    createdBy: act.byId,
  }))
  const inserted = await act.tx.insertInto('activity').values(rows).returning('id').execute()
  const ids = inserted.map(r => r.id)
  // Whoever did it then is who the timeline says did it, not whoever brought the list.
  for (const holderId of new Set(doings.map(d => d.holderId))) {
    await recordAll(
      { ...act, byId: holderId },
      doings.flatMap((d, i) =>
        d.holderId !== holderId
          ? []
          : [
              {
                kind: 'activity.done' as const,
                personId: d.personId,
                companyId: d.companyId,
                occurredAt: d.input.doneAt,
                historic: true,
                facts: { activityId: ids[i]!, kind: d.input.kind, outcome: d.input.outcome },
              },
            ],
      ),
    )
  }
  return new Map(doings.map((d, i) => [d.row, ids[i]!]))
}
