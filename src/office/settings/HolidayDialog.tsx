import { Button, Group, Input, Stack, TextInput } from '@mantine/core'
import { DatePicker } from '@mantine/dates'
import { useMediaQuery } from '@mantine/hooks'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'

type Range = [string | null, string | null]

/** Adds a day, or all days of a stretch such as the year's end. */
export function HolidayDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog opened={opened} onClose={onClose} title={t($ => $.settings.holidays.add)} size="lg">
      <Form onClose={onClose} />
    </Dialog>
  )
}

function Form({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const [range, setRange] = useState<Range>([null, null])
  const [name, setName] = useState('')
  const small = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false }) ?? false
  const [tried, setTried] = useState(false)
  const days = daysIn(range)
  const add = useAct(
    async (input: { days: string[]; name: string }) => {
      for (const day of input.days) await api.holidays.create({ day, name: input.name })
      return input.days.length
    },
    { done: count => t($ => $.settings.holidays.added, { count }) },
  )
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (days.length > 0 && (await add.run({ days, name: name.trim() }))) onClose()
  }
  return (
    <form onSubmit={event => void submit(event)} noValidate>
      <Stack gap={16}>
        <Input.Wrapper
          labelElement="div"
          label={t($ => $.settings.holidays.days)}
          description={t($ => $.settings.holidays.daysHint)}
          error={tried && days.length === 0 && t($ => $.settings.holidays.daysNeeded)}
          inputWrapperOrder={['label', 'description', 'input', 'error']}
        >
          <DatePicker
            type="range"
            allowSingleDateInRange
            numberOfColumns={small ? 1 : 2}
            value={range}
            onChange={setRange}
            mt={8}
          />
        </Input.Wrapper>
        <TextInput
          label={t($ => $.settings.holidays.name)}
          placeholder={t($ => $.settings.holidays.namePlaceholder)}
          maxLength={100}
          value={name}
          onChange={event => setName(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t($ => $.ui.act.cancel)}
          </Button>
          <Button type="submit" loading={add.pending}>
            {t($ => $.ui.act.add)}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

const dayMs = 86_400_000
/** A year at most: a slip of the hand must not fill the calendar. */
const most = 366

function daysIn([from, until]: Range): string[] {
  if (!from) return []
  const first = Date.parse(from)
  const count = Math.min(most, Math.round((Date.parse(until ?? from) - first) / dayMs) + 1)
  return Array.from({ length: count }, (_, index) => new Date(first + index * dayMs).toISOString().slice(0, 10))
}
