import { Button, Skeleton } from '@mantine/core'
import { IconShoppingCart } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { useFormat } from '../../ui/format.ts'
import { Money } from '../../ui/Money.tsx'
import { useMay } from '../../ui/me.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { KindMark, StandingMark } from '../invoices/StandingMark.tsx'
import classes from './DealTrade.module.css'
import { OrderMark } from './OrdersPage.tsx'

/** What followed from a won deal: its order with the documents made of it; or the way to record it. */
export function DealTrade({ dealId }: { dealId: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const orders = useQuery(rpc.orders.list.queryOptions({ input: { dealId, limit: 1 } }))
  const order = orders.data?.items[0]
  const invoices = useQuery({
    ...rpc.invoices.list.queryOptions({ input: { orderId: order?.id ?? 0, state: 'all', limit: 50 } }),
    enabled: order !== undefined,
  })
  return (
    <section className={classes.trade} aria-label={t($ => $.orders.ofDealTitle)}>
      <h2 className={classes.heading}>{t($ => $.orders.ofDealTitle)}</h2>
      {orders.isError && <Problem error={orders.error} onRetry={orders.refetch} />}
      {orders.isPending && <Skeleton height={64} />}
      {orders.data && !order && <Nothing dealId={dealId} />}
      {order && (
        <ul className={classes.list}>
          <li>
            <Link to="/orders/$id" params={{ id: order.id }}>
              {order.number}
            </Link>
            <Money amount={order.amount} />
            <span className={classes.quiet}>{format.date(order.orderedOn)}</span>
            <OrderMark state={order.state} />
          </li>
          {invoices.data?.items.map(one => (
            <li key={one.id} data-document>
              <Link to="/invoices/$id" params={{ id: one.id }}>
                {one.number ?? t($ => $.invoices.draftOf[one.kind])}
              </Link>
              <Money amount={one.total} earned={one.standing === 'paid'} />
              <span className={classes.quiet}>{one.issuedOn && format.date(one.issuedOn)}</span>
              {one.number && (
                <span>
                  <KindMark kind={one.kind} /> <StandingMark invoice={one} />
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {order && invoices.data?.items.length === 0 && <p className={classes.quiet}>{t($ => $.orders.notBilled)}</p>}
    </section>
  )
}

function Nothing({ dealId }: { dealId: number }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const may = useMay('order.edit')
  const create = useAct(api.orders.create, {
    done: order => t($ => $.orders.added, { number: order.number }),
    undo: ({ operationId }) => api.journal.undo({ id: operationId ?? 0 }),
  })
  const record = async () => {
    const order = await create.run({ dealId })
    if (order) void navigate({ to: '/orders/$id', params: { id: order.id } })
  }
  return (
    <>
      <p className={classes.quiet}>{t($ => $.orders.ofDealNone)}</p>
      {may && (
        <Button
          variant="light"
          loading={create.pending}
          leftSection={<IconShoppingCart size={16} aria-hidden />}
          onClick={() => void record()}
        >
          {t($ => $.orders.add)}
        </Button>
      )}
    </>
  )
}
