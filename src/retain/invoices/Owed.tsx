import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Card } from '../../office/settings/Section.tsx'
import { rpc } from '../../ui/api.ts'
import { DateText } from '../../ui/DateText.tsx'
import { Money } from '../../ui/Money.tsx'
import classes from './InvoicePage.module.css'
import type { OneInvoice } from './invoices.schema.ts'
import { KindMark } from './StandingMark.tsx'

/** What is owed on an invoice with all that corrects it, and those documents. */
export function Owed({ invoice }: { invoice: OneInvoice }) {
  const { t } = useTranslation()
  const { id, rootId, order } = invoice
  const root = useQuery(rpc.invoices.get.queryOptions({ input: { id: rootId ?? id } }))
  const owed = root.data ?? invoice
  return (
    <Card title={t($ => $.invoices.state)}>
      <dl className={classes.figures}>
        <dt>{t($ => $.invoices.billed)}</dt>
        <dd>
          <Money amount={owed.billed} />
        </dd>
        <dt>{t($ => $.invoices.field.paid)}</dt>
        <dd>
          <Money amount={owed.paid} earned={(owed.paid ?? 0) > 0} />
        </dd>
        <dt>{t($ => $.invoices.field.left)}</dt>
        <dd className={classes.strong}>
          <Money amount={owed.left} />
        </dd>
        <dt>{t($ => $.invoices.field.dueOn)}</dt>
        <dd>
          <DateText value={owed.dueOn} />
        </dd>
        <dt>{t($ => $.invoices.field.order)}</dt>
        <dd>
          <Link to="/orders/$id" params={{ id: order.id }}>
            {order.number}
          </Link>
        </dd>
      </dl>
      {owed.documents.length > 1 && (
        <ul className={classes.list} aria-label={t($ => $.invoices.documents)}>
          {owed.documents.map(one => (
            <li key={one.id}>
              {one.id === id ? (
                <strong>{one.number ?? t($ => $.invoices.draftOf[one.kind])}</strong>
              ) : (
                <Link to="/invoices/$id" params={{ id: one.id }}>
                  {one.number ?? t($ => $.invoices.draftOf[one.kind])}
                </Link>
              )}
              <KindMark kind={one.kind} />
              <Money amount={one.kind === 'credit' ? -one.total : one.total} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
