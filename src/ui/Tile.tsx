import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useFormat } from './format.ts'
import { linkTo, type Place } from './place.ts'
import classes from './Tile.module.css'

/** The day in figures, side by side. */
export function Tiles({ children }: { children: ReactNode }) {
  return <div className={classes.tiles}>{children}</div>
}

type Props = {
  to: Place
  label: ReactNode
  /** Not there yet: a dash, in the same place. */
  count: number | undefined
  /** More than none is too many. */
  late?: boolean
}

/** One of them; it opens what it counted. */
export function Tile({ to, label, count, late = false }: Props) {
  const format = useFormat()
  return (
    <Link {...linkTo(to)} className={classes.tile} data-late={(late && (count ?? 0) > 0) || undefined}>
      <span className={classes.figure}>{count === undefined ? '―' : format.number(count)}</span>
      <span className={classes.label}>{label}</span>
    </Link>
  )
}
