import { Button, Group, NumberInput, Select, Skeleton } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { saveField } from '../../office/desk/saveField.tsx'
import { Card, Section } from '../../office/settings/Section.tsx'
import { Notice } from '../../office/settings/Tag.tsx'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { DayInput } from '../../ui/DayInput.tsx'
import type { EditKind } from '../../ui/Editor.tsx'
import { Fact, Facts } from '../../ui/Fact.tsx'
import { useFormat } from '../../ui/format.ts'
import { Problem } from '../../ui/Problem.tsx'
import { type Invoicing, roundings } from './billing.schema.ts'
import classes from './InvoicePage.module.css'

/** 請求: what our own invoices say, how their tax is rounded, and the rates. */
export function InvoicingSection() {
  const { t } = useTranslation()
  const invoicing = useQuery(rpc.invoicing.get.queryOptions())
  return (
    <Section title={t($ => $.invoices.settings.title)} sub={t($ => $.invoices.settings.sub)}>
      {invoicing.isError && <Problem error={invoicing.error} onRetry={invoicing.refetch} />}
      {invoicing.isPending && <Skeleton height={240} />}
      {invoicing.data && <Issuer invoicing={invoicing.data} />}
      <Rates />
    </Section>
  )
}

type Field = 'registrationNumber' | 'bankAccount' | 'taxRounding' | 'invoicePrefix'

function Issuer({ invoicing }: { invoicing: Invoicing }) {
  const { t } = useTranslation()
  const fact = (field: Field, kind: EditKind = 'text', options: readonly { value: string; label: string }[] = []) => (
    <Fact
      label={t($ => $.invoices.settings[field])}
      kind={kind}
      value={invoicing[field]}
      options={options}
      onSave={(value, version) =>
        saveField(invoicing, field, version => api.invoicing.change({ [field]: value ?? '', version }), version)
      }
    />
  )
  const choices = roundings.map(one => ({ value: one, label: t($ => $.invoices.billing.roundings[one]) }))
  return (
    <Card title={t($ => $.invoices.settings.issuer)} hint={t($ => $.invoices.settings.issuerHint)}>
      {invoicing.warning && (
        <Notice tone="soon" icon={IconAlertTriangle}>
          {t($ => $.invoices.settings.warning)}
        </Notice>
      )}
      <Facts>
        {fact('registrationNumber')}
        {fact('bankAccount', 'long')}
        {fact('invoicePrefix')}
        {fact('taxRounding', 'choice', choices)}
      </Facts>
      <p className={classes.quiet}>
        {t($ => $.invoices.settings.prefixHint)} {t($ => $.invoices.settings.roundingHint)}
      </p>
    </Card>
  )
}

/** Rates that count now and later; what was before them stands in the books. */
function Rates() {
  const { t } = useTranslation()
  const format = useFormat()
  const rates = useQuery(rpc.taxRates.list.queryOptions())
  const taxed = rates.data?.items.filter(rate => rate.code === 'standard' || rate.code === 'reduced') ?? []
  return (
    <Card title={t($ => $.products.rates)} hint={t($ => $.products.ratesHint)}>
      <ul className={classes.list}>
        {taxed.map(rate => (
          <li key={rate.id}>
            <span>
              {t($ => $.products.tax[rate.code])} <strong>{rate.percent}%</strong>
            </span>
            <span className="ui-quiet">{t($ => $.products.from, { day: format.date(rate.fromOn) })}</span>
          </li>
        ))}
      </ul>
      <AddRate />
    </Card>
  )
}

function AddRate() {
  const { t } = useTranslation()
  const [code, setCode] = useState<'standard' | 'reduced'>('standard')
  const [percent, setPercent] = useState<number | string>('')
  const [fromOn, setFromOn] = useState<string | null>(null)
  const add = useAct(api.taxRates.create)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (fromOn && typeof percent === 'number' && (await add.run({ code, percent, fromOn }))) setPercent('')
  }
  return (
    <form onSubmit={event => void submit(event)}>
      <Group gap={8} align="flex-end" mt={8}>
        <Select
          label={t($ => $.products.field.tax)}
          w={120}
          allowDeselect={false}
          data={(['standard', 'reduced'] as const).map(one => ({ value: one, label: t($ => $.products.tax[one]) }))}
          value={code}
          onChange={value => setCode(value === 'reduced' ? 'reduced' : 'standard')}
        />
        <NumberInput
          label={t($ => $.products.percent)}
          w={100}
          hideControls
          min={0}
          max={100}
          decimalScale={0}
          value={percent}
          onChange={setPercent}
        />
        <DayInput label={t($ => $.products.fromOn)} w={170} value={fromOn} onChange={setFromOn} />
        <Button type="submit" variant="default" loading={add.pending} disabled={!fromOn || percent === ''}>
          {t($ => $.products.addRate)}
        </Button>
      </Group>
    </form>
  )
}
