import { useTranslation } from 'react-i18next'
import type { Filter } from '../../ui/grid/types.ts'
import { viewPlace } from '../../ui/grid/useGridView.ts'
import type { Place } from '../../ui/place.ts'
import { Tile, Tiles as TileRow } from '../../ui/Tile.tsx'
import type { Today } from './today.schema.ts'

/** The day in figures; each opens what it counted. */
export function Tiles({ today: { counts, holders } }: { today: Today }) {
  const { t } = useTranslation()
  const mine: Filter = { key: 'holder', op: 'in', value: holders.map(String) }
  const clocks = (...filters: Filter[]): Place => viewPlace('/leads', { filters: [mine, ...filters] })
  return (
    <TileRow>
      <Tile to="/calls" label={t($ => $.today.tile.toCall)} count={counts.toCall} />
      <Tile to="/offers" label={t($ => $.today.tile.offers)} count={counts.offers} />
      <Tile
        to={clocks({ key: 'clock', op: 'until', value: 'now' })}
        label={t($ => $.today.tile.overdue)}
        count={counts.overdue}
        late
      />
      <Tile
        to={clocks({ key: 'clock', op: 'from', value: 'now' }, { key: 'clock', op: 'until', value: 'today' })}
        label={t($ => $.today.tile.dueToday)}
        count={counts.dueToday}
      />
      <Tile to="/activities" label={t($ => $.today.tile.activities)} count={counts.activities} />
    </TileRow>
  )
}
