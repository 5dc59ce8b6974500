import { ActionIcon, Group, Skeleton, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconUserPlus } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rpc } from '../../ui/api.ts'
import { Empty } from '../../ui/Empty.tsx'
import { useFormat } from '../../ui/format.ts'
import { useMay } from '../../ui/me.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { shift } from '../../ui/parseDay.ts'
import { linkTo } from '../../ui/place.ts'
import { DayField, TeamField } from './DayFields.tsx'
import classes from './DayOverview.module.css'
import { DaySigns } from './DaySigns.tsx'
import { DayTable, isShown } from './DayTable.tsx'

/** The manager's day: a day, a team, a line for everybody. `silent` where another part says already how to begin. */
export function DayOverview({ silent = false }: { silent?: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const navigate = useNavigate()
  const mayInvite = useMay('office.manage')
  const today = format.today()
  const [date, setDate] = useState<string>()
  const [team, setTeam] = useState<number>()
  const shown = date ?? today
  const day = useQuery({
    ...rpc.day.get.queryOptions({ input: { ...(date ? { date } : {}), ...(team ? { team } : {}) } }),
    placeholderData: keepPreviousData,
  })
  const teams = useQuery(rpc.teams.list.queryOptions())
  const go = (next: string) => setDate(next === today ? undefined : next)
  if (day.isError) return <Problem error={day.error} onRetry={day.refetch} />
  if (!day.data || teams.isPending) return <Skeleton height={320} radius={8} />
  const nobody = day.data.queues.length === 0 && !day.data.users.some(isShown)
  if (nobody && team === undefined && date === undefined) {
    if (silent) return null
    return (
      <Empty
        art="list"
        title={t($ => $.day.empty)}
        {...(mayInvite
          ? {
              act: {
                label: t($ => $.day.emptyAct),
                icon: IconUserPlus,
                onClick: () => navigate(linkTo('/settings/users?invite=true')),
              },
            }
          : {})}
      >
        {t($ => $.day.emptyText)}
      </Empty>
    )
  }
  return (
    <section aria-label={t($ => $.day.title)}>
      <Group gap={8} mb={12}>
        <ActionIcon variant="default" size="lg" onClick={() => go(shift(shown, -1))} aria-label={t($ => $.day.back)}>
          <IconChevronLeft size={16} aria-hidden />
        </ActionIcon>
        <DayField day={shown} today={today} onDay={go} />
        <ActionIcon
          variant="default"
          size="lg"
          disabled={shown >= today}
          onClick={() => go(shift(shown, 1))}
          aria-label={t($ => $.day.forward)}
        >
          <IconChevronRight size={16} aria-hidden />
        </ActionIcon>
        {teams.data && teams.data.items.length > 0 && (
          <TeamField teams={teams.data.items} team={team} onTeam={setTeam} />
        )}
        <Text size="sm" c="dimmed">
          {t($ => $.day.asOf, { at: `${format.short(day.data.asOf)} ${format.time(day.data.asOf)}` })}
        </Text>
      </Group>
      <DaySigns day={day.data} />
      <div className={classes.card}>
        <DayTable day={day.data} />
      </div>
    </section>
  )
}
