import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ActivityRow } from '../activities/ActivityRow.tsx'
import { useDoing } from '../activities/useDoing.tsx'
import classes from './TodayPage.module.css'
import type { Today } from './today.schema.ts'

const shown = 10

/** What is planned for today and what should be done by now. */
export function MyActivities({ activities, total }: { activities: Today['activities']; total: number }) {
  const { t } = useTranslation()
  const { dialogs, ...doing } = useDoing()
  return (
    <section className={classes.card}>
      <div className={classes.head}>
        <h2 className={classes.heading}>{t($ => $.today.activities)}</h2>
        {total > 0 && (
          <Anchor component={Link} to="/activities" size="sm">
            {t($ => $.today.all)}
          </Anchor>
        )}
      </div>
      {activities.length === 0 && <Text c="dimmed">{t($ => $.today.activitiesNone)}</Text>}
      <ul className={classes.list}>
        {activities.slice(0, shown).map(one => (
          <ActivityRow key={one.id} activity={one} onFinish={doing.onFinish} />
        ))}
      </ul>
      {dialogs}
    </section>
  )
}
