import { useQuery } from '@tanstack/react-query'
import { useAct } from '../act.ts'
import { api, onceKey, rpc } from '../api.ts'
import { isRecord } from '../stale.ts'
import type { SavedView, SavedViews } from './types.ts'

/** The tabs above a list: those that everybody has (`fixed`), and one's own, kept as a preference under `name`. */
export function useKeptViews(name: string, fixed: readonly SavedView[]): SavedViews {
  const { data, isPending } = useQuery(rpc.me.get.queryOptions())
  const keep = useAct(api.me.setPreference)
  const stored = data?.preferences[name]
  const own = Array.isArray(stored) ? stored.filter(isView) : []
  const write = (views: SavedView[]) => keep.run({ name, value: JSON.parse(JSON.stringify(views)) })
  const change = (id: SavedView['id'], patch: Partial<SavedView>) =>
    write(own.map(one => (one.id === id ? { ...one, ...patch } : one)))
  return {
    waiting: isPending,
    list: [...fixed, ...own],
    async onSave(title, view) {
      const id = onceKey()
      await write([...own, { id, name: title, view }])
      return id
    },
    onUpdate: (id, view) => change(id, { view }),
    onRename: (id, title) => change(id, { name: title }),
    onRemove: id => write(own.filter(one => one.id !== id)),
  }
}

function isView(value: unknown): value is SavedView {
  if (!isRecord(value) || typeof value.id !== 'string' || typeof value.name !== 'string') return false
  return isRecord(value.view) && Array.isArray(value.view.filters)
}
