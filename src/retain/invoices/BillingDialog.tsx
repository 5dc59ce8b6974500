import { Button, Group, Select, SimpleGrid, Skeleton, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CompanySelect } from '../../people/companies/CompanySelect.tsx'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { type Billing, monthDays, Rounding, roundings, shifts } from './billing.schema.ts'

type Ref = { id: number; name: string }

/** How a company is billed: to whom, and under which terms. */
export function BillingDialog({ company, onClose }: { company: Ref; onClose: () => void }) {
  const { t } = useTranslation()
  const billing = useQuery(rpc.billings.get.queryOptions({ input: { companyId: company.id } }))
  return (
    <Dialog opened onClose={onClose} title={t($ => $.invoices.billing.title, { name: company.name })} size="lg">
      {billing.data ? (
        <Form key={billing.data.version} billing={billing.data} onClose={onClose} />
      ) : (
        <Skeleton height={320} />
      )}
    </Dialog>
  )
}

function Form({ billing, onClose }: { billing: Billing; onClose: () => void }) {
  const { t } = useTranslation()
  const [form, setForm] = useState(billing)
  const [billTo, setBillTo] = useState<Ref | null>(billing.billTo.id === billing.companyId ? null : billing.billTo)
  const save = useAct(api.billings.change, {
    done: t($ => $.invoices.billing.saved),
    undo: ({ operationId }) => api.journal.undo({ id: operationId ?? 0 }),
  })
  const set = (patch: Partial<Billing>) => setForm({ ...form, ...patch })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (save.pending) return
    const { customerCode, department, person, closingDay, payMonths, payDay, holidayShift, taxRounding } = form
    const sent = { customerCode, department, person, closingDay, payMonths, payDay, holidayShift, taxRounding }
    const { companyId, version } = billing
    if (await save.run({ companyId, version, billToId: billTo?.id ?? null, ...sent })) onClose()
  }
  const text = (field: 'customerCode' | 'department' | 'person', maxLength: number) => (
    <TextInput
      label={t($ => $.invoices.billing[field])}
      maxLength={maxLength}
      value={form[field]}
      onChange={event => set({ [field]: event.currentTarget.value })}
    />
  )
  const days = monthDays.map(day => ({
    value: String(day),
    label: day === 31 ? t($ => $.invoices.billing.monthEnd) : t($ => $.invoices.billing.dayOf, { day }),
  }))
  const months = [0, 1, 2, 3, 4, 5, 6].map(count => ({
    value: String(count),
    label: count === 0 ? t($ => $.invoices.billing.sameMonth) : t($ => $.invoices.billing.monthsLater, { count }),
  }))
  return (
    <form onSubmit={event => void submit(event)} noValidate>
      <Stack gap={16}>
        <CompanySelect
          label={t($ => $.invoices.billing.billTo)}
          value={billTo}
          kinds={['company', 'site']}
          except={billing.companyId}
          onPick={setBillTo}
        />
        <SimpleGrid cols={{ base: 1, xs: 3 }} spacing={16}>
          {text('department', 100)}
          {text('person', 100)}
          {text('customerCode', 40)}
          <Select
            label={t($ => $.invoices.billing.closingDay)}
            allowDeselect={false}
            data={days}
            value={String(form.closingDay)}
            onChange={day => set({ closingDay: Number(day) })}
          />
          <Select
            label={t($ => $.invoices.billing.payMonths)}
            allowDeselect={false}
            data={months}
            value={String(form.payMonths)}
            onChange={count => set({ payMonths: Number(count) })}
          />
          <Select
            label={t($ => $.invoices.billing.payDay)}
            allowDeselect={false}
            data={days}
            value={String(form.payDay)}
            onChange={day => set({ payDay: Number(day) })}
          />
          <Select
            label={t($ => $.invoices.billing.shift)}
            allowDeselect={false}
            data={shifts.map(one => ({ value: one, label: t($ => $.invoices.billing.shifts[one]) }))}
            value={form.holidayShift}
            onChange={value => set({ holidayShift: shifts.find(one => one === value) ?? 'after' })}
          />
          <Select
            label={t($ => $.invoices.billing.rounding)}
            placeholder={t($ => $.invoices.billing.likeWorkspace)}
            clearable
            data={roundings.map(one => ({ value: one, label: t($ => $.invoices.billing.roundings[one]) }))}
            value={form.taxRounding}
            onChange={value => set({ taxRounding: value === null ? null : Rounding.parse(value) })}
          />
        </SimpleGrid>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t($ => $.ui.act.cancel)}
          </Button>
          <Button type="submit" loading={save.pending}>
            {t($ => $.ui.act.save)}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
