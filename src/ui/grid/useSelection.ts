import { useState } from 'react'
import type { Asked, Selection } from './types.ts'

type State = { shape: string; all: boolean; ids: ReadonlySet<number>; anchor: number | undefined }

export type Picking = {
  selection: Selection | undefined
  has: (id: number) => boolean
  /** Picks or leaves one row; with `range`, everything from the last one picked to here. */
  toggle: (index: number, id: number, range?: readonly number[]) => void
  anchor: number | undefined
  everything: () => void
  clear: () => void
  all: boolean
}

/** Which rows are picked. A new question (other filters) starts with nothing picked. */
export function useSelection(asked: Asked, count: number | undefined): Picking {
  const shape = JSON.stringify([asked.filters, asked.text])
  const fresh: State = { shape, all: false, ids: new Set(), anchor: undefined }
  const [kept, setState] = useState<State>(fresh)
  const state = kept.shape === shape ? kept : fresh

  /** While everything is picked, the ids are the exceptions. */
  const has = (id: number) => state.ids.has(id) !== state.all
  const toggle = (index: number, id: number, range?: readonly number[]) => {
    const ids = new Set(state.ids)
    if (range && state.all) for (const one of range) ids.delete(one)
    else if (range) for (const one of range) ids.add(one)
    else if (!ids.delete(id)) ids.add(id)
    setState({ ...state, ids, anchor: index })
  }
  return {
    selection: selectionOf(state, asked, count),
    has,
    toggle,
    anchor: state.anchor,
    everything: () => setState({ ...fresh, all: true }),
    clear: () => setState(fresh),
    all: state.all,
  }
}

function selectionOf(state: State, asked: Asked, count: number | undefined): Selection | undefined {
  const ids = [...state.ids]
  if (!state.all) return ids.length > 0 ? { kind: 'some', ids, count: ids.length } : undefined
  return { kind: 'all', asked, except: ids, count: count === undefined ? undefined : Math.max(0, count - ids.length) }
}
