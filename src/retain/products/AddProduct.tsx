import { Button, Group, NumberInput, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import type { TaxCode } from './products.schema.ts'
import { TaxSelect } from './TaxSelect.tsx'

/** Adds a product. */
export function AddProduct({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog opened={opened} onClose={onClose} title={t($ => $.products.add)}>
      <Form onClose={onClose} />
    </Dialog>
  )
}

function Form({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const [code, setCode] = useState('')
  const [name, setName] = useState('')
  const [unit, setUnit] = useState('')
  const [unitPrice, setUnitPrice] = useState<number | string>('')
  const [tax, setTax] = useState<TaxCode>('standard')
  const add = useAct(api.products.create, {
    done: product => t($ => $.products.added, { name: product.name }),
    undo: ({ operationId }) => api.journal.undo({ id: operationId ?? 0 }),
  })
  const complete = code.trim() !== '' && name.trim() !== '' && typeof unitPrice === 'number'
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!complete || add.pending) return
    if (await add.run({ code, name, unit, unitPrice, tax })) onClose()
  }
  return (
    <form onSubmit={event => void submit(event)} noValidate>
      <Stack gap={16}>
        <TextInput
          label={t($ => $.products.field.code)}
          withAsterisk
          data-autofocus
          maxLength={40}
          value={code}
          onChange={event => setCode(event.currentTarget.value)}
        />
        <TextInput
          label={t($ => $.products.field.name)}
          withAsterisk
          maxLength={200}
          value={name}
          onChange={event => setName(event.currentTarget.value)}
        />
        <SimpleGrid cols={{ base: 1, xs: 3 }} spacing={16}>
          <NumberInput
            label={t($ => $.products.field.unitPrice)}
            withAsterisk
            thousandSeparator=","
            decimalScale={0}
            hideControls
            value={unitPrice}
            onChange={setUnitPrice}
          />
          <TextInput
            label={t($ => $.products.field.unit)}
            maxLength={20}
            value={unit}
            onChange={event => setUnit(event.currentTarget.value)}
          />
          <TaxSelect label={t($ => $.products.field.tax)} value={tax} onPick={setTax} />
        </SimpleGrid>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t($ => $.ui.act.cancel)}
          </Button>
          <Button type="submit" loading={add.pending} disabled={!complete}>
            {t($ => $.ui.act.add)}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
