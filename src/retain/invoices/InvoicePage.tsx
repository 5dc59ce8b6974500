import { Button, Menu, Skeleton } from '@mantine/core'
import { IconChevronDown, IconCoinYen, IconFileTypePdf, IconSend } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { useMay } from '../../ui/me.tsx'
import { Page } from '../../ui/Page.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { useRowId } from '../../ui/place.ts'
import { PayDialog } from '../payments/PayDialog.tsx'
import { Payments } from '../payments/Payments.tsx'
import { DraftForm } from './DraftForm.tsx'
import classes from './InvoicePage.module.css'
import type { OneInvoice } from './invoices.schema.ts'
import { Owed } from './Owed.tsx'
import { PaperView } from './PaperView.tsx'
import { StandingMark } from './StandingMark.tsx'
import { ThreadView } from './ThreadView.tsx'

/** A document as it is printed, beside what has been paid and where the money came from. */
export function InvoicePage() {
  const id = useRowId()
  const { t } = useTranslation()
  const invoice = useQuery(rpc.invoices.get.queryOptions({ input: { id } }))
  const crumbs = [{ label: t($ => $.desk.place.invoices), to: '/invoices' }]
  if (invoice.isError)
    return (
      <Page title={t($ => $.desk.place.invoices)} crumbs={crumbs}>
        <Problem error={invoice.error} onRetry={invoice.refetch} />
      </Page>
    )
  if (!invoice.data)
    return (
      <Page title=" " crumbs={crumbs}>
        <Skeleton height={480} />
      </Page>
    )
  return <Loaded key={id} invoice={invoice.data} crumbs={crumbs} />
}

function Loaded({ invoice, crumbs }: { invoice: OneInvoice; crumbs: { label: string; to: string }[] }) {
  const { t } = useTranslation()
  const mayPay = useMay('payment.edit')
  const mayEdit = useMay('invoice.edit')
  const [paying, setPaying] = useState(false)
  const [issuing, setIssuing] = useState(false)
  const { id, kind, number, standing, billTo, rootId } = invoice
  const draft = standing === 'draft'
  const title = draft ? t($ => $.invoices.draftOf[kind]) : `${t($ => $.invoices.kind[kind])} ${number}`
  const owes = kind === 'invoice' && (standing === 'unpaid' || standing === 'overdue')
  const act =
    draft && mayEdit
      ? { act: { label: t($ => $.invoices.act.issue), icon: IconSend, onClick: () => setIssuing(true) } }
      : owes && mayPay
        ? {
            act: {
              label: t($ => $.invoices.payments.record),
              icon: IconCoinYen,
              onClick: () => setPaying(true),
              keys: 'c',
            },
          }
        : {}
  return (
    <Page
      title={title}
      crumbs={crumbs}
      aside={<StandingMark invoice={invoice} />}
      sub={<Link to={`/companies/${billTo.id}`}>{billTo.name}</Link>}
      more={
        <>
          {mayEdit && <Corrections invoice={invoice} />}
          <Button
            component="a"
            href={`/api/v1/invoices/${id}.pdf`}
            target="_blank"
            variant="default"
            leftSection={<IconFileTypePdf size={16} aria-hidden />}
          >
            {t($ => $.invoices.act.pdf)}
          </Button>
        </>
      }
      {...act}
    >
      <div className={classes.page}>
        <div className={classes.column}>
          <PaperView paper={invoice.paper} />
        </div>
        <div className={classes.column}>
          {draft && mayEdit && <DraftForm key={invoice.version} invoice={invoice} />}
          {!draft && <Owed invoice={invoice} />}
          {!draft && (
            <Payments invoiceId={rootId ?? id} onRecord={owes && mayPay ? () => setPaying(true) : undefined} />
          )}
          <ThreadView invoiceId={id} />
        </div>
      </div>
      {paying && <PayDialog invoice={invoice} onClose={() => setPaying(false)} />}
      <Issue invoice={invoice} opened={issuing} onClose={() => setIssuing(false)} />
    </Page>
  )
}

/** What was issued is corrected by a further document; a draft is simply thrown away. */
function Corrections({ invoice }: { invoice: OneInvoice }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const open = (made: { id: number } | undefined) =>
    made && void navigate({ to: '/invoices/$id', params: { id: made.id } })
  const credit = useAct(api.invoices.credit)
  const revise = useAct(api.invoices.revise)
  const discard = useAct(api.invoices.discard, {
    done: t($ => $.invoices.act.discarded),
    undo: ({ operationId }) => api.journal.undo({ id: operationId ?? 0 }),
  })
  const { id, standing, effectiveId } = invoice
  if (standing === 'draft') {
    const run = async () => {
      if (await discard.run({ id })) void navigate({ to: '/invoices', search: { state: 'draft' } })
    }
    return (
      <Button variant="default" loading={discard.pending} onClick={() => void run()}>
        {t($ => $.invoices.act.discard)}
      </Button>
    )
  }
  if (effectiveId !== id) return null
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          rightSection={<IconChevronDown size={14} aria-hidden />}
          loading={credit.pending || revise.pending}
        >
          {t($ => $.invoices.act.more)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void credit.run({ id }).then(open)}>{t($ => $.invoices.act.credit)}</Menu.Item>
        <Menu.Item onClick={() => void revise.run({ id }).then(open)}>{t($ => $.invoices.act.revise)}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function Issue({ invoice, opened, onClose }: { invoice: OneInvoice; opened: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const issue = useAct(api.invoices.issue, {
    done: made => t($ => $.invoices.act.issued, { number: made.number ?? '' }),
  })
  const run = async () => {
    await issue.run({ id: invoice.id, version: invoice.version })
    onClose()
  }
  return (
    <Confirm
      opened={opened}
      title={t($ => $.invoices.act.issueTitle)}
      act={t($ => $.invoices.act.issue)}
      onAct={run}
      onClose={onClose}
      pending={issue.pending}
    >
      {t($ => $.invoices.act.issueText)}
    </Confirm>
  )
}
