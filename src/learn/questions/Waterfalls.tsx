import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format.ts'
import { linkTo } from '../../ui/place.ts'
import classes from './QuestionsPage.module.css'
import type { Questions, Waterfall } from './questions.schema.ts'

/** No reason against a mailing, only one to speak with a colleague first. */
const withRegard: readonly string[] = ['openDeal', 'touched', 'held']

/** N6: from everybody down to those who can be approached today, by mail and by phone. */
export function Waterfalls({ approach }: { approach: NonNullable<Questions['approach']> }) {
  const { t } = useTranslation()
  if (approach.mail.all.count === 0)
    return (
      <p className={classes.text}>
        {t($ => $.questions.q1.empty)} <Link {...linkTo('/leads')}>{t($ => $.desk.place.leads)}</Link>
      </p>
    )
  return (
    <div className={classes.pair}>
      <Falling title={t($ => $.questions.q1.mail)} days={approach.days} waterfall={approach.mail} />
      <Falling title={t($ => $.questions.q1.phone)} days={approach.days} waterfall={approach.phone} />
    </div>
  )
}

function Falling({
  title,
  days,
  waterfall: { all, bars, mailable, free },
}: {
  title: string
  days: number
  waterfall: Waterfall
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const steps = bars.map((bar, index) => {
    const gone = bars.slice(0, index + 1).reduce((sum, one) => sum + one.count, 0)
    const { reach } = bar
    const label =
      reach === 'touched'
        ? t($ => $.questions.q1.bar.touched, { days })
        : reach === 'free'
          ? t($ => $.questions.q1.free)
          : t($ => $.questions.q1.bar[reach])
    return { ...bar, label, from: all.count - gone, kind: 'away' }
  })
  const regard = steps.findIndex(({ reach }) => withRegard.includes(reach))
  const rows = [
    { ...all, label: t($ => $.questions.q1.all), from: 0, kind: 'all' },
    ...(mailable
      ? [
          ...steps.slice(0, regard),
          { ...mailable, label: t($ => $.questions.q1.mailable), from: 0, kind: 'free' },
          ...steps.slice(regard),
          { ...free, label: t($ => $.questions.q1.alone), from: 0, kind: 'part' },
        ]
      : [...steps, { ...free, label: t($ => $.questions.q1.free), from: 0, kind: 'free' }]),
  ]
  const answer = (mailable ?? free).count
  const part = (count: number) => `${(count / all.count) * 100}%`
  return (
    <figure className={classes.falling}>
      <figcaption>
        <span>{title}</span>
        <strong>{t($ => $.questions.people, { count: answer, figure: format.number(answer) })}</strong>
      </figcaption>
      <ul>
        {rows.map(row => (
          <li key={row.label}>
            <Link
              {...linkTo(row.list)}
              className={classes.step}
              data-kind={row.kind}
              data-none={row.count === 0 || undefined}
              aria-label={t($ => $.questions.q1.opens, { label: row.label, value: format.number(row.count) })}
            >
              <span className={classes.stepLabel}>{row.label}</span>
              <span className={classes.track}>
                <span style={{ left: part(row.from), width: part(row.count) }} />
              </span>
              <span className={classes.stepValue}>
                {row.kind === 'away' && row.count > 0 ? '−' : ''}
                {format.number(row.count)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </figure>
  )
}
