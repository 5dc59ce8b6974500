import { useDisclosure, useLocalStorage } from '@mantine/hooks'
import { useRouterState } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type BellProps } from './Bell.tsx'
import { BottomBar } from './BottomBar.tsx'
import { ConnectionBanner } from './ConnectionBanner.tsx'
import { Crash } from './Crash.tsx'
import { listenToKeys, useKeys } from './keys.ts'
import { later } from './later.tsx'
import { Navigation, type NavigationItem, useGoKeys } from './Navigation.tsx'
import type { Command, Search } from './Palette.tsx'
import classes from './Shell.module.css'
import { TopBar } from './TopBar.tsx'

const Panel = later(async () => (await import('./Dialog.tsx')).Panel)
const Palette = later(async () => (await import('./Palette.tsx')).Palette)
const ShortcutsHelp = later(async () => (await import('./ShortcutsHelp.tsx')).ShortcutsHelp)

export type ShellProps = {
  /** Only what exists and what this person may open, in the order of the funnel. */
  navigation: readonly NavigationItem[]
  /** Finds people and companies for ⌘K. */
  search: Search
  /** What ⌘K can do besides going to the places of the navigation. */
  commands?: readonly Command[]
  bell: BellProps
  onSignOut: () => unknown
  /** Keeps the language with the account; the screen changes at once by itself. */
  onLanguage?: (language: 'ja' | 'en') => unknown
  children: ReactNode
}

/** The frame around every page: funnel on the left (a bar below on the phone), search, bell and account above. */
export function Shell({ navigation, search, commands = [], bell, onSignOut, onLanguage, children }: ShellProps) {
  const { t } = useTranslation()
  const path = useRouterState({ select: state => state.location.pathname })
  const [narrow, setNarrow] = useLocalStorage({
    key: 'musubi.narrow',
    defaultValue: false,
    getInitialValueInEffect: false,
  })
  const [menu, menuHandlers] = useDisclosure(false)
  const [palette, paletteHandlers] = useDisclosure(false)
  const [help, setHelp] = useState(false)
  const main = useRef<HTMLElement>(null)

  useEffect(listenToKeys, [])
  useGoKeys(navigation)
  useKeys(
    [
      { keys: 'mod+k', label: t($ => $.ui.keys.palette), run: paletteHandlers.toggle },
      { keys: '/', label: t($ => $.ui.keys.palette), run: paletteHandlers.open, hidden: true },
      { keys: '?', label: t($ => $.ui.keys.help), run: () => setHelp(true) },
    ],
    'anywhere',
  )
  useFocusOnArrival(path, main)

  return (
    <div className={classes.frame} data-narrow={narrow || undefined}>
      <a className={classes.skip} href="#main">
        {t($ => $.ui.shell.skip)}
      </a>
      <TopBar
        onSearch={paletteHandlers.open}
        bell={bell}
        onSignOut={onSignOut}
        onLanguage={onLanguage}
        onHelp={() => setHelp(true)}
      />
      <nav className={classes.side} aria-label={t($ => $.ui.shell.navigation)} data-ui-chrome>
        <Navigation items={navigation} narrow={narrow} onNarrow={() => setNarrow(!narrow)} />
      </nav>
      <main className={classes.main} id="main" ref={main} tabIndex={-1}>
        <ConnectionBanner />
        <Crash at={path}>{children}</Crash>
      </main>
      <BottomBar items={navigation} onMenu={menuHandlers.open} />
      <Panel opened={menu} onClose={menuHandlers.close} title={t($ => $.ui.shell.menu)}>
        <nav aria-label={t($ => $.ui.shell.navigation)}>
          <Navigation items={navigation} onGo={menuHandlers.close} />
        </nav>
      </Panel>
      <Palette
        opened={palette}
        onClose={paletteHandlers.close}
        search={search}
        navigation={navigation}
        commands={commands}
      />
      <ShortcutsHelp opened={help} onClose={() => setHelp(false)} />
    </div>
  )
}

/** On a new page, reading and the keyboard start at its content, as after a plain page load. */
function useFocusOnArrival(path: string, main: React.RefObject<HTMLElement | null>) {
  const last = useRef(path)
  useEffect(() => {
    if (last.current === path) return
    last.current = path
    if (!main.current?.contains(document.activeElement)) main.current?.focus({ preventScroll: true })
    main.current?.scrollTo(0, 0)
  }, [path, main])
}
