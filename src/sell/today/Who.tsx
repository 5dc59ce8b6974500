import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import classes from './TodayPage.module.css'

type Props = {
  personId: number | null
  personName: string | null
  companyId: number | null
  companyName: string | null
}

/** A person and their company, each leading to its page. */
export function Who({ personId, personName, companyId, companyName }: Props) {
  const { t } = useTranslation()
  return (
    <div className={classes.who}>
      {personId && (
        <Link to="/persons/$id" params={{ id: personId }}>
          {personName ?? t($ => $.ui.person.unknown)}
        </Link>
      )}
      {companyId && (
        <div className={classes.small}>
          <Link to="/companies/$id" params={{ id: companyId }}>
            {companyName}
          </Link>
        </div>
      )}
    </div>
  )
}
