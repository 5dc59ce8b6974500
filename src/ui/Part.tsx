import type { ReactNode } from 'react'
import classes from './Part.module.css'

/** A part of a column, under a heading of its own; `aside` stands at the heading's end. */
export function Part({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.part} aria-label={title}>
      <div className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  )
}
