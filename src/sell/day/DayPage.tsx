import { useTranslation } from 'react-i18next'
import { Page } from '../../ui/Page.tsx'
import { DayOverview } from './DayOverview.tsx'

/** チームの一日: who did what, which clocks are overdue, who holds nothing. */
export function DayPage() {
  const { t } = useTranslation()
  return (
    <Page title={t($ => $.day.title)}>
      <DayOverview />
    </Page>
  )
}
