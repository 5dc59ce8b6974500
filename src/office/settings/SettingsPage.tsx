import { NavLink, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Link, Navigate, Outlet, useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../ui/me.tsx'
import type { SectionLine } from '../desk/pages.ts'
import classes from './SettingsPage.module.css'

/** The settings: the list of their parts, and beside it the part that was chosen. On the phone one or the other. */
export function SettingsPage({ sections }: { sections: readonly SectionLine[] }) {
  const { t } = useTranslation()
  const { rights } = useMe()
  const small = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false }) ?? false
  const path = useRouterState({ select: state => state.location.pathname })
  const atList = path.replace(/\/$/, '') === '/settings'
  const open = sections.flatMap(one => (one.label && rights.includes(one.right) ? [one] : []))
  const first = open[0]
  if (atList && !small && first) return <Navigate to={first.at} replace />
  return (
    <div className={classes.split}>
      {(atList || !small) && (
        <nav className={classes.parts} aria-label={t($ => $.settings.parts)}>
          <Text component={atList ? 'h1' : 'h2'} className={classes.title}>
            {t($ => $.desk.place.settings)}
          </Text>
          {[...Map.groupBy(open, one => one.group)].map(([group, members]) => (
            <div key={group}>
              <p className={classes.heading}>{t($ => $.settings.group[group])}</p>
              {members.map(one => (
                <NavLink
                  key={one.at}
                  component={Link}
                  to={one.at}
                  active={path === one.at || path.startsWith(`${one.at}/`)}
                  aria-current={path === one.at ? 'page' : undefined}
                  className={classes.link}
                  label={one.label(t)}
                  leftSection={<one.icon size={16} stroke={1.6} aria-hidden />}
                />
              ))}
            </div>
          ))}
        </nav>
      )}
      <div className={classes.part}>
        <Outlet />
      </div>
    </div>
  )
}
