import { Button, Group } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CompanyPart } from '../../people/companies/CompanyPart.tsx'
import { rpc } from '../../ui/api.ts'
import { Money } from '../../ui/Money.tsx'
import { useMay } from '../../ui/me.tsx'
import { AddOrder } from '../orders/AddOrder.tsx'
import { BillingDialog } from './BillingDialog.tsx'
import classes from './InvoicePage.module.css'

/** 取引: what a company ordered, was invoiced, has paid and still owes; with all that belongs to it. */
export function CompanyTrade({ id, name }: { id: number; name: string }) {
  const { t } = useTranslation()
  const mayRead = useMay('invoice.read')
  const mayOrder = useMay('order.edit')
  const mayBill = useMay('invoice.edit')
  const trade = useQuery({ ...rpc.billings.trade.queryOptions({ input: { companyId: id } }), enabled: mayRead })
  const [open, setOpen] = useState<'billing' | 'order'>()
  if (!mayRead || !trade.data) return null
  const { orders, ordered, toInvoice, billed, paid, left, overdue, below } = trade.data
  const figures = [
    { label: t($ => $.invoices.company.orders), amount: ordered },
    { label: t($ => $.invoices.company.toInvoice), amount: toInvoice },
    { label: t($ => $.invoices.company.billed), amount: billed },
    { label: t($ => $.invoices.company.paid), amount: paid, earned: paid > 0 },
  ]
  return (
    <CompanyPart
      title={t($ => $.invoices.company.title)}
      act={
        mayOrder && (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => setOpen('order')}
          >
            {t($ => $.orders.add)}
          </Button>
        )
      }
    >
      {orders === 0 ? (
        <p className={classes.quiet}>{t($ => $.invoices.company.none)}</p>
      ) : (
        <dl className={classes.figures}>
          {figures.map(one => (
            <div key={one.label} style={{ display: 'contents' }}>
              <dt>{one.label}</dt>
              <dd>
                <Money amount={one.amount} earned={one.earned ?? false} />
              </dd>
            </div>
          ))}
          <dt className={classes.strong}>{t($ => $.invoices.company.left)}</dt>
          <dd className={classes.strong}>
            <Money amount={left} />
          </dd>
          {overdue > 0 && (
            <>
              <dt>{t($ => $.invoices.company.overdue)}</dt>
              <dd style={{ color: 'var(--ui-late)' }}>
                <Money amount={overdue} />
              </dd>
            </>
          )}
        </dl>
      )}
      {below > 0 && <p className={classes.quiet}>{t($ => $.invoices.company.below, { count: below })}</p>}
      <Group gap={16}>
        {billed > 0 && (
          <Link to="/invoices" search={{ state: 'all', company: id }}>
            {t($ => $.invoices.company.invoices)}
          </Link>
        )}
        {mayBill && (
          <Button size="compact-sm" variant="default" onClick={() => setOpen('billing')}>
            {t($ => $.invoices.company.billing)}
          </Button>
        )}
      </Group>
      {open === 'billing' && <BillingDialog company={{ id, name }} onClose={() => setOpen(undefined)} />}
      <AddOrder opened={open === 'order'} onClose={() => setOpen(undefined)} company={{ id, name }} />
    </CompanyPart>
  )
}
