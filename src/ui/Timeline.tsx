import { Button, Chip, Group, Skeleton, Text, UnstyledButton } from '@mantine/core'
import { useIntersection } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { createElement, Fragment, type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EventGroup } from '../timeline/vocabulary.ts'
import { isoOf, type Moment, useFormat } from './format.ts'
import { Problem } from './Problem.tsx'
import classes from './Timeline.module.css'
import { daysOf, isMachine } from './timeline/days.ts'
import { signOf } from './timeline/kinds.ts'

/** One thing that happened, as the server tells it. A page's entries may carry more; `describe` gets them whole. */
export type TimelineEntry = {
  id: number
  kind: string
  occurredAt: Moment
  by?: { name: string } | null
  facts?: Record<string, unknown>
}

export type Described = {
  /** One sentence: 「架電しました（不在）」. */
  title: ReactNode
  /** What was written down, quoted under it. */
  text?: ReactNode
  /** Small acts at the right: edit, undo. */
  acts?: ReactNode
}

type Props<Entry> = {
  /** Names what is read, for the cache: `['timeline', 'person', 7]`. */
  queryKey: readonly unknown[]
  /**
   * Reads on from the cursor, newest first; `group` when a chip narrows it:
   *   page={(asked, signal) => api.persons.timeline({ id, ...asked }, { signal })}
   */
  page: (
    asked: { cursor?: string; group?: EventGroup[] },
    signal: AbortSignal,
  ) => Promise<{ items: readonly Entry[]; nextCursor: string | null }>
  /** Groups of kinds that are offered as chips. */
  groups?: readonly EventGroup[]
  describe: (entry: Entry) => Described
  /** The form for a call, visit, mail or note, on top. */
  composer?: ReactNode
  /** Shown when nothing has happened at all. */
  empty: ReactNode
  /** These people only: live changes of others do not read this again. */
  personIds?: readonly number[]
}

const usual: readonly EventGroup[] = ['contact', 'web', 'lead', 'trade', 'record']

/** What happened, newest first, by day: acts of people open, machine-made events folded. */
export function Timeline<Entry extends TimelineEntry>(props: Props<Entry>) {
  const { t } = useTranslation()
  const format = useFormat()
  const [group, setGroup] = useState<EventGroup>()
  const events = useInfiniteQuery({
    queryKey: [...props.queryKey, group ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      props.page({ ...(pageParam ? { cursor: pageParam } : {}), ...(group ? { group: [group] } : {}) }, signal),
    initialPageParam: '',
    getNextPageParam: last => last.nextCursor ?? undefined,
    ...(props.personIds ? { meta: { personIds: props.personIds } } : {}),
  })
  const entries = events.data?.pages.flatMap(page => page.items) ?? []

  return (
    <section aria-label={t($ => $.timeline.label)} className={classes.timeline}>
      <h2 className="ui-unseen">{t($ => $.timeline.label)}</h2>
      {props.composer}
      <Group gap={6} my={12} role="radiogroup" aria-label={t($ => $.timeline.filters)}>
        <Chip
          type="radio"
          variant="outline"
          size="xs"
          checked={group === undefined}
          onChange={() => setGroup(undefined)}
        >
          {t($ => $.timeline.all)}
        </Chip>
        {(props.groups ?? usual).map(one => (
          <Chip
            key={one}
            type="radio"
            variant="outline"
            size="xs"
            checked={group === one}
            onChange={() => setGroup(one)}
          >
            {t($ => $.timeline.group[one])}
          </Chip>
        ))}
      </Group>
      {events.isPending && <Bones />}
      {events.isError && entries.length === 0 && <Problem error={events.error} onRetry={events.refetch} />}
      {events.isSuccess &&
        entries.length === 0 &&
        (group ? <Text c="dimmed">{t($ => $.timeline.none)}</Text> : props.empty)}
      {daysOf(entries, format.day).map(day => (
        <Fragment key={day.day}>
          <h3 className={classes.day}>
            <DayName day={day.day} />
          </h3>
          <ol className={classes.list}>
            {day.blocks.map(block =>
              block.kind === 'one' ? (
                <Item
                  key={block.entry.id}
                  entry={block.entry}
                  described={props.describe(block.entry)}
                  quiet={isMachine(block.entry)}
                />
              ) : (
                <Folded key={block.id} entries={block.entries} describe={props.describe} />
              ),
            )}
          </ol>
        </Fragment>
      ))}
      {events.hasNextPage ? (
        <More
          onMore={() => void events.fetchNextPage()}
          loading={events.isFetchingNextPage}
          failed={events.isFetchNextPageError}
        />
      ) : (
        entries.length > 0 && (
          <Text size="xs" c="dimmed" ta="center" mt={12}>
            {t($ => $.timeline.start)}
          </Text>
        )
      )}
    </section>
  )
}

function DayName({ day }: { day: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const days = format.daysFromToday(day)
  const word = days === 0 ? t($ => $.timeline.today) : days === -1 ? t($ => $.timeline.yesterday) : undefined
  return (
    <>
      {word && <span className={classes.word}>{word}</span>}
      {format.date(day)}
    </>
  )
}

function Item({ entry, described, quiet = false }: { entry: TimelineEntry; described: Described; quiet?: boolean }) {
  const format = useFormat()
  return (
    <li className={classes.item} data-quiet={quiet || undefined}>
      <span className={classes.sign}>
        {createElement(signOf(entry), { size: quiet ? 13 : 15, stroke: 1.7, 'aria-hidden': true })}
      </span>
      <div className={classes.body}>
        <div className={classes.line}>
          <span className={classes.title}>{described.title}</span>
          <span className={classes.by}>
            {entry.by?.name}{' '}
            <time dateTime={isoOf(entry.occurredAt)} title={format.dateTime(entry.occurredAt)}>
              {format.time(entry.occurredAt)}
            </time>
          </span>
          {described.acts}
        </div>
        {described.text && <div className={classes.text}>{described.text}</div>}
      </div>
    </li>
  )
}

function Folded<Entry extends TimelineEntry>({
  entries,
  describe,
}: {
  entries: readonly Entry[]
  describe: (entry: Entry) => Described
}) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <li className={classes.fold}>
        <UnstyledButton className={classes.foldButton} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t($ => $.timeline.fold) : t($ => $.timeline.machine, { count: entries.length })}
        </UnstyledButton>
      </li>
      {open && entries.map(entry => <Item key={entry.id} entry={entry} described={describe(entry)} quiet />)}
    </>
  )
}

/** Reads on by itself when it comes into view, and can be pressed where that failed. */
function More({ onMore, loading, failed }: { onMore: () => void; loading: boolean; failed: boolean }) {
  const { t } = useTranslation()
  const { ref, entry } = useIntersection({ rootMargin: '400px' })
  const near = entry?.isIntersecting === true && !loading && !failed
  useEffect(() => {
    if (near) onMore()
  }, [near, onMore])
  return (
    <Button ref={ref} variant="subtle" size="compact-sm" mt={12} fullWidth loading={loading} onClick={onMore}>
      {t($ => $.timeline.more)}
    </Button>
  )
}

function Bones() {
  return (
    <div className={classes.bones}>
      {[70, 45, 60, 50].map(width => (
        <Skeleton key={width} height={12} width={`${width}%`} />
      ))}
    </div>
  )
}
