import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format.ts'
import { Money } from '../../ui/Money.tsx'
import { linkTo } from '../../ui/place.ts'
import { ForecastBar, reach } from './ForecastBar.tsx'
import classes from './ForecastPage.module.css'
import type { Forecast } from './forecast.schema.ts'
import { listOf } from './listOf.tsx'

/** Everybody's month in four figures and one bar. The figures that count deals open the list of these deals. */
export function ForecastTotal({ forecast, asOf }: { forecast: Forecast; asOf: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { total } = forecast
  const share = total.quota > 0 ? format.percent(total.won.sum / total.quota) : undefined
  return (
    <section className={classes.total} aria-label={t($ => $.deals.forecast.total)}>
      <dl className={classes.figures}>
        <div>
          <dt>{t($ => $.deals.forecast.quota)}</dt>
          <dd>
            <Money amount={total.quota} />
          </dd>
        </div>
        <div>
          <dt>{t($ => $.deals.forecast.won)}</dt>
          <dd>
            <Link {...linkTo(listOf(forecast, 'won'))}>
              <Money amount={total.won.sum} earned />
            </Link>
            <small>
              {t($ => $.deals.figure, { count: total.won.count, figure: format.number(total.won.count) })}
              {share && `　${t($ => $.deals.forecast.share, { share })}`}
            </small>
          </dd>
        </div>
        <div>
          <dt>{t($ => $.deals.forecast.open)}</dt>
          <dd>
            <Link {...linkTo(listOf(forecast, 'open'))}>
              <Money amount={total.open.sum} />
            </Link>
            <small>
              {t($ => $.deals.figure, { count: total.open.count, figure: format.number(total.open.count) })}
              {'　'}
              {t($ => $.deals.weighted, { amount: format.money(total.open.weighted) })}
            </small>
          </dd>
        </div>
        <div>
          <dt>{t($ => $.deals.forecast.gap)}</dt>
          <dd>
            {total.quota > 0 && total.gap === 0 ? (
              t($ => $.deals.forecast.reached)
            ) : (
              <Money amount={total.quota > 0 ? total.gap : null} />
            )}
          </dd>
        </div>
      </dl>
      <ForecastBar figures={total} name={t($ => $.deals.forecast.total)} scale={reach(total)} />
      <div className={classes.legend}>
        <span data-of="won">{t($ => $.deals.forecast.won)}</span>
        <span data-of="hope">{t($ => $.deals.forecast.weighted)}</span>
        <span data-of="quota">{t($ => $.deals.forecast.quota)}</span>
        <span className={classes.asOf}>{asOf}</span>
      </div>
    </section>
  )
}
