import { Button, Group, Skeleton } from '@mantine/core'
import { IconFileInvoice } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Card } from '../../office/settings/Section.tsx'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { Fact, Facts } from '../../ui/Fact.tsx'
import { useFormat } from '../../ui/format.ts'
import { Money } from '../../ui/Money.tsx'
import { useMay } from '../../ui/me.tsx'
import { Page } from '../../ui/Page.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { useRowId } from '../../ui/place.ts'
import { saveInPlace } from '../../ui/saveInPlace.ts'
import classes from '../invoices/InvoicePage.module.css'
import { KindMark } from '../invoices/StandingMark.tsx'
import lines from './Lines.module.css'
import { asSent, type EditedLine, isComplete, LinesEditor } from './LinesEditor.tsx'
import { OrderMark } from './OrdersPage.tsx'
import type { OneOrder } from './orders.schema.ts'

/** An order: what was ordered, by whom, and its invoices. */
export function OrderPage() {
  const id = useRowId()
  const { t } = useTranslation()
  const navigate = useNavigate()
  const mayBill = useMay('invoice.edit')
  const order = useQuery(rpc.orders.get.queryOptions({ input: { id } }))
  const draft = useAct(api.invoices.create, { done: t($ => $.orders.drafted) })
  const crumbs = [{ label: t($ => $.desk.place.orders), to: '/orders' }]
  if (order.isError)
    return (
      <Page title={t($ => $.desk.place.orders)} crumbs={crumbs}>
        <Problem error={order.error} onRetry={order.refetch} />
      </Page>
    )
  if (!order.data)
    return (
      <Page title=" " crumbs={crumbs}>
        <Skeleton height={320} />
      </Page>
    )
  const { data } = order
  const open = data.lines.some(line => line.left > 0)
  const run = async () => {
    const made = await draft.run({ orderId: id })
    if (made) void navigate({ to: '/invoices/$id', params: { id: made.id } })
  }
  return (
    <Page
      title={data.title}
      crumbs={crumbs}
      aside={<OrderMark state={data.state} />}
      sub={
        <>
          {data.number}　<Link to={`/companies/${data.company.id}`}>{data.company.name}</Link>
        </>
      }
      {...(mayBill && open
        ? {
            act: {
              label: t($ => $.orders.draft),
              icon: IconFileInvoice,
              onClick: run,
              loading: draft.pending,
              keys: 'c',
            },
          }
        : {})}
    >
      <div className={classes.page}>
        <div className={classes.column}>
          <Lines order={data} />
        </div>
        <div className={classes.column}>
          <About order={data} />
          <Card title={t($ => $.orders.documents)}>
            {data.invoices.length === 0 && <p className={classes.quiet}>{t($ => $.orders.noDocuments)}</p>}
            <ul className={classes.list}>
              {data.invoices.map(one => (
                <li key={one.id}>
                  <Link to="/invoices/$id" params={{ id: one.id }}>
                    {one.number ?? t($ => $.invoices.draftOf[one.kind])}
                  </Link>
                  <KindMark kind={one.kind} />
                  <Money amount={one.kind === 'credit' ? -one.total : one.total} />
                </li>
              ))}
            </ul>
          </Card>
        </div>
      </div>
    </Page>
  )
}

