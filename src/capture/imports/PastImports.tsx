import { Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { DateText } from '../../ui/DateText.tsx'
import { useFormat } from '../../ui/format.ts'
import classes from './imports.module.css'
import { type ImportListed, rowOutcomes } from './imports.schema.ts'
import { StateMark } from './OutcomeMark.tsx'

/** What came in so far, latest first, with what came of it. */
export function PastImports({ items }: { items: readonly ImportListed[] }) {
  const { t } = useTranslation()
  return (
    <section>
      <Title order={2} mb={8} id="past-imports">
        {t($ => $.imports.past)}
      </Title>
      <div className="ui-card">
        <div className={`${classes.past} ${classes.pastHead}`} aria-hidden>
          <span>{t($ => $.imports.column.file)}</span>
          <span>{t($ => $.imports.column.state)}</span>
          {rowOutcomes.map(outcome => (
            <span key={outcome} className={classes.figure}>
              {t($ => $.imports.column[outcome])}
            </span>
          ))}
          <span>{t($ => $.imports.column.at)}</span>
        </div>
        <ul className={classes.list} aria-labelledby="past-imports">
          {items.map(item => (
            <Past key={item.id} item={item} />
          ))}
        </ul>
      </div>
    </section>
  )
}

function Past({ item }: { item: ImportListed }) {
  const { t } = useTranslation()
  const format = useFormat()
  const begun = item.state !== 'draft'
  return (
    <li className={classes.past}>
      <div style={{ minWidth: 0 }}>
        <Link to="/imports/$id" params={{ id: item.id }} className={classes.name}>
          {item.fileName}
        </Link>
        <span className={classes.small}>
          {format.list([t($ => $.imports.about[item.about]), ...(item.source ? [item.source] : [])])}
        </span>
      </div>
      <div>
        <StateMark state={item.state} />
        {item.state === 'running' && (
          <div className={`${classes.small} ui-figures`}>
            {t($ => $.ui.progress.of, { done: format.number(item.rowsRead), total: format.number(item.rowsTotal) })}
          </div>
        )}
      </div>
      {rowOutcomes.map(outcome => (
        <span key={outcome} className={classes.figure} data-none={item[outcome] === 0 || undefined}>
          <span className="ui-unseen">{t($ => $.imports.column[outcome])} </span>
          {begun ? format.number(item[outcome]) : '―'}
        </span>
      ))}
      {begun && (
        <span className={classes.phoneFigures} aria-hidden>
          {format.list(
            rowOutcomes.map(outcome => `${t($ => $.imports.column[outcome])} ${format.number(item[outcome])}`),
          )}
        </span>
      )}
      <span className={classes.small}>
        {item.by && t($ => $.imports.by, { name: item.by.name })}
        <DateText value={item.endedAt ?? item.startedAt ?? item.createdAt} as="dateTime" />
      </span>
    </li>
  )
}
