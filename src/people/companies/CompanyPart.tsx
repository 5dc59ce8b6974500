import type { ReactNode } from 'react'
import classes from './CompanyPage.module.css'

type Props = {
  title: string /** A figure beside the heading. */
  figure?: ReactNode /** A quiet act at its right. */
  act?: ReactNode
  children: ReactNode
}

/** A part of the page of a company. */
export function CompanyPart({ title, figure, act, children }: Props) {
  return (
    <section className={classes.part} aria-label={title}>
      <div className={classes.heading}>
        <h2 className={classes.title}>
          {title} {figure && <span className={classes.figure}>{figure}</span>}
        </h2>
        {act}
      </div>
      {children}
    </section>
  )
}
