import { Text, Title } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Page, type PrimaryAct } from '../../ui/Page.tsx'
import classes from './Section.module.css'

type Props = {
  title: string
  sub?: ReactNode
  aside?: ReactNode
  act?: PrimaryAct
  more?: ReactNode
  /** What it hangs under inside the settings: a list above the one thing shown. */
  under?: { label: string; to: string }
  children: ReactNode
}

/** A part of the settings. On the phone its heading leads back to the list of all parts. */
export function Section({ under, children, ...page }: Props) {
  const { t } = useTranslation()
  const small = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false }) ?? false
  const crumbs = [
    ...(small ? [{ label: t($ => $.desk.place.settings), to: '/settings' }] : []),
    ...(under ? [under] : []),
  ]
  return (
    <div className={classes.wide}>
      <Page {...page} crumbs={crumbs}>
        <div className={classes.section}>{children}</div>
      </Page>
    </div>
  )
}

/** What belongs together, on a card, with a heading and why it matters. */
export function Card({ title, hint, children }: { title?: string; hint?: ReactNode; children: ReactNode }) {
  return (
    <section className={`ui-card ${classes.card}`}>
      {title && <Title order={2}>{title}</Title>}
      {hint && (
        <Text component="div" size="sm" c="dimmed" className="ui-prose">
          {hint}
        </Text>
      )}
      {children}
    </section>
  )
}
