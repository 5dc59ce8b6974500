import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format.ts'
import { linkTo } from '../../ui/place.ts'
import classes from './FunnelPage.module.css'
import type { Step } from './funnel.schema.ts'

/** The funnel, flowing from left to right: a stage opens the very leads that it counted. On the phone it flows down. */
export function Picture({ steps, before }: { steps: readonly Step[]; before?: readonly Step[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const most = Math.max(1, steps[0]!.count)
  /** Of a hundred; whatever is there can be seen. */
  const part = (count: number) => (count === 0 ? 0 : Math.max(2, (count / most) * 100))
  return (
    <ol className={classes.funnel}>
      {steps.map((step, at) => {
        const was = before?.[at]
        const next = steps[at + 1]
        const name = t($ => $.ui.stage[step.stage])
        const value = t($ => $.funnel.leads, { count: step.count, figure: format.number(step.count) })
        return (
          <li key={step.stage} data-stage={step.stage}>
            <Link {...linkTo(step.list)} className={classes.step} aria-label={t($ => $.funnel.opens, { name, value })}>
              <span className={classes.name}>{name}</span>
              <span className={classes.count}>{format.number(step.count)}</span>
              {was && (
                <span className={classes.was}>
                  {t($ => $.funnel.was, { figure: format.number(was.count) })}
                  <Change now={step.count} was={was.count} />
                </span>
              )}
              <Shape height={part(step.count)} to={next && part(next.count)} />
              <span className={classes.bar} aria-hidden>
                <span style={{ width: `${part(step.count)}%` }} />
              </span>
            </Link>
            {next && <Rate now={next.conversion} was={before?.[at + 1]?.conversion ?? null} />}
          </li>
        )
      })}
    </ol>
  )
}

/** By how much it is more or less than before; nothing where there was nothing. */
function Change({ now, was }: { now: number; was: number }) {
  const format = useFormat()
  if (was === 0) return null
  const share = now / was - 1
  return (
    <span className={classes.change} data-less={share < 0 || undefined}>
      {share > 0 ? '+' : share < 0 ? '−' : '±'}
      {format.percent(Math.abs(share))}
    </span>
  )
}

function Rate({ now, was }: { now: number | null; was: number | null }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <span className={classes.rate}>
      <strong>{now === null ? '―' : format.percent(now)}</strong>
      {was !== null && <span>{t($ => $.funnel.was, { figure: format.percent(was) })}</span>}
    </span>
  )
}

function Shape({ height, to }: { height: number; to: number | undefined }) {
  const here = height / 2
  const there = to === undefined ? here : to / 2
  return (
    <svg viewBox="0 0 100 100" preserveAspectRatio="none" className={classes.shape} aria-hidden="true">
      <polygon className={classes.body} points={`0,${50 - here} 64,${50 - here} 64,${50 + here} 0,${50 + here}`} />
      {to !== undefined && (
        <polygon
          className={classes.neck}
          points={`64,${50 - here} 100,${50 - there} 100,${50 + there} 64,${50 + here}`}
        />
      )}
    </svg>
  )
}
