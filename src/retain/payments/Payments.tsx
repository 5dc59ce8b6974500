import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Card } from '../../office/settings/Section.tsx'
import { Tag } from '../../office/settings/Tag.tsx'
import { rpc } from '../../ui/api.ts'
import { DateText } from '../../ui/DateText.tsx'
import { useFormat } from '../../ui/format.ts'
import { Money } from '../../ui/Money.tsx'
import { useMay } from '../../ui/me.tsx'
import { Problem } from '../../ui/Problem.tsx'
import classes from '../invoices/InvoicePage.module.css'
import { CorrectDialog } from './CorrectDialog.tsx'
import type { Payment } from './payments.schema.ts'

type Props = { invoiceId: number; onRecord?: (() => void) | undefined }

/** What came in for an invoice. Rows stand; a wrong one is corrected beside it. */
export function Payments({ invoiceId, onRecord }: Props) {
  const { t } = useTranslation()
  const may = useMay('payment.edit')
  const list = useQuery(rpc.payments.list.queryOptions({ input: { invoiceId, limit: 100 } }))
  const [wrong, setWrong] = useState<Payment>()
  return (
    <Card title={t($ => $.invoices.payments.title)}>
      {list.isError && <Problem error={list.error} onRetry={list.refetch} />}
      {list.data?.items.length === 0 && (
        <p className={classes.quiet}>
          {t($ => $.invoices.payments.none)}{' '}
          {onRecord && (
            <Button size="compact-sm" variant="subtle" onClick={onRecord}>
              {t($ => $.invoices.payments.record)}
            </Button>
          )}
        </p>
      )}
      <ul className={classes.list}>
        {list.data?.items.map(one => (
          <Row
            key={one.id}
            payment={one}
            {...(may && !one.corrected && one.reversesId === null ? { onCorrect: () => setWrong(one) } : {})}
          />
        ))}
      </ul>
      {wrong && <CorrectDialog payment={wrong} onClose={() => setWrong(undefined)} />}
    </Card>
  )
}

function Row({ payment, onCorrect }: { payment: Payment; onCorrect?: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { paidOn, amount, fee, method, corrected, reversesId, note } = payment
  return (
    <li>
      <span>
        <DateText value={paidOn} /> {t($ => $.invoices.payments.methods[method])}{' '}
        {reversesId !== null && <Tag tone="late">{t($ => $.invoices.payments.reversal)}</Tag>}
        {corrected && <Tag>{t($ => $.invoices.payments.reversed)}</Tag>}
      </span>
      <span>
        {fee !== 0 && (
          <span className="ui-quiet">{t($ => $.invoices.payments.feeOf, { amount: format.money(fee) })} </span>
        )}
        <span className={corrected ? classes.struck : undefined}>
          <Money amount={amount} earned={amount > 0 && !corrected} />
        </span>{' '}
        {onCorrect && (
          <Button
            size="compact-xs"
            variant="subtle"
            aria-label={`${t($ => $.invoices.payments.correct)}: ${format.date(paidOn)} ${format.money(amount)}`}
            onClick={onCorrect}
          >
            {t($ => $.invoices.payments.correct)}
          </Button>
        )}
      </span>
      {note && <span className={classes.quiet}>{note}</span>}
    </li>
  )
}
