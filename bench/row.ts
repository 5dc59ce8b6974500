import type { Office } from './office.ts'
import type { Times } from './timing.ts'

/** What one measurement came to, before it is set beside its target. */
export type Measured = {
  what: string
  took: Times
  /** What the machine does at best for the same answer, in the unit of the row. */
  limit?: { at: number; is: string }
  note?: string
}

/** A row of the bench: what is measured, and what it must be at most (`least`: at least). */
export type Row = {
  id: string
  unit: string
  target: number | null
  /** Which share of the acts must keep the target; 0.5 is the median. */
  share?: number
  /** More is better: views a second, not milliseconds. */
  least?: true
  run(office: Office): Promise<Measured[]>
}
