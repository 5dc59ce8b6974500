import { useVirtualizer } from '@tanstack/react-virtual'
import type { RefObject } from 'react'

type Options = {
  count: number
  scroll: RefObject<HTMLDivElement | null>
  /** Height of a row in px; a guess where rows measure themselves. */
  height: number
  /** Height of what stands above the first row. */
  above?: number
  onVisible: (visible: { first: number; last: number }) => void
}

/** Draws only what is on the screen, and tells which rows that is. */
export function useVirtual({ count, scroll, height, above = 0, onVisible }: Options) {
  // The rule warns of the React compiler, which does not run here.
  // oxlint-disable-next-line react/incompatible-library
  return useVirtualizer({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => height,
    overscan: 10,
    scrollMargin: above,
    scrollPaddingStart: above,
    onChange: instance => {
      if (instance.range) onVisible({ first: instance.range.startIndex, last: instance.range.endIndex })
    },
  })
}
