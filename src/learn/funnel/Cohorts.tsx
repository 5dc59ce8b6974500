import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format.ts'
import { linkTo } from '../../ui/place.ts'
import classes from './FunnelPage.module.css'
import { type Funnel, funnelStages, type Step } from './funnel.schema.ts'

/** Month by month, in which the leads came: how many, and what part of them has come how far. The sums are the funnel's. */
export function Cohorts({ months, total }: { months: NonNullable<Funnel['months']>; total: readonly Step[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <div className={`ui-card ${classes.card}`}>
      <h2 className={classes.heading} id="cohorts">
        {t($ => $.funnel.cohorts)}
      </h2>
      <p className={classes.note}>{t($ => $.funnel.cohortsHint)}</p>
      <div className={classes.scroll} tabIndex={0} role="group" aria-labelledby="cohorts">
        <table className={classes.cohorts}>
          <thead>
            <tr>
              <th scope="col">{t($ => $.funnel.month)}</th>
              {funnelStages.map(stage => (
                <th scope="col" key={stage}>
                  {t($ => $.ui.stage[stage])}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {months.toReversed().map(({ month, steps }) => (
              <tr key={month}>
                <th scope="row">{format.month(month)}</th>
                {steps.map(step => (
                  <Cell key={step.stage} step={step} of={steps[0]!.count} />
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t($ => $.funnel.sum)}</th>
              {total.map(step => (
                <Cell key={step.stage} step={step} of={total[0]!.count} />
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
    </div>
  )
}

function Cell({ step, of }: { step: Step; of: number }) {
  const format = useFormat()
  const share = of === 0 ? 0 : step.count / of
  const shaded = step.stage === 'lead' ? 0 : share
  return (
    <td style={{ '--share': `${Math.round(shaded * 70)}%` } as object}>
      {step.count === 0 ? (
        <span className={classes.none}>0</span>
      ) : (
        <Link {...linkTo(step.list)}>
          {format.number(step.count)}
          {step.stage !== 'lead' && <small>{format.percent(share)}</small>}
        </Link>
      )}
    </td>
  )
}
