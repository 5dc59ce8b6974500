import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format.ts'
import { useMe } from '../../ui/me.tsx'
import { linkTo, type Place } from '../../ui/place.ts'
import classes from './TodayPage.module.css'
import type { Today } from './today.schema.ts'

/** The day in figures; each opens what it counted. */
export function Tiles({ counts }: { counts: Today['counts'] }) {
  const { t } = useTranslation()
  const { id } = useMe()
  const mine = { key: 'holder', op: 'in', value: [id] }
  const clocks = (until: string): Place => ({
    to: '/leads',
    search: { filters: [mine, { key: 'clock', op: 'until', value: until }] },
  })
  return (
    <div className={classes.tiles}>
      <Tile to="/calls" label={t($ => $.today.tile.toCall)} count={counts.toCall} />
      <Tile to="/offers" label={t($ => $.today.tile.offers)} count={counts.offers} />
      <Tile to={clocks('yesterday')} label={t($ => $.today.tile.overdue)} count={counts.overdue} late />
      <Tile to={clocks('today')} label={t($ => $.today.tile.dueToday)} count={counts.dueToday} />
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
