import { Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { rpc } from '../../ui/api.ts'
import { useFormat } from '../../ui/format.ts'
import { Problem } from '../../ui/Problem.tsx'
import { verdicts } from './judge.schema.ts'
import classes from './mailings.module.css'

/** N8: how many openings and clicks were a person's, likely one's, or a machine's, and by what that was told. */
export function Judgements({ id }: { id: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const found = useQuery(rpc.mailings.judgements.queryOptions({ input: { id } }))
  if (found.isError) return <Problem error={found.error} onRetry={found.refetch} />
  const items = found.data?.items ?? []
  const groups = (['click', 'open'] as const).flatMap(kind =>
    verdicts.flatMap(verdict => items.filter(one => one.kind === kind && one.verdict === verdict)),
  )
  return (
    <section className="ui-card" aria-label={t($ => $.judging.title)}>
      <div className={classes.judgedHead}>
        <Title order={2}>{t($ => $.judging.title)}</Title>
        <Text size="sm" c="dimmed">
          {found.data && groups.length === 0 ? t($ => $.judging.none) : t($ => $.judging.hint)}
        </Text>
      </div>
      <ul className={classes.links}>
        {groups.map(({ kind, verdict, count, reasons }) => (
          <li key={`${kind} ${verdict}`}>
            <span>
              {t($ => $.judging.kind[kind])} — {t($ => $.judging.verdict[verdict])}
              <span className={classes.why}>
                {reasons.map(one => (
                  <span key={one.reason}>
                    {t($ => $.judging.reason[one.reason])}{' '}
                    <span className="ui-figures">{format.number(one.count)}</span>
                  </span>
                ))}
              </span>
            </span>
            <span className="ui-figures">{format.number(count)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
