import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format.ts'
import classes from './ForecastPage.module.css'
import type { Figures } from './forecast.schema.ts'

/** Won and, behind it, what is to be expected; the quota is the mark on the scale. */
export function ForecastBar({ figures, name, scale }: { figures: Figures; name: string; scale: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const part = (amount: number) => `${scale === 0 ? 0 : Math.min(100, (amount / scale) * 100)}%`
  const { quota, won, open } = figures
  return (
    <div
      className={classes.bar}
      role="img"
      aria-label={t($ => $.deals.forecast.bar, {
        name,
        won: format.money(won.sum),
        weighted: format.money(open.weighted),
        quota: format.money(quota),
      })}
    >
      <span className={classes.hope} style={{ width: part(won.sum + open.weighted) }} />
      <span className={classes.won} style={{ width: part(won.sum) }} />
      {quota > 0 && <span className={classes.quota} style={{ left: part(quota) }} />}
    </div>
  )
}

export const reach = ({ quota, won, open }: Figures): number => Math.max(quota, won.sum + open.weighted)
