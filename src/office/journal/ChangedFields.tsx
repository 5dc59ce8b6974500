import { IconArrowRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './Journal.module.css'
import { useJournalNames, useValueText } from './useValueText.tsx'

type Field = { field: string; was?: unknown; made?: unknown; is?: unknown }

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

type Props = { table: string; fields: readonly Field[]; deleted?: boolean }

/** Fields before and after; where somebody has changed one again since, also as it stands now. */
export function ChangedFields({ table, fields, deleted = false }: Props) {
  const { t } = useTranslation()
  const names = useJournalNames()
  const text = useValueText()
  if (fields.length === 0) return null
  return (
    <dl className={classes.fields}>
      {fields.map(({ field, was, made, is }) => (
        <div key={field} className={classes.field}>
          <dt>{names.field(field, table)}</dt>
          <dd>
            {!same(was, made) && !deleted && (
              <>
                <span className={classes.was}>
                  <span className="ui-unseen">{t($ => $.journal.before)} </span>
                  {text(field, was)}
                </span>
                <IconArrowRight size={14} stroke={1.6} aria-hidden />
              </>
            )}
            <span className={classes.made}>
              <span className="ui-unseen">{t($ => $.journal.after)} </span>
              {text(field, deleted ? was : made)}
            </span>
            {is !== undefined && !same(is, made) && (
              <span className={classes.now}>
                {t($ => $.journal.now)}：{text(field, is)}
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
