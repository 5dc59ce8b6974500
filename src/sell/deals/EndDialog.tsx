import { Button, Group, NumberInput, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ReasonForm } from '../../people/leads/ReasonForm.tsx'
import { takeBack } from '../../people/leads/takeBack.tsx'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { DayInput } from '../../ui/DayInput.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useFormat } from '../../ui/format.ts'
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
  const { t } = useTranslation()
  const done = outcome === 'lost' ? t($ => $.deals.lostDone) : t($ => $.deals.stoppedDone)
  const end = useAct(api.deals.change, { done, undo: takeBack })
  return (
    <ReasonForm
      kind={outcome}
      save={outcome === 'lost' ? t($ => $.deals.lose) : t($ => $.deals.stop)}
      {...(outcome === 'lost' ? { competitor: deal.competitor } : {})}
      onSave={async why => {
        if (await end.run({ id: deal.id, version: deal.version, outcome, ...why })) onClose()
      }}
      onCancel={onClose}
    />
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
