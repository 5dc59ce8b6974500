import { useTranslation } from 'react-i18next'
import type { SavedView, SavedViews } from '../../ui/grid/types.ts'
import { useKeptViews } from '../../ui/grid/useKeptViews.ts'

/** The tabs above the list of deals: those that everybody has, and one's own. */
export function useDealViews(): SavedViews {
  const { t } = useTranslation()
  const byDay = { key: 'expectedClose', desc: false }
  const byEnd = { key: 'closed', desc: true }
  const fixed: SavedView[] = (['open', 'stalled', 'won', 'lost', 'stopped', 'all'] as const).map(state => ({
    id: state,
    name: t($ => $.deals.view[state]),
    fixed: true,
    view: {
      filters: [{ key: 'state', op: 'in', value: state === 'all' ? ['open', 'won', 'lost', 'stopped'] : [state] }],
      sort: state === 'open' || state === 'stalled' ? byDay : state === 'all' ? { key: 'opened', desc: true } : byEnd,
    },
  }))
  return useKeptViews('deals.views', fixed)
}
