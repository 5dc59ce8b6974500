import { Button, Group, NumberInput, Radio, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { takeBack } from '../../people/leads/takeBack.tsx'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { DayInput } from '../../ui/DayInput.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useFormat } from '../../ui/format.ts'
import { Problem } from '../../ui/Problem.tsx'
import { shift } from '../../ui/parseDay.ts'
import type { Deal, DealOutcome } from './deals.schema.ts'

type Ends = Pick<Deal, 'id' | 'title' | 'amount' | 'version' | 'competitor'>
type Props = { deal: Ends | undefined; outcome: DealOutcome; onClose: () => void }

/** How a deal ends: won with amount and date, lost with a reason, stopped with a reason and a day to look again. */
export function EndDialog({ deal, outcome, onClose }: Props) {
  const { t } = useTranslation()
  const title = deal?.title ?? ''
  const heading = {
    won: t($ => $.deals.winTitle, { title }),
    lost: t($ => $.deals.loseTitle, { title }),
    stopped: t($ => $.deals.stopTitle, { title }),
  }
  return (
    <Dialog opened={deal !== undefined} onClose={onClose} title={heading[outcome]} size="sm">
      {deal && outcome === 'won' && <Win deal={deal} onClose={onClose} />}
      {deal && outcome !== 'won' && <Why deal={deal} outcome={outcome} onClose={onClose} />}
    </Dialog>
  )
}

function Win({ deal, onClose }: { deal: Ends; onClose: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [amount, setAmount] = useState<number | string>(deal.amount || '')
  const [day, setDay] = useState<string | null>(format.today())
  const [tried, setTried] = useState(false)
  const win = useAct(api.deals.change, { done: t($ => $.deals.won), undo: takeBack })
  const sum = Number(amount)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!sum || !day) return
    if (await win.run({ id: deal.id, version: deal.version, outcome: 'won', amount: sum, orderedOn: day })) onClose()
  }
  return (
    <form onSubmit={event => void submit(event)} noValidate>
      <Stack gap={16}>
        <Text size="sm" c="dimmed">
          {t($ => $.deals.winHint)}
        </Text>
        <NumberInput
          label={t($ => $.deals.field.amount)}
          withAsterisk
          data-autofocus
          prefix="￥"
          thousandSeparator=","
          allowNegative={false}
          allowDecimal={false}
          hideControls
          value={amount}
          onChange={setAmount}
          error={tried && !sum && t($ => $.deals.needAmount)}
        />
        <DayInput
          label={t($ => $.deals.orderedOn)}
          withAsterisk
          maxDate={format.today()}
          value={day}
          onChange={setDay}
          error={tried && !day && t($ => $.deals.needDay)}
        />
        <Foot label={t($ => $.deals.win)} loading={win.pending} onClose={onClose} />
      </Stack>
    </form>
  )
}

function Why({ deal, outcome, onClose }: { deal: Ends; outcome: 'lost' | 'stopped'; onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const reasons = useQuery(rpc.reasons.list.queryOptions({ input: { kind: outcome } }))
  const [reason, setReason] = useState<number>()
  const [until, setUntil] = useState<string | null>(null)
  const [competitor, setCompetitor] = useState(deal.competitor)
  const [tried, setTried] = useState(false)
  const done = outcome === 'lost' ? t($ => $.deals.lostDone) : t($ => $.deals.stoppedDone)
  const end = useAct(api.deals.change, { done, undo: takeBack })
  const all = reasons.data?.items ?? []
  const way = all.find(one => one.id === reason)?.wayBack
  const needsDay = outcome === 'stopped' || way === 'date'
  const asksCompetitor = outcome === 'lost' && way === 'competitor'
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (reason === undefined || (needsDay && !until) || (asksCompetitor && !competitor.trim())) return
    const ended = await end.run({
      id: deal.id,
      version: deal.version,
      outcome,
      reason,
      ...(needsDay && until ? { until } : {}),
      ...(asksCompetitor ? { competitor } : {}),
    })
    if (ended) onClose()
  }
  if (reasons.isError) return <Problem error={reasons.error} onRetry={reasons.refetch} />
  return (
    <form onSubmit={event => void submit(event)} noValidate>
      <Stack gap={16}>
        <Radio.Group
          label={t($ => $.deals.why)}
          withAsterisk
          value={reason === undefined ? '' : String(reason)}
          onChange={value => setReason(Number(value))}
          error={tried && reason === undefined && t($ => $.deals.needReason)}
          errorProps={{ mt: 10 }}
        >
          <Stack gap={8} mt={8} mih={132}>
            {all.map((one, index) => (
              <Radio
                key={one.id}
                value={String(one.id)}
                label={i18n.language === 'en' ? one.nameEn : one.nameJa}
                autoFocus={index === 0}
              />
            ))}
          </Stack>
        </Radio.Group>
        {asksCompetitor && (
          <TextInput
            label={t($ => $.deals.field.competitor)}
            withAsterisk
            maxLength={200}
            value={competitor}
            onChange={event => setCompetitor(event.currentTarget.value)}
            error={tried && !competitor.trim() && t($ => $.ui.fact.empty)}
          />
        )}
        {needsDay && (
          <DayInput
            label={t($ => $.deals.until)}
            withAsterisk
            minDate={shift(format.today(), 1)}
            value={until}
            onChange={setUntil}
            error={tried && !until && t($ => $.deals.needDay)}
          />
        )}
        <Foot
          label={outcome === 'lost' ? t($ => $.deals.lose) : t($ => $.deals.stop)}
          loading={end.pending}
          onClose={onClose}
        />
      </Stack>
    </form>
  )
}

export function Foot({ label, loading, onClose }: { label: string; loading: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={onClose}>
        {t($ => $.ui.act.cancel)}
      </Button>
      <Button type="submit" loading={loading}>
        {label}
      </Button>
    </Group>
  )
}
