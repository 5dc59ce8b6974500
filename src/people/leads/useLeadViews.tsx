import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import type { Filter, SavedViews, View } from '../../ui/grid/types.ts'
import { useMay } from '../../ui/me.tsx'
import { isAnyOf, type Rules } from '../segments/rules.schema.ts'
import type { Segment } from '../segments/segments.schema.ts'

export const everybody: View = { filters: [], sort: { key: 'created', desc: true } }

/** Saved lists as tabs. What is saved here is a list like any other: offers, exports and the call list can use it. */
export function useLeadViews(): SavedViews {
  const { t } = useTranslation()
  const mayEdit = useMay('segment.edit')
  const segments = useQuery(rpc.segments.list.queryOptions())
  const create = useAct(api.segments.create)
  const change = useAct(api.segments.change)
  const remove = useAct(api.segments.remove)
  const all = segments.data?.items ?? []
  const versionOf = (id: number | string) => all.find(one => one.id === id)?.version ?? 0
  return {
    waiting: segments.isPending,
    list: [
      { id: 'all', name: t($ => $.leadList.view.all), view: everybody, fixed: true },
      ...all.map(one => ({ id: one.id, name: one.name, view: viewOf(one), fixed: !mayEdit || !one.mine })),
    ],
    onSave: async (name, view) => (await create.run({ name, ...stored(view) }))?.id,
    onUpdate: (id, view) =>
      change.run({
        id: Number(id),
        version: versionOf(id),
        ...stored(
          view,
          all.find(one => one.id === id),
        ),
      }),
    onRename: (id, name) => change.run({ id: Number(id), version: versionOf(id), name }),
    onRemove: id => remove.run({ id: Number(id) }),
  }
}

/** Chips say "and" only: a list with alternatives is asked for as a whole. */
export function viewOf({ id, rules, sort, columns }: Segment): View {
  const plain = rules.all.flatMap((rule): Filter[] => (isAnyOf(rule) ? [] : [rule]))
  const whole = plain.length === rules.all.length
  return {
    filters: whole ? plain : [{ key: 'segment', op: 'in', value: [String(id)] }],
    ...(sort ? { sort: { key: sort.replace(/^-/, ''), desc: sort.startsWith('-') } } : { sort: everybody.sort! }),
    ...(columns ? { columns } : {}),
  }
}

/** Where the view asks for the list itself as a whole, the list keeps its own rules: it cannot name itself. */
function stored({ filters, sort, columns }: View, itself?: Segment) {
  const isItself = (one: Filter) => one.key === 'segment' && one.op === 'in' && one.value.join() === String(itself?.id)
  const rules = {
    all: filters.flatMap(one => (itself && isItself(one) ? itself.rules.all : [one as Rules['all'][number]])),
  }
  return { rules, sort: sort ? `${sort.desc ? '-' : ''}${sort.key}` : null, columns: columns ? [...columns] : null }
}
