import { Loader } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './ConnectionBanner.module.css'
import { useConnection } from './connection.ts'

/** A calm line while the server or its database is away. It goes by itself; nothing typed is lost meanwhile. */
export function ConnectionBanner() {
  const { t } = useTranslation()
  const connection = useConnection()
  return (
    <div role="status">
      {connection !== 'fine' && (
        <div className={classes.banner}>
          <Loader size={14} color="var(--ui-soon)" aria-hidden />
          <span>
            {connection === 'away' ? t($ => $.ui.problem.away) : t($ => $.ui.problem.offline)}{' '}
            <span className={classes.kept}>{t($ => $.ui.problem.kept)}</span>
          </span>
        </div>
      )}
    </div>
  )
}
