import { useTranslation } from 'react-i18next'
import { DateText } from '../../ui/DateText.tsx'
import type { GridColumn } from '../../ui/grid/types.ts'
import { Money } from '../../ui/Money.tsx'
import type { Invoice } from './invoices.schema.ts'
import { KindMark, StandingMark } from './StandingMark.tsx'

/** What the list of invoices shows; of drafts, no number and nothing that was paid. */
export function useInvoiceColumns(state: string): GridColumn<Invoice>[] {
  const { t } = useTranslation()
  const owes = ['unpaid', 'overdue', 'dueSoon'].includes(state)
  const issued: GridColumn<Invoice>[] = [
    {
      key: 'issuedOn',
      label: t($ => $.invoices.field.issuedOn),
      width: 140,
      // What is owed is looked at by the day on which it is due.
      hidden: owes,
      cell: row => <DateText value={row.issuedOn} />,
    },
    {
      key: 'dueOn',
      label: t($ => $.invoices.field.dueOn),
      width: 140,
      card: 'line',
      cell: row => <DateText value={row.dueOn} />,
      inCard: row => row.dueOn && <DateText value={row.dueOn} />,
    },
  ]
  const owed: GridColumn<Invoice>[] = [
    {
      key: 'paid',
      label: t($ => $.invoices.field.paid),
      width: 120,
      align: 'end',
      cell: row => row.paid !== null && <Money amount={row.paid} earned={row.paid > 0} />,
    },
    {
      key: 'left',
      label: t($ => $.invoices.field.left),
      width: 120,
      align: 'end',
      ...(owes ? { card: 'line' as const } : {}),
      cell: row => row.left !== null && <Money amount={row.left} />,
      inCard: row => (
        <>
          {t($ => $.invoices.field.left)} <Money amount={row.left} />
        </>
      ),
    },
  ]
  return [
    {
      key: 'number',
      label: t($ => $.invoices.field.number),
      width: owes || state === 'draft' ? 130 : 220,
      card: 'line',
      cell: row => (
        <>
          {row.number ?? t($ => $.invoices.standing.draft)} <KindMark kind={row.kind} />
        </>
      ),
    },
    { key: 'billTo', label: t($ => $.invoices.field.billTo), width: 220, card: 'title', cell: row => row.billTo.name },
    {
      key: 'standing',
      label: t($ => $.invoices.field.standing),
      width: 110,
      card: 'badge',
      cell: row => <StandingMark invoice={row} />,
    },
    { key: 'title', label: t($ => $.invoices.field.title), width: 190, card: 'line', cell: row => row.title },
    ...(state === 'draft' ? [] : issued),
    {
      key: 'total',
      label: t($ => $.invoices.field.total),
      width: 125,
      align: 'end',
      ...(owes ? {} : { card: 'line' as const }),
      cell: row => <Money amount={row.kind === 'credit' ? -row.total : row.total} />,
    },
    ...(state === 'draft' ? [] : owed),
    {
      key: 'company',
      label: t($ => $.invoices.field.company),
      width: 220,
      hidden: true,
      cell: row => row.company.name,
    },
    { key: 'order', label: t($ => $.invoices.field.order), width: 130, hidden: true, cell: row => row.order.number },
  ]
}
