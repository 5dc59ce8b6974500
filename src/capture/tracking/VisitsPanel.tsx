import { Button, Skeleton } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { rpc } from '../../ui/api.ts'
import { DateText } from '../../ui/DateText.tsx'
import { Part } from '../../ui/Part.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { VisitRow } from './VisitRow.tsx'
import classes from './Visits.module.css'

/** When somebody was on the site: from where, what they read, how long. What machines looked at is nobody's. */
export function VisitsPanel({ personId }: { personId: number }) {
  const { t } = useTranslation()
  const visits = useInfiniteQuery({
    ...rpc.visits.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ id: personId, limit: cursor ? 20 : 3, ...(cursor ? { cursor } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: page => page.nextCursor ?? undefined,
    }),
    meta: { personIds: [personId] },
  })
  const items = visits.data?.pages.flatMap(page => page.items) ?? []
  return (
    <Part title={t($ => $.visits.person)}>
      {visits.isPending && <Skeleton height={64} />}
      {visits.isError && <Problem error={visits.error} onRetry={visits.refetch} />}
      {visits.data && items.length === 0 && <p className={classes.none}>{t($ => $.visits.personNone)}</p>}
      {items.length > 0 && (
        <ul className={classes.ofPerson}>
          {items.map(visit => (
            <VisitRow key={visit.id} visit={visit} head={<DateText value={visit.firstAt} as="dateTime" />} />
          ))}
        </ul>
      )}
      {visits.hasNextPage && (
        <Button
          variant="subtle"
          size="compact-sm"
          className={classes.older}
          loading={visits.isFetchingNextPage}
          onClick={() => void visits.fetchNextPage()}
        >
          {t($ => $.visits.older)}
        </Button>
      )}
    </Part>
  )
}
