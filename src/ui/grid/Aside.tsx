import { ActionIcon } from '@mantine/core'
import { IconArrowsDiagonal, IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel } from '../Dialog.tsx'
import { linkTo, type Place } from '../place.ts'
import classes from './Aside.module.css'

type Props = { small: boolean; label: string; place: Place | undefined; onClose: () => void; children: ReactNode }

/** One row opened beside the list; over it on the phone. */
export function Aside({ small, label, place, onClose, children }: Props) {
  const { t } = useTranslation()
  if (small) {
    return (
      <Panel opened wide title={label} onClose={onClose}>
        {children}
      </Panel>
    )
  }
  return (
    <aside className={classes.aside} aria-label={label}>
      <div className={classes.corner}>
        {place !== undefined && (
          <Link
            {...linkTo(place)}
            className={classes.full}
            aria-label={t($ => $.grid.openFully)}
            title={t($ => $.grid.openFully)}
          >
            <IconArrowsDiagonal size={16} aria-hidden />
          </Link>
        )}
        <ActionIcon onClick={onClose} aria-label={t($ => $.ui.act.close)} title={t($ => $.ui.act.close)}>
          <IconX size={16} />
        </ActionIcon>
      </div>
      {children}
    </aside>
  )
}
