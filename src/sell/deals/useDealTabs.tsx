import { useLocation, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { PageTab } from '../../ui/Page.tsx'

/** Board, list and forecast are three looks at the same deals. */
export function useDealTabs(): { tabs: readonly PageTab[]; tab: string; onTab: (to: string) => void } {
  const { t } = useTranslation()
  const { pathname } = useLocation()
  const navigate = useNavigate()
  return {
    tabs: [
      { value: '/deals', label: t($ => $.deals.board) },
      { value: '/deals/list', label: t($ => $.deals.list) },
      { value: '/deals/forecast', label: t($ => $.deals.forecast.title) },
    ],
    tab: pathname,
    onTab: to => void navigate({ to }),
  }
}
