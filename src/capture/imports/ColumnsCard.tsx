import { Select, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './imports.module.css'
import type { Import } from './imports.schema.ts'
import type { Draft } from './useDraft.tsx'
import { useFieldName } from './useFieldName.tsx'

/** Which column becomes what: guessed, and corrected by hand. */
export function ColumnsCard({ run, draft }: { run: Import; draft: Draft }) {
  const { t } = useTranslation()
  const nameOf = useFieldName(run)
  const own = run.fields.filter(field => field.label !== null)
  const options = [
    {
      group: t($ => $.imports.columns.standard),
      items: run.fields.filter(f => f.label === null).map(f => ({ value: f.key, label: nameOf(f.key) })),
    },
    ...(own.length > 0
      ? [{ group: t($ => $.imports.columns.own), items: own.map(f => ({ value: f.key, label: nameOf(f.key) })) }]
      : []),
  ]
  const left = draft.mapping.filter(field => field === null).length
  return (
    <section className={`ui-card ${classes.card}`}>
      <div className={classes.cardHead}>
        <Title order={2}>{t($ => $.imports.columns.title)}</Title>
        <span className={classes.hint}>{left > 0 && t($ => $.imports.columns.left, { count: left })}</span>
      </div>
      <p className={classes.hint} style={{ margin: '0 0 8px' }}>
        {t($ => $.imports.columns.hint)}
      </p>
      <table className={`${classes.table} ${classes.columnsTable}`}>
        <thead>
          <tr>
            <th>{t($ => $.imports.columns.ofFile)}</th>
            <th>{t($ => $.imports.columns.sample)}</th>
            <th style={{ width: 260 }}>{t($ => $.imports.columns.goesTo)}</th>
          </tr>
        </thead>
        <tbody>
          {run.columns.map((column, at) => {
            const heading = column.heading || t($ => $.imports.columns.noName, { number: at + 1 })
            return (
              <tr key={at}>
                <td>{heading}</td>
                <td className={classes.sample}>{column.samples.join('、') || t($ => $.imports.columns.blank)}</td>
                <td>
                  <Select
                    size="xs"
                    aria-label={t($ => $.imports.columns.choose, { heading })}
                    placeholder={t($ => $.imports.columns.none)}
                    data={options}
                    value={draft.mapping[at] ?? null}
                    onChange={field => draft.setField(at, field)}
                    searchable
                    clearable
                    clearButtonProps={{ 'aria-label': t($ => $.imports.columns.none) }}
                  />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
