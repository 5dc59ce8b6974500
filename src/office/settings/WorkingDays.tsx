import { Chip, Group, Input } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ClashDialog } from '../../ui/ClashDialog.tsx'
import { useFormat } from '../../ui/format.ts'
import { useSaves } from '../../ui/useSaves.ts'

type Props = {
  company: { workingDays: number[]; version: number }
  save: (days: number[], version?: number) => Promise<unknown>
}

/** The days of the week on which people work here; each touch is saved. */
export function WorkingDays({ company, save }: Props) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const label = t($ => $.settings.company.workingDays)
  const saves = useSaves<string>((_field, value, version) => save(daysIn(value), version))
  const chosen = daysIn(saves.drafts.get('days') ?? company.workingDays.join())
  const name = (day: number) =>
    new Intl.DateTimeFormat(i18n.language, { weekday: 'short', timeZone: 'UTC' }).format(
      new Date(Date.UTC(2024, 0, day)),
    )
  const write = (days: number[]) => format.list(days.map(name))
  const theirs = saves.clash?.clash.theirs

  return (
    <Input.Wrapper label={label} labelElement="div">
      <Chip.Group
        multiple
        value={chosen.map(String)}
        onChange={next => next.length > 0 && void saves.commit('days', 'days', next.toSorted().join())}
      >
        <Group gap={6} role="group" aria-label={label}>
          {[1, 2, 3, 4, 5, 6, 7].map(day => (
            <Chip key={day} value={String(day)} size="sm" disabled={chosen.length === 1 && chosen.includes(day)}>
              {name(day)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <ClashDialog
        label={saves.clash && label}
        theirs={Array.isArray(theirs) ? write(theirs.map(Number)) : ''}
        yours={write(daysIn(saves.clash?.value))}
        onChoose={saves.settle}
      />
    </Input.Wrapper>
  )
}

function daysIn(value: unknown): number[] {
  return String(value ?? '')
    .split(',')
    .filter(Boolean)
    .map(Number)
}
