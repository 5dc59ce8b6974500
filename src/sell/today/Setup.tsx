import { IconCircle, IconCircleCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import classes from './TodayPage.module.css'
import type { Today } from './today.schema.ts'

const steps = ['company', 'teams', 'colleagues', 'sender', 'people'] as const

const places: Record<(typeof steps)[number], string> = {
  company: '/settings/company',
  teams: '/settings/teams',
  colleagues: '/settings/users',
  sender: '/settings/company',
  people: '/imports',
}

/** How far the office is set up, as the data says. Gone when all is there. */
export function Setup({ setup }: { setup: NonNullable<Today['setup']> }) {
  const { t } = useTranslation()
  const done = steps.filter(step => setup[step]).length
  if (done === steps.length) return null
  return (
    <section className={`${classes.card} ${classes.section}`}>
      <div className={classes.head}>
        <h2 className={classes.heading}>{t($ => $.today.setup.title)}</h2>
        <span className={classes.small}>{t($ => $.today.setup.text, { done, total: steps.length })}</span>
      </div>
      <ol className={classes.steps}>
        {steps.map(step => (
          <li key={step} className={classes.step} data-done={setup[step] || undefined}>
            {setup[step] ? (
              <>
                <IconCircleCheck size={18} color="var(--ui-money)" aria-label={t($ => $.today.setup.done)} />
                {t($ => $.today.setup[step])}
              </>
            ) : (
              <>
                <IconCircle size={18} aria-label={t($ => $.today.setup.open)} />
                <Link to={places[step]}>{t($ => $.today.setup[step])}</Link>
              </>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
