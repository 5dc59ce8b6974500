import { useLocalStorage } from '@mantine/hooks'
import { useMemo } from 'react'
import type { GridColumn, View } from './types.ts'

export type Columns<Row> = {
  all: readonly GridColumn<Row>[]
  shown: readonly GridColumn<Row>[]
  /** For `grid-template-columns`; the last column takes what is left. */
  template: string
  width: number
  resize: (key: string, width: number) => void
  choose: (keys: readonly string[]) => void
}

export const pickWidth = 40
const narrowest = 60

/** Which columns stand in which order belongs to the view; how wide they are belongs to this screen. */
export function useColumns<Row>(
  name: string,
  all: readonly GridColumn<Row>[],
  view: View,
  onView: (view: View) => void,
  withPick: boolean,
): Columns<Row> {
  const [widths, setWidths] = useLocalStorage<Record<string, number>>({ key: `musubi.grid.${name}`, defaultValue: {} })
  const named = view.columns?.join('\n')
  // Rows are drawn anew only when this list changes.
  const shown = useMemo(() => {
    const chosen = named?.split('\n').flatMap(key => all.filter(one => one.key === key)) ?? []
    return chosen.length > 0 ? chosen : all.filter(one => !one.hidden)
  }, [named, all])
  const sizes = shown.map(column => widths[column.key] ?? column.width)
  const tracks = sizes.map((size, index) => (index === sizes.length - 1 ? `minmax(${size}px, 1fr)` : `${size}px`))
  const pick = withPick ? pickWidth : 0
  return {
    all,
    shown,
    template: `${withPick ? `${pick}px ` : ''}${tracks.join(' ')}`,
    width: pick + sizes.reduce((sum, size) => sum + size, 0),
    resize: (key, width) => setWidths({ ...widths, [key]: Math.max(narrowest, Math.round(width)) }),
    choose: keys => onView({ ...view, columns: keys }),
  }
}
