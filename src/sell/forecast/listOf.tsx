import { viewPlace } from '../../ui/grid/useGridView.ts'
import type { Place } from '../../ui/place.ts'
import type { Forecast } from './forecast.schema.ts'

/** The very list that a figure of the month counted: everybody's, or one owner's. */
export function listOf(
  { from, until }: Pick<Forecast, 'from' | 'until'>,
  state: 'won' | 'open',
  ownerId?: number,
): Place {
  return viewPlace('/deals/list', {
    filters: [
      { key: 'state', op: 'in', value: [state] },
      { key: 'day', op: 'from', value: from },
      { key: 'day', op: 'until', value: until },
      ...(ownerId === undefined ? [] : [{ key: 'ownerId', op: 'in' as const, value: [String(ownerId)] }]),
    ],
    sort: { key: 'amount', desc: true },
  })
}
