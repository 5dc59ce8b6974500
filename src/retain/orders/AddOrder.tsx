import { Button, Group, SegmentedControl, Select, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CompanySelect } from '../../people/companies/CompanySelect.tsx'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { DayInput } from '../../ui/DayInput.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useFormat } from '../../ui/format.ts'
import { asSent, blankLine, isComplete, LinesEditor } from './LinesEditor.tsx'

type Ref = { id: number; name: string }

/** Records an order: of a won deal, or by hand. */
export function AddOrder({ opened, onClose, company }: { opened: boolean; onClose: () => void; company?: Ref }) {
  const { t } = useTranslation()
  return (
    <Dialog opened={opened} onClose={onClose} title={t($ => $.orders.add)} size="xl">
      <Choice onClose={onClose} {...(company ? { company } : {})} />
    </Dialog>
  )
}

function Choice({ onClose, company }: { onClose: () => void; company?: Ref }) {
  const { t } = useTranslation()
  const waiting = useQuery(rpc.orders.waiting.queryOptions())
  const deals = (waiting.data?.items ?? []).filter(deal => !company || deal.company.id === company.id)
  const [from, setFrom] = useState<'deal' | 'hand'>()
  const shown = from ?? (deals.length > 0 ? 'deal' : 'hand')
  if (waiting.isPending) return null
  return (
    <Stack gap={16}>
      <SegmentedControl
        aria-label={t($ => $.orders.from)}
        value={shown}
        onChange={value => setFrom(value === 'deal' ? 'deal' : 'hand')}
        data={[
          { value: 'deal', label: t($ => $.orders.ofDeal) },
          { value: 'hand', label: t($ => $.orders.byHand) },
        ]}
      />
      {shown === 'deal' ? (
        <OfDeal deals={deals} onClose={onClose} />
      ) : (
        <ByHand onClose={onClose} {...(company ? { company } : {})} />
      )}
    </Stack>
  )
}

type Deal = Awaited<ReturnType<typeof api.orders.waiting>>['items'][number]

function useRecord(onClose: () => void) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const create = useAct(api.orders.create, {
    done: order => t($ => $.orders.added, { number: order.number }),
    undo: ({ operationId }) => api.journal.undo({ id: operationId ?? 0 }),
  })
  return {
    pending: create.pending,
    run: async (input: Parameters<typeof create.run>[0]) => {
      const order = await create.run(input)
      if (!order) return
      onClose()
      void navigate({ to: '/orders/$id', params: { id: order.id } })
    },
  }
}

/** What is not said is the deal's: its amount is one line. */
function OfDeal({ deals, onClose }: { deals: readonly Deal[]; onClose: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const record = useRecord(onClose)
  const [dealId, setDealId] = useState(deals[0] ? String(deals[0].id) : null)
  if (deals.length === 0) return <p className="ui-quiet">{t($ => $.orders.dealNone)}</p>
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (dealId && !record.pending) void record.run({ dealId: Number(dealId) })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap={16}>
        <Select
          label={t($ => $.orders.dealPick)}
          searchable
          allowDeselect={false}
          data={deals.map(deal => ({
            value: String(deal.id),
            label: `${deal.company.name}　${deal.title}　${format.money(deal.amount)}（${format.short(deal.orderedOn)}）`,
          }))}
          value={dealId}
          onChange={setDealId}
        />
        <Buttons pending={record.pending} onClose={onClose} />
      </Stack>
    </form>
  )
}

function ByHand({ onClose, company }: { onClose: () => void; company?: Ref }) {
  const { t } = useTranslation()
  const format = useFormat()
  const record = useRecord(onClose)
  const [whose, setWhose] = useState<Ref | null>(company ?? null)
  const [title, setTitle] = useState('')
  const [orderedOn, setOrderedOn] = useState<string | null>(format.today())
  const [lines, setLines] = useState([blankLine()])
  const [tried, setTried] = useState(false)
  const complete = lines.every(isComplete)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!whose || !complete || record.pending) return
    void record.run({
      companyId: whose.id,
      ...(title.trim() ? { title } : {}),
      ...(orderedOn ? { orderedOn } : {}),
      lines: lines.map(line => ({ ...asSent(line), productId: line.productId })),
    })
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap={16}>
        <CompanySelect
          label={t($ => $.orders.field.company)}
          value={whose}
          kinds={['company', 'site']}
          required
          error={tried && !whose ? t($ => $.orders.need.company) : undefined}
          onPick={setWhose}
        />
        <Group grow align="flex-start">
          <TextInput
            label={t($ => $.orders.field.title)}
            placeholder={lines[0]?.name}
            maxLength={200}
            value={title}
            onChange={event => setTitle(event.currentTarget.value)}
          />
          <DayInput label={t($ => $.orders.field.orderedOn)} value={orderedOn} onChange={setOrderedOn} />
        </Group>
        <LinesEditor products lines={lines} onLines={setLines} />
        {tried && !complete && (
          <p role="alert" style={{ margin: 0, color: 'var(--ui-late)' }}>
            {t($ => $.orders.need.lines)}
          </p>
        )}
        <Buttons pending={record.pending} onClose={onClose} />
      </Stack>
    </form>
  )
}

function Buttons({ pending, onClose }: { pending: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={onClose}>
        {t($ => $.ui.act.cancel)}
      </Button>
      <Button type="submit" loading={pending}>
        {t($ => $.orders.save)}
      </Button>
    </Group>
  )
}
