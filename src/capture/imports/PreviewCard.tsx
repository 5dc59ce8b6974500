import { Skeleton, Title, VisuallyHidden } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { rpc } from '../../ui/api.ts'
import { useFormat } from '../../ui/format.ts'
import { Problem } from '../../ui/Problem.tsx'
import classes from './imports.module.css'
import type { Import, Preview } from './imports.schema.ts'
import { OutcomeMark } from './OutcomeMark.tsx'
import { useFieldName } from './useFieldName.tsx'

/** What would happen: what could not be read, and the first rows as they would be written down. */
export function PreviewCard({ run }: { run: Import }) {
  const { t } = useTranslation()
  const format = useFormat()
  const ready = run.lacking === null
  const preview = useQuery({ ...rpc.imports.preview.queryOptions({ input: { id: run.id } }), enabled: ready })
  return (
    <section className={`ui-card ${classes.card}`}>
      <div className={classes.cardHead}>
        <Title order={2}>{t($ => $.imports.preview.title)}</Title>
        {ready && preview.data && (
          <span className={classes.hint}>
            {t($ => $.imports.preview.hint, { figure: format.number(preview.data.rows.length) })}
          </span>
        )}
      </div>
      {!ready && <p className={classes.hint}>{run.lacking ?? t($ => $.imports.preview.lacking)}</p>}
      {ready && preview.isPending && <Skeleton height={240} />}
      {ready && preview.isError && <Problem error={preview.error} onRetry={preview.refetch} />}
      {ready && preview.data && (
        <>
          <Checked run={run} checked={preview.data.checked} />
          <Rows run={run} rows={preview.data.rows} />
        </>
      )}
    </section>
  )
}

function Checked({ run, checked }: { run: Import; checked: Preview['checked'] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const figure = format.number(checked.rows)
  const fine =
    checked.rows < run.rowsTotal
      ? t($ => $.imports.preview.fineSome, { figure })
      : t($ => $.imports.preview.fine, { figure })
  return checked.refused > 0 ? (
    <p className={classes.notice} style={{ margin: '0 0 12px' }}>
      {t($ => $.imports.preview.refused, {
        count: checked.refused,
        figure: format.number(checked.refused),
        total: figure,
      })}
    </p>
  ) : (
    <p className={classes.notice} data-kind="fine" style={{ margin: '0 0 12px' }}>
      {fine}
    </p>
  )
}

const order = [
  'doneAt',
  'kind',
  'outcome',
  'whole',
  'wholeKana',
  'companyName',
  'name',
  'nameKana',
  'nameEn',
  'department',
  'title',
  'email',
  'phone',
  'mobile',
  'postalCode',
  'prefecture',
  'address',
  'corporateNumber',
  'industry',
  'employees',
  'website',
  'subject',
  'note',
  'by',
  'exchangedOn',
  'exchangedBy',
  'source',
  'memo',
]

/** Names are shown whole, as one reads them. */
function shown({
  familyName,
  givenName,
  familyNameKana,
  givenNameKana,
  ...rest
}: Record<string, string>): Record<string, string> {
  const whole = [familyName, givenName].filter(Boolean).join(' ')
  const wholeKana = [familyNameKana, givenNameKana].filter(Boolean).join(' ')
  return { ...rest, ...(whole ? { whole } : {}), ...(wholeKana ? { wholeKana } : {}) }
}

function Rows({ run, rows }: { run: Import; rows: Preview['rows'] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const nameOf = useFieldName(run)
  const all = rows.map(row => ({ ...row, fields: shown(row.fields) }))
  const present = new Set(all.flatMap(row => Object.keys(row.fields)))
  const keys = [...order.filter(key => present.has(key)), ...[...present].filter(key => !order.includes(key))]
  const heading = (key: string) =>
    nameOf(
      key === 'whole' || (key === 'name' && run.about === 'activity')
        ? 'fullName'
        : key === 'wholeKana'
          ? 'fullNameKana'
          : key === 'email' && run.about === 'activity'
            ? 'personEmail'
            : key,
    )
  const kinds: Record<string, string> = t($ => $.importFields.kind, { returnObjects: true })
  const outcomes: Record<string, string> = t($ => $.importFields.outcome, { returnObjects: true })
  const text = (key: string, value = '') =>
    key === 'doneAt'
      ? format.dateTime(value)
      : key === 'kind'
        ? kinds[value]
        : key === 'outcome'
          ? outcomes[value]
          : key === 'exchangedOn'
            ? format.date(value)
            : value
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t($ => $.imports.preview.title)}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th>{t($ => $.imports.preview.row)}</th>
            <th>
              <VisuallyHidden>{t($ => $.imports.column.state)}</VisuallyHidden>
            </th>
            {keys.map(key => (
              <th key={key}>{heading(key)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {all.map(({ row, outcome, fields, problem }) => (
            <tr key={row}>
              <td className="ui-figures">{row}</td>
              <td>
                <OutcomeMark outcome={outcome} />
              </td>
              {problem ? (
                <td colSpan={Math.max(1, keys.length)} className={classes.why}>
                  {problem}
                </td>
              ) : (
                keys.map(key => (
                  <td key={key} className={classes.cell} title={fields[key]}>
                    {fields[key] ? text(key, fields[key]) : ''}
                  </td>
                ))
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
