import { ActionIcon, Skeleton, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { DateText } from '../../ui/DateText.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { useFormat } from '../../ui/format.ts'
import { Problem } from '../../ui/Problem.tsx'
import { HolidayDialog } from './HolidayDialog.tsx'
import classes from './HolidaysSection.module.css'
import { Card, Section } from './Section.tsx'
import type { Holiday } from './settings.schema.ts'

type Day = typeof Holiday._output
/** Days in a row with one name: 年末年始. */
type Stretch = { name: string; days: Day[]; first: string; last: string }

export function HolidaysSection() {
  const { t } = useTranslation()
  const format = useFormat()
  const [adding, add] = useDisclosure(false)
  const list = useQuery(rpc.holidays.list.queryOptions())
  const stretches = stretchesOf(list.data?.items ?? [])
  const today = format.today()
  const coming = stretches.filter(one => one.last >= today)
  const past = stretches.filter(one => one.last < today).toReversed()
  const years = [...Map.groupBy(coming, one => one.first.slice(0, 4))]

  const act = { label: t($ => $.settings.holidays.add), icon: IconPlus, onClick: add.open }
  return (
    <Section
      title={t($ => $.settings.holidays.title)}
      sub={t($ => $.settings.holidays.sub)}
      act={{ ...act, keys: 'c' }}
    >
      {list.isError && <Problem error={list.error} onRetry={list.refetch} />}
      {list.isPending && <Skeleton height={160} />}
      {list.data && stretches.length === 0 && (
        <Empty art="calendar" title={t($ => $.settings.holidays.none)} act={act}>
          {t($ => $.settings.holidays.noneHint)}
        </Empty>
      )}
      {years.map(([year, members]) => (
        <Card key={year} title={t($ => $.settings.holidays.year, { year })}>
          <Lines of={members} />
        </Card>
      ))}
      {past.length > 0 && (
        <Card title={t($ => $.settings.holidays.past)}>
          <Lines of={past} />
        </Card>
      )}
      <HolidayDialog opened={adding} onClose={add.close} />
    </Section>
  )
}

function Lines({ of: stretches }: { of: readonly Stretch[] }) {
  const { t } = useTranslation()
  const remove = useAct(
    async ({ days }: Stretch) => {
      for (const { id } of days) await api.holidays.remove({ id })
      return days
    },
    {
      done: days => t($ => $.settings.holidays.removed, { name: days[0]?.name || t($ => $.settings.holidays.unnamed) }),
      undo: async days => {
        for (const { day, name } of days) await api.holidays.create({ day, name })
      },
    },
  )
  return (
    <ul className={classes.lines}>
      {stretches.map(one => {
        const name = one.name || t($ => $.settings.holidays.unnamed)
        const label = t($ => $.settings.holidays.remove, { name })
        return (
          <li key={one.first} className={classes.line}>
            <span className={classes.days}>
              <DateText value={one.first} />
              {one.days.length > 1 && (
                <>
                  {' – '}
                  <DateText value={one.last} as="short" />
                </>
              )}
            </span>
            <span className={classes.name}>
              {name}
              {one.days.length > 1 && (
                <Text span size="sm" c="dimmed" ml={8}>
                  {t($ => $.settings.holidays.count, { count: one.days.length })}
                </Text>
              )}
            </span>
            <ActionIcon aria-label={label} title={label} disabled={remove.pending} onClick={() => void remove.run(one)}>
              <IconTrash size={16} stroke={1.6} />
            </ActionIcon>
          </li>
        )
      })}
    </ul>
  )
}

function stretchesOf(days: readonly Day[]): Stretch[] {
  const found: Stretch[] = []
  for (const day of days) {
    const last = found.at(-1)
    if (last && last.name === day.name && Date.parse(day.day) - Date.parse(last.last) === 86_400_000) {
      last.days.push(day)
      last.last = day.day
    } else found.push({ name: day.name, days: [day], first: day.day, last: day.day })
  }
  return found
}
