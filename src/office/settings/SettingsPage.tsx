import { NavLink } from '@mantine/core'
import { Link, Outlet } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../ui/me.tsx'
import { Page } from '../../ui/Page.tsx'
import type { SectionLine } from '../desk/pages.ts'
import classes from './SettingsPage.module.css'

/** The settings: a list of their parts, and the part that was chosen. */
export function SettingsPage({ sections }: { sections: readonly SectionLine[] }) {
  const { t } = useTranslation()
  const { rights } = useMe()
  const groups = Map.groupBy(
    sections.filter(one => rights.includes(one.right)),
    one => one.group,
  )
  return (
    <Page title={t($ => $.desk.place.settings)}>
      <div className={classes.split}>
        <nav className={classes.parts} aria-label={t($ => $.settings.parts)}>
          {[...groups].map(([group, members]) => (
            <div key={group} className={classes.group}>
              <p className={classes.heading}>{t($ => $.settings.group[group])}</p>
              {members.map(one => (
                <NavLink
                  key={one.at}
                  component={Link}
                  to={one.at}
                  label={one.label(t)}
                  leftSection={<one.icon size={16} stroke={1.6} />}
                />
              ))}
            </div>
          ))}
        </nav>
        <div className={classes.part}>
          <Outlet />
        </div>
      </div>
    </Page>
  )
}
