import { Button, Checkbox, Group, NumberInput, Select, Stack } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { DayInput } from '../../ui/DayInput.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useFormat } from '../../ui/format.ts'
import type { OneInvoice } from '../invoices/invoices.schema.ts'
import { Method, methods } from './payments.schema.ts'

/** No bank takes more for a transfer. */
const mostFee = 1_100

/** 入金を記録: when, how much, by what. What is missing may be the fee; what is too much has to be meant. */
export function PayDialog({ invoice, onClose }: { invoice: OneInvoice; onClose: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const left = invoice.left ?? 0
  const [paidOn, setPaidOn] = useState<string | null>(format.today())
  const [amount, setAmount] = useState<number | string>(left)
  const [method, setMethod] = useState<Method>('transfer')
  const [feeTaken, setFeeTaken] = useState(true)
  const [surplus, setSurplus] = useState(false)
  const record = useAct(api.payments.create, {
    done: payment =>
      payment.left > 0
        ? t($ => $.invoices.payments.recorded, { left: format.money(payment.left) })
        : t($ => $.invoices.payments.recordedAll),
  })
  const missing = left - Number(amount)
  const mayBeFee = missing > 0 && missing <= mostFee && Number(amount) > 0 && method === 'transfer'
  const tooMuch = missing < 0
  const complete = Number(amount) > 0 && paidOn !== null && (!tooMuch || surplus)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!complete || record.pending) return
    const saved = await record.run({
      invoiceId: invoice.id,
      paidOn,
      amount: Number(amount),
      fee: mayBeFee && feeTaken ? missing : 0,
      method,
      surplus: tooMuch && surplus,
    })
    if (saved) onClose()
  }
  return (
    <Dialog opened onClose={onClose} title={`${t($ => $.invoices.payments.record)}　${invoice.number}`} size="sm">
      <form onSubmit={event => void submit(event)} noValidate>
        <Stack gap={16}>
          <DayInput label={t($ => $.invoices.payments.paidOn)} withAsterisk value={paidOn} onChange={setPaidOn} />
          <NumberInput
            label={t($ => $.invoices.payments.amount)}
            withAsterisk
            data-autofocus
            hideControls
            thousandSeparator=","
            decimalScale={0}
            min={0}
            prefix="￥"
            value={amount}
            onChange={setAmount}
          />
          <Select
            label={t($ => $.invoices.payments.method)}
            allowDeselect={false}
            data={methods.map(one => ({ value: one, label: t($ => $.invoices.payments.methods[one]) }))}
            value={method}
            onChange={value => setMethod(Method.parse(value))}
          />
          {mayBeFee && (
            <Checkbox
              label={t($ => $.invoices.payments.fee, { amount: format.money(missing) })}
              checked={feeTaken}
              onChange={event => setFeeTaken(event.currentTarget.checked)}
            />
          )}
          {tooMuch && (
            <Checkbox
              label={t($ => $.invoices.payments.surplus, { amount: format.money(-missing) })}
              checked={surplus}
              onChange={event => setSurplus(event.currentTarget.checked)}
            />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t($ => $.ui.act.cancel)}
            </Button>
            <Button type="submit" loading={record.pending} disabled={!complete}>
              {t($ => $.invoices.payments.save)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
