import { Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { DateText } from '../../ui/DateText.tsx'
import { useFormat } from '../../ui/format.ts'
import classes from './imports.module.css'
import type { Import } from './imports.schema.ts'
import { useFieldName } from './useFieldName.tsx'

/** How it was imported: kept, so that one can see later what was answered. */
export function ImportFacts({ run }: { run: Import }) {
  const { t } = useTranslation()
  const format = useFormat()
  const nameOf = useFieldName(run)
  const { source, basis, evidence, exchangedOn, exchangedBy, policy } = run.options
  const mapped = run.columns.flatMap(c =>
    c.field ? [c.heading && c.heading !== nameOf(c.field) ? `${c.heading} → ${nameOf(c.field)}` : nameOf(c.field)] : [],
  )
  const facts: [string, React.ReactNode][] = [
    [t($ => $.imports.drop.about), t($ => $.imports.about[run.about])],
    ...(source ? [[t($ => $.importBasis.source), source] as [string, string]] : []),
    ...(exchangedOn ? [[t($ => $.importBasis.exchangedOn), format.date(exchangedOn)] as [string, string]] : []),
    ...(exchangedBy ? [[t($ => $.importBasis.exchangedBy), exchangedBy] as [string, string]] : []),
    ...(run.about === 'person'
      ? [
          [
            t($ => $.importBasis.label),
            [basis ? t($ => $.importBasis[basis]) : t($ => $.importBasis.none), evidence].filter(Boolean).join('：'),
          ] as [string, string],
        ]
      : []),
    ...(run.about === 'activity'
      ? []
      : [[t($ => $.importBasis.policy), t($ => $.importBasis[policy])] as [string, string]]),
    [t($ => $.imports.columns.title), format.list(mapped)],
    [t($ => $.imports.column.by), run.by?.name ?? '―'],
    [t($ => $.imports.column.at), <DateText key="at" value={run.startedAt} as="dateTime" />],
  ]
  return (
    <section className={`ui-card ${classes.card}`}>
      <div className={classes.cardHead}>
        <Title order={2}>{t($ => $.imports.done.settings)}</Title>
      </div>
      <dl className={classes.facts}>
        {facts.map(([label, value]) => (
          <div key={label} style={{ display: 'contents' }}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
