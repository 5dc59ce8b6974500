import { Button, Checkbox, Group, NumberInput, Stack } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { DayInput } from '../../ui/DayInput.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import type { Payment } from './payments.schema.ts'

/** What was right instead, or that nothing came in at all. */
export function CorrectDialog({ payment, onClose }: { payment: Payment; onClose: () => void }) {
  const { t } = useTranslation()
  const [paidOn, setPaidOn] = useState<string | null>(payment.paidOn)
  const [amount, setAmount] = useState<number | string>(payment.amount)
  const [fee, setFee] = useState<number | string>(payment.fee)
  const [never, setNever] = useState(false)
  const correct = useAct(api.payments.correct, { done: t($ => $.invoices.payments.corrected) })
  const complete = never || (paidOn !== null && Number(amount) + Number(fee) > 0)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!complete || correct.pending) return
    const right = { amount: Number(amount), fee: Number(fee), ...(paidOn ? { paidOn } : {}) }
    if (await correct.run({ id: payment.id, ...(never ? {} : { right }) })) onClose()
  }
  const figure = (label: string, value: number | string, onChange: (value: number | string) => void) => (
    <NumberInput
      label={label}
      hideControls
      thousandSeparator=","
      decimalScale={0}
      min={0}
      prefix="￥"
      disabled={never}
      value={value}
      onChange={onChange}
    />
  )
  return (
    <Dialog opened onClose={onClose} title={t($ => $.invoices.payments.correctTitle)} size="sm">
      <form onSubmit={event => void submit(event)} noValidate>
        <Stack gap={16}>
          <p style={{ margin: 0 }}>{t($ => $.invoices.payments.correctText)}</p>
          <DayInput label={t($ => $.invoices.payments.paidOn)} disabled={never} value={paidOn} onChange={setPaidOn} />
          {figure(
            t($ => $.invoices.payments.amount),
            amount,
            setAmount,
          )}
          {figure(
            t($ => $.invoices.payments.feeName),
            fee,
            setFee,
          )}
          <Checkbox
            label={t($ => $.invoices.payments.never)}
            checked={never}
            onChange={event => setNever(event.currentTarget.checked)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t($ => $.ui.act.cancel)}
            </Button>
            <Button type="submit" loading={correct.pending} disabled={!complete}>
              {t($ => $.invoices.payments.correct)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
