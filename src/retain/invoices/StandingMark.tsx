import { useTranslation } from 'react-i18next'
import { Tag, type Tone } from '../../office/settings/Tag.tsx'
import { useFormat } from '../../ui/format.ts'
import type { Invoice } from './invoices.schema.ts'
import type { InvoiceKind } from './paper.schema.ts'

const tones: Record<Invoice['standing'], Tone> = {
  draft: 'plain',
  unpaid: 'accent',
  overdue: 'late',
  paid: 'good',
  issued: 'plain',
}

/** How an invoice stands, in a word; of an overdue one, how late it is. */
export function StandingMark({ invoice }: { invoice: Pick<Invoice, 'standing' | 'dueOn' | 'left'> }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { standing, dueOn, left } = invoice
  if (standing === 'paid' && left !== null && left < 0) return <Tag tone="soon">{t($ => $.invoices.overpaid)}</Tag>
  if (standing === 'overdue' && dueOn)
    return <Tag tone="late">{t($ => $.invoices.late, { count: -format.daysFromToday(dueOn) })}</Tag>
  return <Tag tone={tones[standing]}>{t($ => $.invoices.standing[standing])}</Tag>
}

/** Only what is no plain invoice says so. */
export function KindMark({ kind }: { kind: InvoiceKind }) {
  const { t } = useTranslation()
  return kind === 'invoice' ? null : <Tag tone="soon">{t($ => $.invoices.kind[kind])}</Tag>
}
