import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format.ts'
import type { Filter } from '../../ui/grid/types.ts'
import { viewPlace } from '../../ui/grid/useGridView.ts'
import { linkTo, type Place } from '../../ui/place.ts'
import classes from './TodayPage.module.css'
import type { Today } from './today.schema.ts'

/** The day in figures; each opens what it counted. */
export function Tiles({ today: { counts, holders } }: { today: Today }) {
  const { t } = useTranslation()
  const mine: Filter = { key: 'holder', op: 'in', value: holders.map(String) }
  const clocks = (...filters: Filter[]): Place => viewPlace('/leads', { filters: [mine, ...filters] })
  return (
    <div className={classes.tiles}>
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
    </div>
  )
}

export function Tile({ to, label, count, late = false }: { to: Place; label: string; count: number; late?: boolean }) {
  const format = useFormat()
  return (
    <Link {...linkTo(to)} className={classes.tile} data-late={(late && count > 0) || undefined}>
      <span className={classes.figure}>{format.number(count)}</span>
      <span className={classes.label}>{label}</span>
    </Link>
  )
}
