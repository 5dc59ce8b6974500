import { sql } from 'kysely'
import { changedRows } from '../../office/journal/images.ts'
import { type Act, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import { needImport } from './draft.ts'
import type { UndoLook } from './imports.schema.ts'
import { hereBefore, touchedActivities, touchedCompanies, touchedPersons } from './undoRows.ts'

/** A row that stays when its import is undone. */
export type Leftover = { table: 'person' | 'company' | 'activity'; id: number }

export type Removed = Record<Leftover['table'], number>

export const removedOf = ({ person, company, activity }: Removed) => ({
  removed: person + company + activity,
  persons: person,
  companies: company,
  activities: activity,
})

const mostListed = 100

/** What undoing would do, and what it would leave because somebody has touched it since. */
export async function lookAtUndo(act: Act, id: number): Promise<UndoLook> {
  const { operationId, about } = await needImport(act, id)
  if (operationId === null)
    return { ...removedOf({ person: 0, company: 0, activity: 0 }), restored: 0, left: [], leftCount: 0 }
  const { removed, restored, left } = await asOwner(act, act => foresee(act, id, operationId, about))
  return { ...removedOf(removed), restored, left: await named(act, left), leftCount: left.length }
}

async function foresee(
  act: OwnerAct,
  importId: number,
  operationId: number,
  about: string,
): Promise<{ removed: Removed; restored: number; left: Leftover[] }> {
  const left: Leftover[] = []
  const removed: Removed = { person: 0, company: 0, activity: 0 }
  const count = (table: Leftover['table'], ids: number[], touched: number[]) => {
    removed[table] += ids.length - touched.length
    left.push(...touched.map(id => ({ table, id })))
  }
  const persons = about === 'person' ? await brought(act, importId, 'person') : []
  const stay = await touchedPersons(act.tx, persons, operationId)
  count('person', persons, stay)
  const activities = about === 'activity' ? await brought(act, importId, 'activity') : []
  count('activity', activities, await touchedActivities(act.tx, activities, operationId))
  const companies = await brought(act, importId, 'company')
  const used = await employers(act, companies, persons, stay)
  count('company', companies, [...new Set([...(await touchedCompanies(act.tx, companies, [operationId])), ...used])])

  const within = hereBefore(act.tx, importId, operationId, 0)
  let restored = 0
  for (const table of ['person', 'company'] as const) {
    const rows = await changedRows(act.tx, operationId, table)
    const before = await within(
      table,
      rows.map(r => r.id),
    )
    const mine = rows.filter(r => before.has(r.id))
    restored += mine.filter(r => r.untouched).length
    left.push(...mine.filter(r => !r.untouched && r.present).map(r => ({ table, id: r.id })))
  }
  return { removed, restored, left }
}

async function brought(act: OwnerAct, importId: number, table: Leftover['table']): Promise<number[]> {
  const isNew = table === 'company' ? sql`new_company` : sql`outcome = 'created'`
  const { rows } = await sql<{ id: number }>`
    select ${sql.ref(`${table}_id`)} as id from import_row where import_id = ${importId} and ${isNew} and ${sql.ref(`${table}_id`)} is not null`.execute(
    act.tx,
  )
  return rows.map(r => r.id)
}

/** Companies where somebody works who stays: those who were touched, and those whom the import did not bring. */
async function employers(act: OwnerAct, companies: number[], persons: number[], stay: number[]): Promise<number[]> {
  const going = persons.filter(id => !stay.includes(id))
  const { rows } = await sql<{ id: number }>`
    select distinct company_id as id from person where company_id = any(${companies}) and id <> all(${going})`.execute(
    act.tx,
  )
  return rows.map(r => r.id)
}

/** By their names, as far as the actor may see them. */
export async function named(act: Act, left: Leftover[]): Promise<UndoLook['left']> {
  const shown = left.slice(0, mostListed)
  const ids = (table: Leftover['table']) => [0, ...shown.filter(l => l.table === table).map(l => l.id)]
  const people = await act.tx
    .selectFrom('person')
    .select(['id', 'familyName', 'givenName', 'email'])
    .where('id', 'in', ids('person'))
    .execute()
  const companies = await act.tx
    .selectFrom('company')
    .select(['id', 'name'])
    .where('id', 'in', ids('company'))
    .execute()
  const activities = await act.tx
    .selectFrom('activity')
    .select(['id', 'subject'])
    .where('id', 'in', ids('activity'))
    .execute()
  const names = new Map([
    ...people.map(p => [`person ${p.id}`, `${p.familyName} ${p.givenName}`.trim() || (p.email ?? '')] as const),
    ...companies.map(c => [`company ${c.id}`, c.name] as const),
    ...activities.map(a => [`activity ${a.id}`, a.subject] as const),
  ])
  return shown.flatMap(l => {
    const name = names.get(`${l.table} ${l.id}`)
    return name === undefined ? [] : [{ table: l.table, id: l.id, name }]
  })
}
