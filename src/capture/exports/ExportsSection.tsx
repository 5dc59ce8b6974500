import { Button, SegmentedControl, Skeleton } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../office/settings/Section.tsx'
import { rpc } from '../../ui/api.ts'
import { DateText } from '../../ui/DateText.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { useFormat } from '../../ui/format.ts'
import { Problem } from '../../ui/Problem.tsx'
import classes from './ExportsSection.module.css'
import { Exportable, type Exported, exportables } from './exports.schema.ts'

/** エクスポート履歴: which lists left as files, when, by whom, how much. */
export function ExportsSection() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [what, setWhat] = useState<Exportable>()
  const list = useInfiniteQuery(
    rpc.exports.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ limit: 50, ...(what ? { what } : {}), ...(cursor ? { cursor } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: page => page.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )
  const lines = list.data?.pages.flatMap(page => page.items) ?? []
  const none = list.data !== undefined && lines.length === 0
  const act = { label: t($ => $.exports.history.toLeads), onClick: () => navigate({ to: '/leads' }) }
  return (
    <Section title={t($ => $.exports.history.title)} sub={t($ => $.exports.history.sub)}>
      {(what !== undefined || lines.length > 0) && (
        <div className={classes.tools}>
          <SegmentedControl
            size="xs"
            aria-label={t($ => $.exports.history.what)}
            value={what ?? ''}
            onChange={value => setWhat(Exportable.safeParse(value).data)}
            data={[
              { value: '', label: t($ => $.exports.history.all) },
              ...exportables.map(value => ({ value, label: t($ => $.exports.history.kind[value]) })),
            ]}
          />
        </div>
      )}
      {list.isError && <Problem error={list.error} onRetry={list.refetch} />}
      {list.isPending && <Skeleton height={240} />}
      {none && what === undefined && (
        <Empty art="sheet" title={t($ => $.exports.history.none)} act={act}>
          {t($ => $.exports.history.noneHint)}
        </Empty>
      )}
      {none && what !== undefined && <Empty art="sheet" title={t($ => $.exports.history.noneOf)} />}
      {lines.length > 0 && <Lines of={lines} />}
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t($ => $.exports.history.more)}
        </Button>
      )}
    </Section>
  )
}

/** A table, which stacks on the phone. */
function Lines({ of: lines }: { of: readonly Exported[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <table className={`ui-card ${classes.table}`}>
      <thead>
        <tr>
          <th scope="col">{t($ => $.exports.history.at)}</th>
          <th scope="col">{t($ => $.exports.history.by)}</th>
          <th scope="col">{t($ => $.exports.history.what)}</th>
          <th scope="col">{t($ => $.exports.history.rows)}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(one => (
          <tr key={one.id}>
            <td className={classes.at}>
              <DateText value={one.at} as="dateTime" />
            </td>
            <td className={classes.by}>{one.by?.name ?? t($ => $.exports.history.program)}</td>
            <td className={classes.what}>
              <What one={one} />
            </td>
            <td className={`ui-figures ${classes.rows}`}>
              {t($ => $.exports.history.count, { count: one.rows, figure: format.number(one.rows) })}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Which list, how it was narrowed, and as what kind of file. */
function What({ one: { what, filter, format: file } }: { one: Exported }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { segmentId, ids, ...conditions } = filter
  const narrowed = [
    segmentId !== undefined && t($ => $.exports.history.segment),
    ids !== undefined && t($ => $.exports.history.picked),
    Object.keys(conditions).length > 0 && t($ => $.exports.history.filtered),
  ].filter(one => one !== false)
  return (
    <>
      {t($ => $.exports.history.kind[what])}
      {narrowed.length > 0 && t($ => $.exports.history.narrowed, { how: format.list(narrowed) })}
      <span className={classes.format}>{t($ => $.exports.format[file])}</span>
    </>
  )
}
