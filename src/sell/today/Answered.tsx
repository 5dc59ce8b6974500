import { useTranslation } from 'react-i18next'
import { useUntil } from '../../people/persons/until.tsx'
import { DateText } from '../../ui/DateText.tsx'
import classes from './TodayPage.module.css'
import type { Today } from './today.schema.ts'
import { Who } from './Who.tsx'

/** What became of the offers one gave, over the last days. */
export function Answered({ offers }: { offers: Today['answered'] }) {
  const { t, i18n } = useTranslation()
  const until = useUntil()
  const sentence = ({ answer, to, reason, until: day }: Today['answered'][number]) => {
    const why = reason?.[i18n.language === 'en' ? 'en' : 'ja'] ?? ''
    if (answer === 'accepted') return t($ => $.today.answer.accepted, { to })
    if (answer === 'expired') return t($ => $.today.answer.expired, { to })
    return day
      ? t($ => $.today.answer.returnedUntil, { to, reason: why, until: until(day) })
      : t($ => $.today.answer.returned, { to, reason: why })
  }
  return (
    <section className={`${classes.card} ${classes.section}`}>
      <div className={classes.head}>
        <h2 className={classes.heading}>{t($ => $.today.answered)}</h2>
      </div>
      <ul className={classes.list}>
        {offers.slice(0, 8).map(one => (
          <li key={one.id} className={classes.row}>
            <Who {...one} />
            <div>
              {sentence(one)} <DateText value={one.answeredAt} as="short" />
              {one.note && <div className={classes.small}>{one.note}</div>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
