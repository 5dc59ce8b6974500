import { useTranslation } from 'react-i18next'
import { useFormat } from '../format.ts'
import classes from './Count.module.css'

/** How many match: 「1,000+件」 at once where counting takes longer, then the exact figure. */
export function Count({ count }: { count: { count: number; exact: boolean } | undefined }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <span className={classes.count} aria-live="polite">
      {count &&
        t($ => $.grid.count, {
          count: count.count,
          figure: `${format.number(count.count)}${count.exact ? '' : '+'}`,
        })}
    </span>
  )
}
