import { type Act, asOwner } from '../../office/roles/act.ts'
import { corporateNumber } from '../../people/identity/corporateNumber.ts'
import { Refusal } from '../../platform/refusal.ts'
import { stale } from '../../platform/stale.ts'
import type { ChangeInvoicing, Invoicing } from './billing.schema.ts'

/** What our own invoices say, and how their tax is rounded. */
export async function getInvoicing({ tx }: Act): Promise<Invoicing> {
  const found = await tx
    .selectFrom('workspace')
    .select(['registrationNumber', 'bankAccount', 'taxRounding', 'invoicePrefix', 'version'])
    .executeTakeFirstOrThrow()
  const { registrationNumber } = found
  return {
    ...found,
    taxRounding: found.taxRounding as Invoicing['taxRounding'],
    warning: registrationNumber !== '' && corporateNumber(registrationNumber) === null,
  }
}

export async function changeInvoicing(act: Act, { version, ...patch }: ChangeInvoicing): Promise<Invoicing> {
  return asOwner(act, async act => {
    const number =
      patch.registrationNumber === undefined ? {} : { registrationNumber: registered(patch.registrationNumber) }
    const changed = await act.tx
      .updateTable('workspace')
      .set({ ...patch, ...number, id: 1 })
      .where('version', '=', version)
      .returning('id')
      .executeTakeFirst()
    if (!changed) throw stale(await getInvoicing(act), patch)
    return getInvoicing(act)
  })
}

/**
 * T and 13 digits, however they are written. The check digit of a company's is looked at and only warned of: a sole
 * proprietor's digits follow no rule that one could check.
 */
function registered(text: string): string {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s\-‐‑‒–—―−ー]/g, '')
    .toUpperCase()
  if (plain === '') return ''
  const digits = plain.replace(/^T/, '')
  if (!/^\d{13}$/.test(digits))
    throw new Refusal(
      'invalid',
      {
        en: 'A registration number is T followed by 13 digits.',
        ja: '登録番号は「T」と13桁の数字で入力してください。',
      },
      { field: 'registrationNumber' },
    )
  return `T${digits}`
}
