import { useTranslation } from 'react-i18next'
import type { SavedView, SavedViews } from '../../ui/grid/types.ts'
import { useKeptViews } from '../../ui/grid/useKeptViews.ts'

/** The tabs above the list of companies: those that everybody has, and one's own. */
export function useCompanyViews(): SavedViews {
  const { t } = useTranslation()
  const newest = { key: 'created', desc: true }
  const byName = { key: 'name', desc: false }
  const fixed: SavedView[] = [
    { id: 'all', name: t($ => $.companies.view.all), fixed: true, view: { filters: [], sort: newest } },
    {
      id: 'customers',
      name: t($ => $.companies.view.customers),
      fixed: true,
      view: { filters: [{ key: 'customerSince', op: 'notEmpty' }], sort: byName },
    },
    {
      id: 'groups',
      name: t($ => $.companies.view.groups),
      fixed: true,
      view: { filters: [{ key: 'kind', op: 'in', value: ['group'] }], sort: byName },
    },
  ]
  return useKeptViews('companies.views', fixed)
}
