import { Select } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { useTranslation } from 'react-i18next'
import { parseDay } from '../../ui/parseDay.ts'
import { type DayChoice, fieldWidths, type TeamChoice } from './DayFields.tsx'

type Turned = { turnedTo: boolean }

/** The day, from a calendar or typed. */
export function DayPicker({ day, today, onDay, turnedTo }: DayChoice & Turned) {
  const { t } = useTranslation()
  return (
    <DateInput
      aria-label={t($ => $.day.date)}
      w={fieldWidths.day}
      maxDate={today}
      value={day}
      onChange={next => next && onDay(next)}
      dateParser={typed => parseDay(typed, today) ?? null}
      autoFocus={turnedTo}
    />
  )
}

export function TeamPicker({ teams, team, onTeam, turnedTo }: TeamChoice & Turned) {
  const { t } = useTranslation()
  return (
    <Select
      aria-label={t($ => $.day.team)}
      placeholder={t($ => $.day.allTeams)}
      clearable
      w={fieldWidths.team}
      data={teams.map(one => ({ value: String(one.id), label: one.name }))}
      value={team === undefined ? null : String(team)}
      onChange={value => onTeam(value ? Number(value) : undefined)}
      autoFocus={turnedTo}
      defaultDropdownOpened={turnedTo}
    />
  )
}
