import { ComboboxChevron, TextInput } from '@mantine/core'
import dayjs from 'dayjs'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { whenIdle } from '../../ui/idle.ts'
import { tellFailure } from '../../ui/tell.tsx'
import { dayFormat } from '../../ui/theme.ts'
import { currentLanguage } from '../../ui/words/language.ts'

export type DayChoice = {
  day: string
  /** The last day there is. */
  today: string
  onDay: (day: string) => void
}
export type TeamChoice = {
  teams: readonly { id: number; name: string }[]
  team: number | undefined
  onTeam: (id: number | undefined) => void
}

export const fieldWidths = { day: 150, team: 180 }

export function DayField(choice: DayChoice) {
  const { t } = useTranslation()
  const { pickers, ...turning } = usePickers()
  if (pickers) return <pickers.DayPicker {...choice} turnedTo={turning.turnedTo} />
  return (
    <TextInput
      aria-label={t($ => $.day.date)}
      w={fieldWidths.day}
      readOnly
      value={dayjs(choice.day).format(dayFormat(currentLanguage()))}
      onFocus={turning.onFocus}
      onBlur={turning.onBlur}
    />
  )
}

export function TeamField(choice: TeamChoice) {
  const { t } = useTranslation()
  const { pickers, ...turning } = usePickers()
  if (pickers) return <pickers.TeamPicker {...choice} turnedTo={turning.turnedTo} />
  return (
    <TextInput
      aria-label={t($ => $.day.team)}
      placeholder={t($ => $.day.allTeams)}
      w={fieldWidths.team}
      readOnly
      pointer
      rightSection={<ComboboxChevron />}
      rightSectionPointerEvents="none"
      value={choice.teams.find(one => one.id === choice.team)?.name ?? ''}
      onFocus={turning.onFocus}
      onBlur={turning.onBlur}
    />
  )
}

/** What is chosen is seen at once; what it is chosen with comes after the page, at the latest when somebody turns to it. */
function usePickers() {
  const [pickers, setPickers] = useState<typeof import('./DayPickers.tsx')>()
  const [turnedTo, setTurnedTo] = useState(false)
  useEffect(() => whenIdle(async () => setPickers(await import('./DayPickers.tsx'))), [])
  const onFocus = () => {
    setTurnedTo(true)
    import('./DayPickers.tsx').then(setPickers, tellFailure)
  }
  const onBlur = () => setTurnedTo(false)
  return { pickers, turnedTo, onFocus, onBlur }
}
