import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { rpc } from '../../ui/api.ts'
import { useMay } from '../../ui/me.tsx'
import classes from './ActivitiesPage.module.css'
import type { Whom } from './ActivityComposer.tsx'
import { ActivityRow } from './ActivityRow.tsx'
import { useDoing } from './useDoing.tsx'

/** What is planned with somebody: done, changed or cancelled in place. `bare`: under a heading that is there already. */
export function PlannedActivities({ whom, bare = false }: { whom: Whom; bare?: boolean }) {
  const { t } = useTranslation()
  const may = useMay('activity.edit')
  const { dialogs, ...doing } = useDoing()
  const planned = useQuery({
    ...rpc.activities.list.queryOptions({ input: { ...whom, state: 'open', limit: 20 } }),
    ...('personId' in whom ? { meta: { personIds: [whom.personId] } } : {}),
  })
  if (!planned.data || planned.data.items.length === 0) return null
  return (
    <section aria-label={t($ => $.activities.planned)}>
      {!bare && (
        <Text fw={600} size="sm">
          {t($ => $.activities.planned)}
        </Text>
      )}
      <ul className={classes.list}>
        {planned.data.items.map(one => (
          <ActivityRow key={one.id} activity={one} bare {...(may ? doing : {})} />
        ))}
      </ul>
      {dialogs}
    </section>
  )
}
