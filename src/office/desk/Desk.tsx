import { IconLogout, IconSettings } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Outlet, useNavigate } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf, rpc } from '../../ui/api.ts'
import { whenIdle } from '../../ui/idle.ts'
import { MeProvider, useMe } from '../../ui/me.tsx'
import type { Command } from '../../ui/Palette.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { linkTo } from '../../ui/place.ts'
import { Shell } from '../../ui/Shell.tsx'
import { ShellWaiting } from '../../ui/ShellWaiting.tsx'
import type { Table } from './pages.ts'
import { signOut } from './session.tsx'
import { useBell } from './useBell.tsx'
import { useFind } from './useFind.tsx'
import { useOwnLook } from './useOwnLook.tsx'

/** What surrounds every page of somebody who is signed in. */
export function Desk({ table }: { table: Table }) {
  const me = useQuery(rpc.me.get.queryOptions())
  if (me.data)
    return (
      <MeProvider me={me.data}>
        <Sitting table={table} preferences={me.data.preferences}>
          <Outlet />
        </Sitting>
      </MeProvider>
    )
  // Whoever is signed out is on the way to the sign-in page already.
  if (!me.isError || failureOf(me.error) === 'signedOut') return <ShellWaiting />
  return (
    <ShellWaiting>
      <Problem error={me.error} onRetry={me.refetch} />
    </ShellWaiting>
  )
}

type Props = { table: Table; preferences: Record<string, unknown>; children: ReactNode }

function Sitting({ table, preferences, children }: Props) {
  const { t } = useTranslation()
  const { rights } = useMe()
  const keepLanguage = useOwnLook(preferences)
  useEffect(() => {
    for (const { nav, right, page } of table.pages) {
      const { preload } = page
      if (nav && preload && rights.includes(right)) whenIdle(preload)
    }
  }, [table, rights])
  const bell = useBell(table.pages)
  const search = useFind()
  const today = useQuery(rpc.today.get.queryOptions({ enabled: rights.includes('activity.read') }))
  const places = table.pages.flatMap(({ at, right, nav }) => {
    if (!nav || !rights.includes(right)) return []
    const waiting = today.data && nav.waiting?.(today.data.counts)
    return [{ ...nav, to: at, label: nav.label(t), waiting: waiting ?? 0 }]
  })
  const settings = {
    to: '/settings',
    label: t($ => $.desk.place.settings),
    icon: IconSettings,
    letter: ',',
    foot: true,
  }
  const commands = useCommands(table)
  return (
    <Shell
      navigation={[...places, settings]}
      search={search}
      commands={commands}
      bell={bell}
      onSignOut={signOut}
      onLanguage={keepLanguage}
    >
      {children}
    </Shell>
  )
}

/** What the table offers, the parts of the settings, and leaving. */
function useCommands({ commands, settings }: Table): Command[] {
  const { t } = useTranslation()
  const { rights } = useMe()
  const navigate = useNavigate()
  const may = (line: { right: string }) => rights.includes(line.right)
  const doing = commands.filter(may).map(({ label, to, icon, also = '', keys }) => ({
    id: `do ${to}`,
    label: label(t),
    icon,
    also,
    ...(keys ? { keys } : {}),
    run: () => navigate(linkTo(to)),
  }))
  const parts = settings.filter(may).flatMap(line => {
    if (!line.label) return []
    const label = t($ => $.desk.settingsPart, { part: line.label(t) })
    const run = () => navigate({ to: line.at })
    return [{ id: `set ${line.at}`, label, icon: line.icon, also: line.at, hides: true, run }]
  })
  const out = {
    id: 'sign out',
    label: t($ => $.ui.shell.signOut),
    icon: IconLogout,
    also: 'sign out',
    hides: true,
    run: signOut,
  }
  return [...doing, ...parts, out]
}
