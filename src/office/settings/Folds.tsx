import { Accordion } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './Folds.module.css'

/** Rows that open to what can be changed about each; children are `Accordion.Item`s. `bare` stands on a card already. */
export function Folds({ bare = false, children }: { bare?: boolean; children: ReactNode }) {
  return (
    <Accordion chevronPosition="left" className={bare ? classes.folds : `ui-card ${classes.folds} ${classes.own}`}>
      {children}
    </Accordion>
  )
}
