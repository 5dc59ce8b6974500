import { Badge, Button, Skeleton, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../ui/api.ts'
import { useFormat } from '../../ui/format.ts'
import { Problem } from '../../ui/Problem.tsx'
import { ChangedFields } from './ChangedFields.tsx'
import classes from './Journal.module.css'
import type { ChangedRow, Operation } from './journal.schema.ts'
import { LeftRows } from './LeftRows.tsx'
import { useJournalNames } from './useValueText.tsx'

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** A field that the operation changed is not what it was before, although the operation was undone. */
const isNotBack = (row: ChangedRow) => row.fields.some(f => !same(f.was, f.made) && !same(f.was, f.is))

/** What is left of these is decided on a page of their own. */
const ownChoices = ['persons.merge', 'imports.start']

/** The rows that an operation changed, before and after, and what an undo would leave. */
export function OperationChanges({ operation: { id, name, undoneAt, mayUndo } }: { operation: Operation }) {
  const undone = undoneAt !== null
  const [choosing, setChoosing] = useState(false)
  const { t } = useTranslation()
  const format = useFormat()
  const found = useInfiniteQuery({
    queryKey: ['operation', id],
    queryFn: ({ pageParam, signal }) =>
      api.journal.get({ id, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) }, { signal }),
    initialPageParam: '',
    getNextPageParam: last => last.nextCursor ?? undefined,
  })
  if (found.isError) return <Problem error={found.error} onRetry={found.refetch} />
  if (!found.data) return <Skeleton height={48} />
  const rows = found.data.pages.flatMap(page => page.changes)
  const left = found.data.pages[0]?.left ?? 0
  const notBack = undone && mayUndo && !ownChoices.includes(name) ? rows.filter(isNotBack) : []
  return (
    <div className={classes.changes}>
      {!undone && left > 0 && (
        <Text size="sm" c="dimmed" className="ui-prose">
          {t($ => $.journal.wouldLeave, { count: left, figure: format.number(left) })}
        </Text>
      )}
      {rows.length === 0 && (
        <Text size="sm" c="dimmed" className="ui-prose">
          {t($ => $.journal.noChanges)}
        </Text>
      )}
      <ul className={classes.rows}>
        {rows.map(row => (
          <Row key={`${row.table} ${row.id}`} row={row} undone={undone} />
        ))}
      </ul>
      {found.hasNextPage && (
        <Button
          variant="default"
          size="compact-sm"
          loading={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {t($ => $.journal.more)}
        </Button>
      )}
      {notBack.length > 0 && (
        <Button variant="default" size="compact-sm" onClick={() => setChoosing(true)}>
          {t($ => $.journal.chooseLeft)}
        </Button>
      )}
      {choosing && (
        <LeftRows
          left={{ operationId: id, rows: notBack.map(row => ({ ...row, why: 'touched' as const, choosable: true })) }}
          onClose={() => setChoosing(false)}
        />
      )}
    </div>
  )
}

function Row({ row, undone }: { row: ChangedRow; undone: boolean }) {
  const { t } = useTranslation()
  const names = useJournalNames()
  return (
    <li>
      <div className={classes.rowName}>
        <span className={classes.table}>{names.table(row.table)}</span>
        {row.name ?? t($ => $.journal.unnamed)}
        {row.act === 'delete' && (
          <Badge tt="none" variant="light" color="gray">
            {t($ => $.journal.deleted)}
          </Badge>
        )}
        {undone && isNotBack(row) && (
          <Badge tt="none" variant="light" color="orange">
            {t($ => $.journal.notBack)}
          </Badge>
        )}
        {!undone && !row.restorable && (
          <Badge tt="none" variant="light" color="orange">
            {t($ => $.journal.touchedSince)}
          </Badge>
        )}
      </div>
      <ChangedFields table={row.table} fields={row.fields} deleted={row.act === 'delete'} />
    </li>
  )
}
