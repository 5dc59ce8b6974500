import type { Office } from './office.ts'
import type { Times } from './timing.ts'

/** CPU milliseconds an operation. */
export type Cpu = { app: number; database: number }

/** What one measurement came to, before it is set beside its target. */
export type Measured = {
  what: string
  took: Times
  cpu?: Cpu
  /** What the machine does at best for the same answer, in the unit of the row. */
  limit?: { at: number; is: string } | undefined
  /** How the figure is to be read; of one that misses its target, why and what was tried. */
  note?: string
} & Partial<Judging>

export type Judging = {
  unit: string
  /** Null: nothing is asked of it, it is printed to be read. */
  target: number | null
  /** Which share of the acts must keep the target; 0.5 is the median. */
  share?: number | undefined
  /** More is better: views a second, not milliseconds. */
  least?: boolean | undefined
}

/** A row of the bench: what is measured, and what it must be at most (`least`: at least), unless a measurement says otherwise. */
export type Row = { id: string; run(office: Office): Promise<Measured[]> } & Judging
