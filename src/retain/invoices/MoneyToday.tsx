import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Card } from '../../office/settings/Section.tsx'
import { rpc } from '../../ui/api.ts'
import { DateText } from '../../ui/DateText.tsx'
import { Money } from '../../ui/Money.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { Tile, Tiles } from '../../ui/Tile.tsx'
import classes from './MoneyToday.module.css'
import { StandingMark } from './StandingMark.tsx'

const states = ['overdue', 'dueSoon', 'draft'] as const

/** What money waits for today: what is late, what is due this week, what is to be issued. */
export function MoneyToday() {
  return (
    <>
      <Tiles>
        {states.map(state => (
          <Documents key={state} state={state} />
        ))}
        <ToInvoice />
      </Tiles>
      <div className={classes.columns}>
        {states.map(state => (
          <Some key={state} state={state} />
        ))}
      </div>
    </>
  )
}

type State = (typeof states)[number]
const wordOf = { overdue: 'overdue', dueSoon: 'dueSoon', draft: 'drafts' } as const

function Documents({ state }: { state: State }) {
  const { t } = useTranslation()
  const sums = useQuery(rpc.invoices.sums.queryOptions({ input: { state } }))
  const { left = 0, total = 0 } = sums.data ?? {}
  return (
    <Tile
      to={`/invoices?state=${state}`}
      count={sums.data?.count}
      late={state === 'overdue'}
      label={
        <>
          {t($ => $.invoices.home[wordOf[state]])} <Money amount={state === 'draft' ? total : left} />
        </>
      }
    />
  )
}

function ToInvoice() {
  const { t } = useTranslation()
  const sums = useQuery(rpc.orders.sums.queryOptions({ input: { state: 'toInvoice' } }))
  const { amount = 0, invoiced = 0 } = sums.data ?? {}
  return (
    <Tile
      to="/orders?state=toInvoice"
      count={sums.data?.count}
      label={
        <>
          {t($ => $.invoices.home.toInvoice)} <Money amount={amount - invoiced} />
        </>
      }
    />
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
