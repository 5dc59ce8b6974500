import type { Tx } from '../../platform/db.ts'

const letters = { order: 'ORD', invoice: 'INV', credit: 'CRN', revised: 'REV' } as const

/**
 * The next number of a kind. The counter's row is held until commit, so nobody gets the same one, and what does not commit
 * has taken none. Ask for it last: others wait.
 */
export async function nextNumber(
  tx: Tx,
  kind: keyof typeof letters,
  prefix = '',
): Promise<{ sequence: number; number: string }> {
  const { last } = await tx
    .updateTable('documentCounter')
    .set(eb => ({ last: eb('last', '+', 1) }))
    .where('kind', '=', kind)
    .returning('last')
    .executeTakeFirstOrThrow()
  return { sequence: last, number: `${prefix}${letters[kind]}-${String(last).padStart(6, '0')}` }
}
