import { Button, Select } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { Empty } from '../../ui/Empty.tsx'
import { useFormat } from '../../ui/format.ts'
import { useMay } from '../../ui/me.tsx'
import { Page } from '../../ui/Page.tsx'
import { Problem } from '../../ui/Problem.tsx'
import classes from './Journal.module.css'
import { type Left, LeftRows } from './LeftRows.tsx'
import { OperationRow } from './OperationRow.tsx'

/** What was done, latest first, day by day; each act can be looked into and taken back. */
export function JournalPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const seesAll = useMay('day.read')
  const [by, setBy] = useState<string | null>(null)
  const [left, setLeft] = useState<Left>()
  const found = useInfiniteQuery({
    queryKey: ['operations', by],
    queryFn: ({ pageParam, signal }) =>
      api.journal.list(
        { limit: 50, ...(by ? { by: Number(by) } : {}), ...(pageParam ? { cursor: pageParam } : {}) },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: last => last.nextCursor ?? undefined,
  })
  const undo = useAct(async ({ id }: { id: number }) => ({ id, ...(await api.journal.undo({ id })) }), {
    done: ({ restored }) =>
      restored > 0 ? t($ => $.journal.restored, { count: restored, figure: format.number(restored) }) : '',
  })
  const takeBack = async (id: number) => {
    const undone = await undo.run({ id })
    if (undone && undone.left.length > 0) setLeft({ operationId: id, rows: undone.left })
  }
  const operations = found.data?.pages.flatMap(page => page.items) ?? []
  const days = Map.groupBy(operations, operation => format.day(operation.at))
  return (
    <Page title={t($ => $.desk.place.journal)} more={seesAll && <Who value={by} onChange={setBy} />}>
      {found.isError && operations.length === 0 && <Problem error={found.error} onRetry={found.refetch} />}
      {found.isSuccess && operations.length === 0 && (
        <Empty title={t($ => $.journal.empty)} art="thread">
          {t($ => $.journal.emptyText)}
        </Empty>
      )}
      <div className={classes.days}>
        {[...days].map(([day, ofDay]) => (
          <section key={day} aria-label={format.date(day)}>
            <h2 className={classes.day}>{format.date(day)}</h2>
            <ul className={classes.operations}>
              {ofDay.map(operation => (
                <OperationRow
                  key={operation.id}
                  operation={operation}
                  busy={undo.pending}
                  onUndo={() => void takeBack(operation.id)}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
      {found.hasNextPage && (
        <Button variant="default" mt={12} loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t($ => $.journal.more)}
        </Button>
      )}
      {left && <LeftRows left={left} onClose={() => setLeft(undefined)} />}
    </Page>
  )
}

/** Whose acts are shown. */
function Who({ value, onChange }: { value: string | null; onChange: (value: string | null) => void }) {
  const { t } = useTranslation()
  const users = useQuery(rpc.holders.list.queryOptions())
  const options = (users.data?.items ?? [])
    .filter(one => one.kind === 'user')
    .map(one => ({ value: String(one.id), label: one.name }))
  return (
    <Select
      size="xs"
      w={180}
      searchable
      clearable
      aria-label={t($ => $.journal.by)}
      placeholder={t($ => $.journal.everybody)}
      data={options}
      value={value}
      onChange={onChange}
    />
  )
}