function About({ order }: { order: OneOrder }) {
  const { t } = useTranslation()
  const may = useMay('order.edit')
  const fact = (field: 'title' | 'orderedOn' | 'inspectedOn' | 'memo', kind: 'text' | 'date' | 'long') => (
    <Fact
      label={t($ => $.orders.field[field])}
      kind={kind}
      value={order[field]}
      {...(may
        ? {
            onSave: (value, version) =>
              saveInPlace({
                row: order,
                valueIn: of => of[field],
                save: version =>
                  api.orders.change({ id: order.id, version, [field]: value ?? (kind === 'date' ? null : '') }),
                ...(version === undefined ? {} : { version }),
              }),
          }
        : {})}
    />
  )
  return (
    <Card title={t($ => $.orders.about)}>
      <Facts>
        {fact('title', 'text')}
        {fact('orderedOn', 'date')}
        {fact('inspectedOn', 'date')}
        {order.person && (
          <Fact
            label={t($ => $.orders.field.person)}
            value={order.person.name}
            show={<Link to={`/persons/${order.person.id}`}>{order.person.name}</Link>}
          />
        )}
        {order.deal && (
          <Fact
            label={t($ => $.orders.field.deal)}
            value={order.deal.name}
            show={<Link to={`/deals/${order.deal.id}`}>{order.deal.name}</Link>}
          />
        )}
        {fact('memo', 'long')}
      </Facts>
    </Card>
  )
}

/** Lines stand as soon as an invoice exists; before, they can be written anew. */
function Lines({ order }: { order: OneOrder }) {
  const { t } = useTranslation()
  const may = useMay('order.edit') && order.invoices.length === 0
  const [edited, setEdited] = useState<EditedLine[]>()
  const save = useAct(api.orders.change, {
    done: t($ => $.orders.changed),
    undo: ({ operationId }) => api.journal.undo({ id: operationId ?? 0 }),
  })
  if (edited) {
    const submit = async () => {
      const sent = edited.map(line => ({
        ...(line.id === undefined ? {} : { id: line.id }),
        ...asSent(line),
        productId: line.productId,
      }))
      if (await save.run({ id: order.id, version: order.version, lines: sent })) setEdited(undefined)
    }
    return (
      <Card title={t($ => $.orders.lines)}>
        <LinesEditor products lines={edited} onLines={setEdited} />
        <Group justify="flex-end">
          <Button variant="default" onClick={() => setEdited(undefined)}>
            {t($ => $.ui.act.cancel)}
          </Button>
          <Button loading={save.pending} disabled={!edited.every(isComplete)} onClick={() => void submit()}>
            {t($ => $.ui.act.save)}
          </Button>
        </Group>
      </Card>
    )
  }
  return (
    <Card title={t($ => $.orders.lines)}>
      <LinesTable order={order} />
      {may && (
        <Group>
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => setEdited(order.lines.map(line => ({ ...line, key: String(line.id) })))}
          >
            {t($ => $.orders.editLines)}
          </Button>
        </Group>
      )}
    </Card>
  )
}

function LinesTable({ order }: { order: OneOrder }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <div className={lines.scroll}>
      <table className={lines.table}>
        <thead>
          <tr>
            <th scope="col">{t($ => $.orders.line.name)}</th>
            <th scope="col" className={lines.end}>
              {t($ => $.orders.line.quantity)}
            </th>
            <th scope="col" className={`${lines.end} ${lines.wide}`}>
              {t($ => $.orders.line.unitPrice)}
            </th>
            <th scope="col" className={lines.wide}>
              {t($ => $.orders.line.tax)}
            </th>
            <th scope="col" className={lines.end}>
              {t($ => $.orders.line.amount)}
            </th>
            <th scope="col" className={lines.end}>
              {t($ => $.orders.line.left)}
            </th>
          </tr>
        </thead>
        <tbody>
          {order.lines.map(line => (
            <tr key={line.id}>
              <td>{line.name}</td>
              <td className={lines.end}>
                {format.number(line.quantity)} {line.unit}
              </td>
              <td className={`${lines.end} ${lines.wide}`}>
                <Money amount={line.unitPrice} />
              </td>
              <td className={lines.wide}>{t($ => $.products.tax[line.tax])}</td>
              <td className={lines.end}>
                <Money amount={line.amount} />
              </td>
              <td className={lines.end}>{format.number(line.left)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>{t($ => $.orders.sum)}</td>
            <td className={lines.end} />
            <td className={lines.wide} />
            <td className={lines.wide} />
            <td className={lines.end}>
              <Money amount={order.amount} />
            </td>
            <td />
          </tr>
        </tfoot>
      </table>
    </div>
  )
}
