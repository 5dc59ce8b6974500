import type { Act } from '../office/roles/act.ts'

/** The day on which the fiscal year of that day began. */
export async function fiscalYear({ tx }: Act, day: string): Promise<string> {
  const { fiscalMonth } = await tx.selectFrom('workspace').select('fiscalMonth').executeTakeFirstOrThrow()
  const year = Number(day.slice(0, 4)) - (Number(day.slice(5, 7)) < fiscalMonth ? 1 : 0)
  return `${year}-${String(fiscalMonth).padStart(2, '0')}-01`
}
