import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Card } from '../../office/settings/Section.tsx'
import { rpc } from '../../ui/api.ts'
import { DateText } from '../../ui/DateText.tsx'
import { useFormat } from '../../ui/format.ts'
import { Money } from '../../ui/Money.tsx'
import classes from './ThreadView.module.css'
import type { Thread } from './thread.schema.ts'

/** 入金 → 請求 → 注文 → 商談 → リード → 最初の接触: where the money came from, each step a link. */
export function ThreadView({ invoiceId }: { invoiceId: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const thread = useQuery(rpc.invoices.thread.queryOptions({ input: { id: invoiceId } }))
  if (!thread.data) return null
  const { payments, invoice, order, deal, lead, first } = thread.data
  const hidden = <span className="ui-quiet">{t($ => $.invoices.thread.hidden)}</span>
  const person = (of: { id: number; name: string } | null) => of && <Link to={`/persons/${of.id}`}>{of.name}</Link>
  return (
    <Card title={t($ => $.invoices.thread.title)}>
      <ol className={classes.thread}>
        {payments.length > 0 && (
          <Step name={t($ => $.invoices.thread.payment)} day={payments.at(-1)?.paidOn}>
            <Money amount={payments.reduce((sum, one) => sum + one.settled, 0)} earned />
          </Step>
        )}
        <Step name={t($ => $.invoices.thread.invoice)} day={invoice.issuedOn}>
          {invoice.id === invoiceId ? (
            (invoice.number ?? t($ => $.invoices.standing.draft))
          ) : (
            <Link to={`/invoices/${invoice.id}`}>{invoice.number}</Link>
          )}{' '}
          <Money amount={invoice.total} />
        </Step>
        <Step name={t($ => $.invoices.thread.order)} day={order.orderedOn}>
          <Link to={`/orders/${order.id}`}>{order.number}</Link> <Money amount={order.amount} />
        </Step>
        {deal ? (
          <Step name={t($ => $.invoices.thread.deal)} day={deal.openedAt}>
            {deal.title === null ? hidden : <Link to={`/deals/${deal.id}`}>{deal.title}</Link>}{' '}
            <Money amount={deal.amount} />
            {deal.contacts.length > 0 && (
              <span className={classes.more}>{format.list(deal.contacts.map(one => one.name))}</span>
            )}
          </Step>
        ) : (
          <Step name={t($ => $.invoices.thread.deal)}>
            <span className="ui-quiet">{t($ => $.invoices.thread.noDeal)}</span>
          </Step>
        )}
        {lead && (
          <Step name={t($ => $.invoices.thread.lead)} day={lead.openedAt}>
            {person(lead.person) ?? hidden}
          </Step>
        )}
        {first && <First first={first}>{person(first.person) ?? hidden}</First>}
      </ol>
    </Card>
  )
}

/** The first thing that anybody of them did, and how they came. */
function First({ first, children }: { first: NonNullable<Thread['first']>; children: ReactNode }) {
  const { t } = useTranslation()
  const { visit, page } = first
  const kinds = t($ => $.invoices.thread.touch, { returnObjects: true }) as Record<string, string>
  const source = visit
    ? [t($ => $.invoices.thread.channel[visit.channel as 'search']), visit.source, visit.campaign]
        .filter(Boolean)
        .join(' / ')
    : first.source
  return (
    <Step name={t($ => $.invoices.thread.first)} day={first.at}>
      {children}
      <span className={classes.more}>{page ?? kinds[first.kind.replace('.', '_')]}</span>
      {source && <span className={classes.more}>{t($ => $.invoices.thread.source, { source })}</span>}
    </Step>
  )
}

function Step({ name, day, children }: { name: string; day?: string | Date | null | undefined; children: ReactNode }) {
  return (
    <li className={classes.step}>
      <span className={classes.name}>{name}</span>
      <span className={classes.what}>{children}</span>
      <span className={classes.day}>{day && <DateText value={day} />}</span>
    </li>
  )
}
