import type { Result } from './results.ts'
import type { Judging, Measured, Row } from './row.ts'
import { at } from './timing.ts'

/** A figure set beside its target: the measurement's own, else the row's. */
export function judged(row: Row, measured: Measured, people: number): Result {
  const { what, took, limit, cpu, note = '' } = measured
  const { unit, target, share = 0.95, least }: Judging = { ...row, ...measured }
  const counts = at(took, took.length > 1 ? share : 0.5)
  return {
    id: row.id,
    what,
    unit,
    p50: at(took, 0.5),
    p95: took.length > 1 ? at(took, 0.95) : null,
    p99: took.length > 1 ? at(took, 0.99) : null,
    limit: limit?.at ?? null,
    limitIs: limit?.is ?? '',
    target,
    least: least ?? false,
    share,
    met: target === null ? null : least ? counts >= target : counts <= target,
    failed: false,
    peopleInDatabase: people,
    app: cpu?.app ?? null,
    database: cpu?.database ?? null,
    at: new Date().toISOString(),
    note,
  }
}

/** A row that could not be measured is written down as that, with what it said. */
export function failed(row: Row, error: unknown, people: number): Result {
  const said = error instanceof Error ? error.message : String(error)
  return {
    ...judged(row, { what: 'the whole row', took: [], note: said }, people),
    p50: null,
    met: row.target === null ? null : false,
    failed: true,
  }
}
