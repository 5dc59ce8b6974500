import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Card } from '../../office/settings/Section.tsx'
import { rpc } from '../../ui/api.ts'
import { DateText } from '../../ui/DateText.tsx'
import { useFormat } from '../../ui/format.ts'
import { Money } from '../../ui/Money.tsx'
import { Problem } from '../../ui/Problem.tsx'
import classes from './MoneyToday.module.css'
import { StandingMark } from './StandingMark.tsx'

const states = ['overdue', 'dueSoon', 'draft'] as const

/** What money waits for today: what is late, what is due this week, what is to be issued. */
export function MoneyToday() {
  return (
    <div className={classes.today}>
      <div className={classes.tiles}>
        {states.map(state => (
          <Tile key={state} state={state} />
        ))}
        <ToInvoice />
      </div>
      <div className={classes.columns}>
        {states.map(state => (
          <Some key={state} state={state} />
        ))}
      </div>
    </div>
  )
}

type State = (typeof states)[number]
const wordOf = { overdue: 'overdue', dueSoon: 'dueSoon', draft: 'drafts' } as const

function Tile({ state }: { state: State }) {
  const { t } = useTranslation()
  const format = useFormat()
  const sums = useQuery(rpc.invoices.sums.queryOptions({ input: { state } }))
  const { count = 0, left = 0, total = 0 } = sums.data ?? {}
  return (
    <Link
      to="/invoices"
      search={{ state }}
      className={classes.tile}
      data-late={(state === 'overdue' && count > 0) || undefined}
    >
      <span className={classes.figure}>{sums.data ? format.number(count) : '―'}</span>
      <span className={classes.label}>
        {t($ => $.invoices.home[wordOf[state]])} <Money amount={state === 'draft' ? total : left} />
      </span>
    </Link>
  )
}

function ToInvoice() {
  const { t } = useTranslation()
  const format = useFormat()
  const sums = useQuery(rpc.orders.sums.queryOptions({ input: { state: 'toInvoice' } }))
  return (
    <Link to="/orders" search={{ state: 'toInvoice' }} className={classes.tile}>
      <span className={classes.figure}>{sums.data ? format.number(sums.data.count) : '―'}</span>
      <span className={classes.label}>
        {t($ => $.invoices.home.toInvoice)} <Money amount={(sums.data?.amount ?? 0) - (sums.data?.invoiced ?? 0)} />
      </span>
    </Link>
  )
}

function Some({ state }: { state: State }) {
  const { t } = useTranslation()
  const list = useQuery(rpc.invoices.list.queryOptions({ input: { state, limit: 8 } }))
  if (list.isError) return <Problem error={list.error} onRetry={list.refetch} />
  if (list.isPending) return <Skeleton height={120} radius={8} />
  if (list.data.items.length === 0) return null
  return (
    <Card title={t($ => $.invoices.home[wordOf[state]])}>
      <ul className={classes.list}>
        {list.data.items.map(one => (
          <li key={one.id}>
            <Link to="/invoices/$id" params={{ id: one.id }}>
              {one.billTo.name}
            </Link>
            <Money amount={one.left ?? one.total} />
            <span className={classes.quiet}>{one.number ?? one.title}</span>
            <span className={classes.quiet}>
              {state === 'overdue' && <StandingMark invoice={one} />}
              {state === 'dueSoon' && <DateText value={one.dueOn} as="short" />}
            </span>
          </li>
        ))}
      </ul>
      {list.data.nextCursor && (
        <Link to="/invoices" search={{ state }}>
          {t($ => $.invoices.home.open)}
        </Link>
      )}
    </Card>
  )
}
