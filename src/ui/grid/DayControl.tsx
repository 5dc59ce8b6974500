import { Group, NumberInput, UnstyledButton } from '@mantine/core'
import { DatePicker } from '@mantine/dates'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './Filters.module.css'
import { relativeDays } from './sentences.ts'

type Props = {
  value: unknown
  /** It is a time, not a day: 「現在」 can be asked too. */
  moment: boolean
  onPick: (day: string) => void
}

/** A day from today by one press, so many days away, or one out of the calendar. */
export function DayControl({ value, moment, onPick }: Props) {
  const { t } = useTranslation()
  const said = /^([+-])(\d+)d$/.exec(String(value ?? ''))
  const [away, setAway] = useState(Number(said?.[2] ?? 30))
  const days = [...(moment ? (['now'] as const) : []), ...relativeDays]
  return (
    <>
      <Group gap={4}>
        {days.map(day => (
          <UnstyledButton key={day} className={classes.day} aria-pressed={value === day} onClick={() => onPick(day)}>
            {t($ => $.grid.day[day])}
          </UnstyledButton>
        ))}
      </Group>
      <Group gap={4} wrap="nowrap">
        <NumberInput
          size="xs"
          w={64}
          min={1}
          max={3650}
          aria-label={t($ => $.grid.awayBy)}
          value={away}
          onChange={typed => setAway(Number(typed) || 1)}
        />
        {(['-', '+'] as const).map(sign => (
          <UnstyledButton
            key={sign}
            className={classes.day}
            aria-pressed={value === `${sign}${away}d`}
            onClick={() => onPick(`${sign}${away}d`)}
          >
            {sign === '-' ? t($ => $.grid.before) : t($ => $.grid.after)}
          </UnstyledButton>
        ))}
      </Group>
      <DatePicker
        size="sm"
        value={typeof value === 'string' && /^\d{4}-/.test(value) ? value : null}
        onChange={day => day && onPick(day)}
      />
    </>
  )
}
