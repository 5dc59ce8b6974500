import type { Calendar } from '../../office/calendar/workdays.ts'
import type { OwnerAct } from '../../office/roles/act.ts'
import type { Tx } from '../../platform/db.ts'
import type { ImportAbout, ImportOptions } from './imports.schema.ts'
import { type Cells, customFieldsOf } from './mapping.ts'
import { readActivity } from './readActivity.ts'
import { readCompany } from './readCompany.ts'
import { readPerson } from './readPerson.ts'
import { isGood, type ReadRow, rowReader } from './rows.ts'
import type { TableRow } from './table.ts'
import { takeActivities } from './takeActivities.ts'
import { takeCompanies } from './takeCompanies.ts'
import { takePeople } from './takePeople.ts'
import type { Importing, Take, Taken } from './taking.ts'

/** How the rows of one import are read and taken, whatever they are about. */
export type Taker = {
  read: (row: TableRow) => ReadRow<object>
  /** Rows that `read` has read. */
  take: (act: OwnerAct, importing: Importing, rows: ReadRow<object>[]) => Promise<Taken[]>
}

type How = { mapping: (string | null)[]; headings: string[]; options: ImportOptions; calendar: Calendar; at: Date }

export async function takerFor(
  tx: Tx,
  about: ImportAbout,
  { mapping, headings, options, calendar, at }: How,
): Promise<Taker> {
  const custom = await customFieldsOf(tx, about)
  const through = <Input extends object>(read: (cells: Cells) => Input, take: Take<Input>) =>
    taker(rowReader(mapping, headings, read), take)
  switch (about) {
    case 'person':
      return through(cells => readPerson(cells, options, custom), takePeople)
    case 'company':
      return through(cells => readCompany(cells, custom), takeCompanies)
    case 'activity':
      return through(cells => readActivity(cells, options, { at, timeZone: calendar.timeZone }), takeActivities)
  }
}

function taker<Input extends object>(read: (row: TableRow) => ReadRow<Input>, take: Take<Input>): Taker {
  return {
    read,
    async take(act, importing, rows) {
      const all = rows as ReadRow<Input>[]
      const refused = all.flatMap((r): Taken[] =>
        isGood(r) ? [] : [{ row: r.row, outcome: 'refused', problem: r.problem }],
      )
      const taken = await take(act, importing, all.filter(isGood))
      return [...refused, ...taken]
    },
  }
}
