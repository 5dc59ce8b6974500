import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { api, rpc } from '../../ui/api.ts'
import type { CallScreen } from './call-list.schema.ts'

/** A page of the walk: whoever is next, or somebody looked at again. */
type Turn = { number: number; again?: number }

/**
 * Walks the call list one by one. Whoever is on the screen stays there, whatever happens to the list meanwhile: only
 * saving, skipping and going back turn the page. `?lead=7` in the address begins with that lead.
 */
export function useCalls() {
  const search: { lead?: unknown } = useSearch({ strict: false })
  const asked = Number(search.lead)
  const [turn, setTurn] = useState<Turn>(asked > 0 ? { number: 0, again: asked } : { number: 0 })
  const [past, setPast] = useState<number[]>([])
  const [skipped, setSkipped] = useState<number[]>([])
  const shown = useRef<{ number: number; leadId: number }>(undefined)

  const call = useQuery({
    queryKey: ['call', turn],
    queryFn: async ({ signal }): Promise<CallScreen | null> => {
      const held = shown.current?.number === turn.number ? shown.current.leadId : turn.again
      if (held !== undefined) return api.calls.get({ leadId: held }, { signal })
      const { screen } = await api.calls.next({ skip: skipped }, { signal })
      if (screen) shown.current = { number: turn.number, leadId: screen.item.leadId }
      return screen
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    // What others do to other people is nothing to this screen.
    meta: { personIds: [] },
  })
  const list = useQuery(rpc.calls.list.queryOptions({ input: { limit: 40 } }))
  const leadId = call.data?.item.leadId

  const turnTo = (again?: number) => {
    if (leadId !== undefined) setPast([...past.filter(one => one !== leadId), leadId])
    setTurn({ number: turn.number + 1, ...(again === undefined ? {} : { again }) })
  }
  return {
    call,
    total: list.data?.total,
    upcoming: (list.data?.items ?? [])
      .filter(one => one.leadId !== leadId && !skipped.includes(one.leadId))
      .slice(0, 8),
    canGoBack: past.length > 0,
    skip: () => {
      if (leadId === undefined) return
      setSkipped([...skipped.filter(one => one !== leadId), leadId])
      turnTo()
    },
    back: () => {
      const last = past.at(-1)
      if (last === undefined) return
      setPast(past.slice(0, -1))
      setTurn({ number: turn.number + 1, again: last })
    },
    pick: (next: number) => turnTo(next),
    saved: () => {
      setSkipped(skipped.filter(one => one !== leadId))
      turnTo()
    },
    restart: () => {
      setSkipped([])
      setTurn({ number: turn.number + 1 })
    },
  }
}
