import { Button, Skeleton } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Tag } from '../../office/settings/Tag.tsx'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { DateText } from '../../ui/DateText.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Problem } from '../../ui/Problem.tsx'
import classes from './forms.module.css'
import type { Submission } from './forms.schema.ts'

type Props = { formId: number; verdict: 'accepted' | 'spam' }

/** What was sent in, latest first; among spam, each can be judged otherwise. */
export function Submissions({ formId, verdict }: Props) {
  const { t } = useTranslation()
  const list = useInfiniteQuery({
    queryKey: ['submissions', formId, verdict],
    queryFn: ({ pageParam, signal }) =>
      api.submissions.list({ id: formId, verdict, limit: 30, ...(pageParam ? { cursor: pageParam } : {}) }, { signal }),
    initialPageParam: '',
    getNextPageParam: last => last.nextCursor ?? undefined,
  })
  const items = list.data?.pages.flatMap(page => page.items) ?? []
  if (list.isPending) return <Skeleton height={160} />
  if (list.isError && items.length === 0) return <Problem error={list.error} onRetry={list.refetch} />
  if (items.length === 0)
    return verdict === 'spam' ? (
      <Empty title={t($ => $.forms.received.noSpam)} art="done">
        {t($ => $.forms.received.noSpamText)}
      </Empty>
    ) : (
      <Empty title={t($ => $.forms.received.none)} art="sheet">
        {t($ => $.forms.received.noneText)}
      </Empty>
    )
  return (
    <div className={`${classes.stack} ${classes.narrow}`}>
      {items.map(item => (
        <One key={item.id} item={item} />
      ))}
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t($ => $.forms.received.more)}
        </Button>
      )}
    </div>
  )
}

function One({ item }: { item: Submission }) {
  const { t } = useTranslation()
  const accept = useAct(api.submissions.accept, { done: t($ => $.forms.received.accepted) })
  const { person } = item
  return (
    <article className={`ui-card ${classes.card}`}>
      <div className={`${classes.line} ${classes.spread}`}>
        <div className={classes.line}>
          {person && (
            <Link to="/persons/$id" params={{ id: person.id }}>
              {person.name || t($ => $.forms.received.nobody)}
            </Link>
          )}
          <span className={classes.small}>
            <DateText value={item.submittedAt} as="dateTime" />
          </span>
          {item.consented && <Tag tone="good">{t($ => $.forms.received.agreed, { number: item.wording })}</Tag>}
          {item.why.map(why => (
            <Tag key={why} tone="soon">
              {t($ => $.forms.why[why])}
            </Tag>
          ))}
        </div>
        {item.verdict === 'spam' && (
          <Button variant="default" loading={accept.pending} onClick={() => void accept.run({ id: item.id })}>
            {t($ => $.forms.received.notSpam)}
          </Button>
        )}
      </div>
      <dl className={classes.answers}>
        {item.answers
          .filter(answer => answer.value)
          .map(answer => [
            <dt key={`${answer.key} label`}>{answer.label}</dt>,
            <dd key={answer.key}>{answer.value}</dd>,
          ])}
      </dl>
      {item.judgedBy && (
        <span className={classes.small}>{t($ => $.forms.received.judged, { name: item.judgedBy })}</span>
      )}
    </article>
  )
}
