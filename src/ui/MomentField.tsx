import { Autocomplete, Button, Input } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from './format.ts'
import classes from './MomentField.module.css'
import { momentOf, parseTime } from './moment.ts'
import { now } from './now.ts'
import { parseDay, shift } from './parseDay.ts'

type Props = {
  label: string
  description?: string
  value: Date | null
  onChange: (value: Date | null) => void
  /** Moments to pick with one press: in an hour, tomorrow morning. */
  quick?: boolean
  required?: boolean
  error?: string | false | undefined
  autoFocus?: boolean
}

const halfHours = Array.from(
  { length: 20 },
  (_, index) => `${String(9 + Math.floor(index / 2)).padStart(2, '0')}:${index % 2 ? '30' : '00'}`,
)

/** A day and a time, typed as people type them: 「明日」「+3」「1127」, 「1430」「14時半」. */
export function MomentField({
  label,
  description,
  value,
  onChange,
  quick = false,
  required = false,
  error,
  autoFocus = false,
}: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const id = useId()
  const [day, setDay] = useState(value ? format.day(value) : null)
  const [time, setTime] = useState(value ? format.time(value) : '')
  const today = format.today()
  const [calendar, setCalendar] = useState(false)
  const unread = time !== '' && parseTime(time) === undefined

  const put = (nextDay: string | null, nextTime: string) => {
    setDay(nextDay)
    setTime(nextTime)
    const read = parseTime(nextTime)
    onChange(nextDay && read ? momentOf(nextDay, read, format.timeZone) : null)
  }
  const pick = (at: Date) => put(format.day(at), format.time(at))
  return (
    <Input.Wrapper
      label={label}
      description={description}
      error={unread ? t($ => $.ui.moment.unread) : error}
      withAsterisk={required}
      labelElement="div"
      labelProps={{ id }}
    >
      <div className={classes.pair} role="group" aria-labelledby={id}>
        <DateInput
          aria-label={t($ => $.ui.moment.day, { label })}
          placeholder={t($ => $.ui.moment.dayHint)}
          className={classes.day}
          value={day}
          onChange={next => put(next, time)}
          dateParser={typed => parseDay(typed, today) ?? null}
          clearable={!required}
          // The calendar comes when it is clicked for: who types is not to have it over the next field.
          popoverProps={{ disabled: !calendar }}
          onClick={() => setCalendar(true)}
          onBlur={() => setCalendar(false)}
          autoFocus={autoFocus}
        />
        <Autocomplete
          aria-label={t($ => $.ui.moment.time, { label })}
          placeholder={t($ => $.ui.moment.timeHint)}
          className={classes.time}
          data={halfHours}
          filter={({ options }) => options}
          maxDropdownHeight={180}
          value={time}
          onChange={next => put(day ?? (next ? today : null), next)}
          onBlur={() => setTime(parseTime(time) ?? time)}
          inputMode="numeric"
        />
      </div>
      {quick && (
        <div className={classes.quick}>
          <Quick label={t($ => $.ui.moment.inAnHour)} onPick={() => pick(inAnHour())} />
          <Quick label={t($ => $.ui.moment.tomorrowMorning)} onPick={() => put(shift(today, 1), '10:00')} />
          <Quick label={t($ => $.ui.moment.inAWeek)} onPick={() => put(shift(today, 7), time || '10:00')} />
        </div>
      )}
    </Input.Wrapper>
  )
}

/** An hour from now, to the next five minutes. */
function inAnHour(): Date {
  const step = 5 * 60_000
  return new Date(Math.ceil((now().getTime() + 60 * 60_000) / step) * step)
}

function Quick({ label, onPick }: { label: string; onPick: () => void }) {
  return (
    <Button size="compact-xs" variant="light" onClick={onPick}>
      {label}
    </Button>
  )
}
