import { UnstyledButton } from '@mantine/core'
import { IconMenu2 } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import classes from './BottomBar.module.css'
import { type NavigationItem, Waiting } from './Navigation.tsx'

/** The phone's navigation: four places under the thumb, everything else behind the fifth. */
export function BottomBar({ items, onMenu }: { items: readonly NavigationItem[]; onMenu: () => void }) {
  const { t } = useTranslation()
  const others = items.filter(item => !item.thumb && !item.foot)
  const places = [...items.filter(item => item.thumb), ...others].slice(0, 4)
  return (
    <nav className={classes.bar} aria-label={t($ => $.ui.shell.menu)} data-ui-chrome>
      {places.map(item => (
        <Link
          key={item.to}
          to={item.to}
          className={classes.place}
          activeOptions={{ exact: item.to === '/' }}
          activeProps={{ 'aria-current': 'page' }}
        >
          <span className={classes.icon}>
            <item.icon size={22} stroke={1.5} aria-hidden />
            {!!item.waiting && <Waiting count={item.waiting} dot />}
          </span>
          {item.label}
        </Link>
      ))}
      <UnstyledButton className={classes.place} onClick={onMenu} aria-haspopup="dialog">
        <IconMenu2 size={22} stroke={1.5} aria-hidden />
        {t($ => $.ui.shell.menu)}
      </UnstyledButton>
    </nav>
  )
}
