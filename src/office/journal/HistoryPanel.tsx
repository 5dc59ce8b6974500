import { Badge, Button, Skeleton, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../../ui/api.ts'
import { DateText } from '../../ui/DateText.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { ChangedFields } from './ChangedFields.tsx'
import classes from './Journal.module.css'
import type { HistoryEntry } from './journal.schema.ts'
import { useJournalNames } from './useValueText.tsx'

type Props = { of: { personId: number } | { companyId: number }; opened: boolean; onClose: () => void }

/** Who changed what of a person or a company */
export function HistoryPanel({ of, opened, onClose }: Props) {
  const { t } = useTranslation()
  return (
    <Dialog title={t($ => $.desk.place.journal)} opened={opened} onClose={onClose} size="lg">
      {opened && <History of={of} />}
    </Dialog>
  )
}

function History({ of }: { of: Props['of'] }) {
  const { t } = useTranslation()
  const found = useInfiniteQuery({
    queryKey: ['history', of],
    queryFn: ({ pageParam, signal }) => {
      const page = { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) }
      return 'personId' in of
        ? api.journal.ofPerson({ id: of.personId, ...page }, { signal })
        : api.journal.ofCompany({ id: of.companyId, ...page }, { signal })
    },
    initialPageParam: '',
    getNextPageParam: last => last.nextCursor ?? undefined,
  })
  if (found.isError) return <Problem error={found.error} onRetry={found.refetch} />
  if (!found.data) return <Skeleton height={160} />
  const entries = found.data.pages.flatMap(page => page.items)
  if (entries.length === 0) return <Text c="dimmed">{t($ => $.journal.emptyHistory)}</Text>
  const acts = [...Map.groupBy(entries, e => e.operationId ?? -e.id).values()]
  return (
    <>
      <ol className={classes.history}>
        {acts.map(act => (
          <Act key={act[0]?.id} entries={act} />
        ))}
      </ol>
      {found.hasNextPage && (
        <Button variant="default" mt={12} loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t($ => $.journal.more)}
        </Button>
      )}
    </>
  )
}

function Act({ entries }: { entries: HistoryEntry[] }) {
  const { t } = useTranslation()
  const names = useJournalNames()
  const [first] = entries
  if (!first) return null
  return (
    <li>
      <div className={classes.when}>
        <DateText value={first.at} as="dateTime" />
        <span>{first.by?.name ?? t($ => $.journal.machine)}</span>
      </div>
      <div className={classes.rowName}>
        {names.operation(first.operation)}
        {first.undoneAt && (
          <Badge tt="none" variant="light" color="gray">
            {t($ => $.journal.undone)}
          </Badge>
        )}
      </div>
      {entries.map(entry => (
        <div key={entry.id}>
          {(entries.length > 1 || (entry.table !== 'person' && entry.table !== 'company')) && (
            <div className={classes.table}>{names.table(entry.table)}</div>
          )}
          <ChangedFields table={entry.table} fields={entry.fields} deleted={entry.act === 'delete'} />
        </div>
      ))}
    </li>
  )
}
