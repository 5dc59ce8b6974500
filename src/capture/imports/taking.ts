import type { Calendar } from '../../office/calendar/workdays.ts'
import type { OwnerAct } from '../../office/roles/act.ts'
import type { Refusal } from '../../platform/refusal.ts'
import type { ImportOptions, RowOutcome } from './imports.schema.ts'
import { type Problem, problemOf } from './problems.ts'

/** What every row of an import is taken with. */
export type Importing = { id: number; fileName: string; fileHash: string; options: ImportOptions; calendar: Calendar }

/** What became of a row. `newCompany`: the company is here because of this row. */
export type Taken = {
  row: number
  outcome: RowOutcome
  problem?: Problem
  /** Nothing of what the row held is kept: whoever it speaks of asked for that. */
  forgotten?: boolean
  personId?: number | null
  companyId?: number | null
  activityId?: number | null
  identityId?: number | null
  newCompany?: boolean
}

/** Takes rows into the database, set-wise, as if one after the other. */
export type Take<Input> = (
  act: OwnerAct,
  importing: Importing,
  rows: { row: number; input: Input }[],
) => Promise<Taken[]>

export const refusedRow = (row: number, refusal: Refusal): Taken => ({
  row,
  outcome: 'refused',
  problem: problemOf(row, refusal),
})
