import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './Tag.module.css'

export type Tone = 'plain' | 'accent' | 'good' | 'soon' | 'late'

/** A state in a word or two. */
export function Tag({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className={classes.tag} data-tone={tone}>
      {children}
    </span>
  )
}

/** A sentence that stands above everything else on a page. */
export function Notice({ tone, icon: Sign, children }: { tone: Tone; icon: Icon; children: ReactNode }) {
  return (
    <div className={classes.notice} data-tone={tone}>
      <Sign size={18} stroke={1.8} aria-hidden className={classes.sign} />
      <div>{children}</div>
    </div>
  )
}
