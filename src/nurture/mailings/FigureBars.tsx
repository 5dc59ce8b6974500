import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format.ts'
import classes from './mailings.module.css'
import type { Figures } from './mailings.schema.ts'

const shown = ['sent', 'opened', 'clicked', 'unsubscribed', 'bounced'] as const

/** What came of a mailing, small: each a bar of all that were planned to go out. */
export function FigureBars({ figures }: { figures: Figures }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { sent, bounced, failed, unknown, waiting, sending } = figures
  const all = Math.max(1, sent + bounced + failed + unknown + waiting + sending)
  return (
    <div className={classes.bars}>
      {shown.map(name => (
        <div key={name} className={classes.bar}>
          <span>{t($ => $.mailings.figure[name])}</span>
          <b>{format.number(figures[name])}</b>
          <svg height="4" aria-hidden="true">
            <rect width="100%" height="4" rx="2" fill="var(--ui-line)" />
            <rect
              width={`${(figures[name] / all) * 100}%`}
              height="4"
              rx="2"
              fill={name === 'bounced' || name === 'unsubscribed' ? 'var(--ui-late)' : 'var(--ui-accent)'}
            />
          </svg>
        </div>
      ))}
    </div>
  )
}
