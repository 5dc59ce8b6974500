import { type DragEvent, useState } from 'react'

/** Rows that are put in order by dragging them; what they do on a keyboard is up to the list. */
export function useDragOrder<Id extends number | string>(
  ids: readonly Id[],
  onMove: (id: Id, to: number) => void,
): (id: Id) => object {
  const [dragged, setDragged] = useState<Id>()
  const [over, setOver] = useState<Id>()
  const end = () => {
    setDragged(undefined)
    setOver(undefined)
  }
  return id => ({
    draggable: true,
    'data-over': (over === id && dragged !== undefined && dragged !== id) || undefined,
    onDragStart: () => setDragged(id),
    onDragEnd: end,
    onDragOver: (event: DragEvent) => {
      // What comes from another list is not taken.
      if (dragged === undefined) return
      event.preventDefault()
      setOver(id)
    },
    onDrop: () => {
      if (dragged !== undefined && dragged !== id) onMove(dragged, ids.indexOf(id))
      end()
    },
  })
}
