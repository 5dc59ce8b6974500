import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format.ts'
import { linkTo } from '../../ui/place.ts'
import { Figure } from './Question.tsx'
import classes from './QuestionsPage.module.css'
import type { Questions, Source } from './questions.schema.ts'

/** R80: what was won, by where it came from; a source opens onto its deals. */
export function Sources({ sources }: { sources: NonNullable<Questions['sources']> }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { won, first, last } = sources
  const period = t($ => $.questions.q8.period, { from: format.date(sources.from), until: format.date(sources.until) })
  return (
    <>
      <Figure
        to={won.list}
        value={format.money(won.sum)}
        label={`${period} · ${t($ => $.questions.deals, { count: won.count, figure: format.number(won.count) })}`}
      />
      {won.count === 0 ? (
        <p className={classes.text}>{t($ => $.questions.q8.none)}</p>
      ) : (
        <div className={classes.pair}>
          <Bars title={t($ => $.questions.q8.first)} sources={first} />
          <Bars title={t($ => $.questions.q8.last)} sources={last} />
        </div>
      )}
    </>
  )
}

function Bars({ title, sources }: { title: string; sources: readonly Source[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const name = useSourceName()
  const most = Math.max(1, ...sources.map(source => source.sum))
  return (
    <figure className={classes.falling}>
      <figcaption>
        <span>{title}</span>
      </figcaption>
      {sources.map(source => (
        <details key={`${source.kind} ${source.label}`} className={classes.source}>
          <summary className={classes.step} data-kind="free">
            <span className={classes.stepLabel}>{name(source)}</span>
            <span className={classes.track}>
              <span style={{ width: `${(source.sum / most) * 100}%` }} />
            </span>
            <span className={classes.stepValue}>
              {format.money(source.sum)}
              <small>{t($ => $.questions.deals, { count: source.count, figure: format.number(source.count) })}</small>
            </span>
          </summary>
          <ul className={classes.dealsOf}>
            {source.deals.map(deal => (
              <li key={deal.id}>
                <Link {...linkTo(`/deals/${deal.id}`)}>{deal.title}</Link>
                <span className="ui-figures">{format.money(deal.amount)}</span>
              </li>
            ))}
            {source.deals.length < source.count && (
              <li className="ui-quiet">
                {t($ => $.questions.q8.largest, { figure: format.number(source.deals.length) })}
              </li>
            )}
          </ul>
        </details>
      ))}
    </figure>
  )
}

const channels = ['paid', 'mail', 'social', 'search', 'campaign', 'referral', 'direct'] as const
const events = ['inquiry.received', 'document.requested', 'seminar.attended'] as const

function useSourceName() {
  const { t } = useTranslation()
  return ({ kind, label }: Source): string => {
    if (kind === 'unknown') return t($ => $.questions.source.unknown)
    if (kind === 'card' && !label) return t($ => $.questions.source.cardAlone)
    if (kind === 'entry' && !label) return t($ => $.questions.source.entryAlone)
    const channel = kind === 'visit' ? channels.find(one => one === label) : undefined
    const event = kind === 'event' ? events.find(one => one === label) : undefined
    const said = channel
      ? t($ => $.questions.channel[channel])
      : event
        ? t($ => $.questions.event[event])
        : (label ?? t($ => $.questions.source.unknown))
    return t($ => $.questions.source[kind], { label: said })
  }
}
