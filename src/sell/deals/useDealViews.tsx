import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api, onceKey, rpc } from '../../ui/api.ts'
import type { SavedView, SavedViews } from '../../ui/grid/types.ts'
import { isRecord } from '../../ui/stale.ts'

const kept = 'deals.views'

/** The tabs above the list of deals: those that everybody has, and one's own. */
export function useDealViews(): SavedViews {
  const { t } = useTranslation()
  const { data, isPending } = useQuery(rpc.me.get.queryOptions())
  const keep = useAct(api.me.setPreference)
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
  const stored = data?.preferences[kept]
  const own = Array.isArray(stored) ? stored.filter(isView) : []
  const write = (views: SavedView[]) => keep.run({ name: kept, value: JSON.parse(JSON.stringify(views)) })
  const change = (id: SavedView['id'], patch: Partial<SavedView>) =>
    write(own.map(one => (one.id === id ? { ...one, ...patch } : one)))
  return {
    waiting: isPending,
    list: [...fixed, ...own],
    async onSave(name, view) {
      const id = onceKey()
      await write([...own, { id, name, view }])
      return id
    },
    onUpdate: (id, view) => change(id, { view }),
    onRename: (id, name) => change(id, { name }),
    onRemove: id => write(own.filter(one => one.id !== id)),
  }
}

function isView(value: unknown): value is SavedView {
  if (!isRecord(value) || typeof value.id !== 'string' || typeof value.name !== 'string') return false
  return isRecord(value.view) && Array.isArray(value.view.filters)
}
