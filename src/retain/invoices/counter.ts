import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { planned } from '../../platform/lines.ts'

const letters = { order: 'ORD', invoice: 'INV', credit: 'CRN', revised: 'REV' } as const

/**
 * The next number of a kind. The counter's row is held until commit, so nobody gets the same one, and what does not commit
 * has taken none. Ask for it last: others wait.
 */
export async function nextNumber(tx: Tx, kind: keyof typeof letters): Promise<{ sequence: number; number: string }> {
  const { rows } = await sql<{ last: number; invoicePrefix: string }>`
    ${planned('next-number')} update document_counter set last = last + 1 where kind = ${kind}
    returning last, (select invoice_prefix from workspace)`.execute(tx)
  const { last, invoicePrefix } = rows[0]!
  const prefix = kind === 'order' ? '' : invoicePrefix
  return { sequence: last, number: `${prefix}${letters[kind]}-${String(last).padStart(6, '0')}` }
}
