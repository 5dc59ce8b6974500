import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useKeys } from '../keys.ts'

export type Spot = { row: number; column: number }

type Hands = {
  spot: Spot
  length: number
  columns: number
  page: number
  go: (spot: Spot) => void
  /** Enter: edits where one can, opens elsewhere. */
  enter: (spot: Spot, newWindow: boolean) => void
  edit: (spot: Spot) => void
  /** Space: looks at the row beside the list, or closes it. */
  peek: (spot: Spot) => void
  pick: (spot: Spot, range: boolean) => void
  pickAll: (() => void) | undefined
  /** Sorts by the column one stands in. */
  sortBy: (spot: Spot) => void
  escape: () => boolean
}

/** Arrows and friends inside the grid; j, k and x anywhere on the page. */
export function useGridKeys(hands: Hands): (event: KeyboardEvent) => void {
  const { t } = useTranslation()
  const { spot, length, columns, page, go } = hands
  const to = (row: number, column = spot.column) =>
    go({ row: Math.max(0, Math.min(length - 1, row)), column: Math.max(0, Math.min(columns - 1, column)) })

  useKeys([
    { keys: 'j', label: t($ => $.grid.keyNext), run: () => to(spot.row + 1) },
    { keys: 'k', label: t($ => $.grid.keyPrevious), run: () => to(spot.row - 1) },
    ...(hands.pickAll ? [{ keys: 'x', label: t($ => $.grid.keyPick), run: () => hands.pick(spot, false) }] : []),
    { keys: 's', label: t($ => $.grid.keySort), run: () => hands.sortBy(spot) },
    // Described here, handled below, where the grid has the keyboard.
    { keys: 'Enter', label: t($ => $.grid.keyOpen), run: () => hands.enter(spot, false) },
    { keys: 'F2', label: t($ => $.grid.keyEdit), run: () => hands.edit(spot) },
  ])

  return event => {
    if (event.nativeEvent.isComposing || event.target !== event.currentTarget) return
    const far = event.metaKey || event.ctrlKey
    const moves: Record<string, () => void> = {
      ArrowDown: () => to(far ? length - 1 : spot.row + 1),
      ArrowUp: () => to(far ? 0 : spot.row - 1),
      ArrowRight: () => to(spot.row, far ? columns - 1 : spot.column + 1),
      ArrowLeft: () => to(spot.row, far ? 0 : spot.column - 1),
      PageDown: () => to(spot.row + page),
      PageUp: () => to(spot.row - page),
      Home: () => (far ? to(0, 0) : to(spot.row, 0)),
      End: () => (far ? to(length - 1, columns - 1) : to(spot.row, columns - 1)),
      Enter: () => hands.enter(spot, far),
      F2: () => hands.edit(spot),
      ' ': () => hands.peek(spot),
    }
    const move = moves[event.key]
    if (move) move()
    else if (far && event.key === 'a' && hands.pickAll) hands.pickAll()
    else if (event.shiftKey && event.key.toLowerCase() === 'x' && hands.pickAll) hands.pick(spot, true)
    else if (event.key === 'Escape') {
      if (!hands.escape()) return
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
}
