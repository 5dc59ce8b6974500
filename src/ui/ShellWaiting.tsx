import { useLocalStorage } from '@mantine/hooks'
import { IconMenu2 } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Mark } from './art/Mark.tsx'
import bottom from './BottomBar.module.css'
import { ConnectionBanner } from './ConnectionBanner.tsx'
import classes from './Shell.module.css'
import top from './TopBar.module.css'

/** The frame while it is not known yet who sits here: everything has its place already, so nothing moves when it comes. `children`: why it does not. */
export function ShellWaiting({ children }: { children?: ReactNode }) {
  const { t } = useTranslation()
  const [narrow] = useLocalStorage({ key: 'musubi.narrow', defaultValue: false, getInitialValueInEffect: false })
  return (
    <div className={classes.frame} data-narrow={narrow || undefined}>
      <header className={top.bar} data-ui-chrome>
        <span className={top.mark}>
          <Mark />
        </span>
      </header>
      <div className={classes.side} data-ui-chrome />
      <main className={classes.main} id="main" aria-busy={!children}>
        <ConnectionBanner />
        <h1 className="ui-unseen">{children ? t($ => $.ui.product) : t($ => $.ui.shell.waiting)}</h1>
        {children}
      </main>
      <div className={bottom.bar} data-ui-chrome aria-hidden>
        <span className={`${bottom.place} ${bottom.waiting}`}>
          <IconMenu2 size={22} stroke={1.5} />
          {t($ => $.ui.shell.menu)}
        </span>
      </div>
    </div>
  )
}
