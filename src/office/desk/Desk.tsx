import { IconSettings } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Outlet, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf, rpc } from '../../ui/api.ts'
import { MeProvider, useMe } from '../../ui/me.tsx'
import type { Command } from '../../ui/Palette.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { linkTo } from '../../ui/place.ts'
import { Shell } from '../../ui/Shell.tsx'
import type { CommandLine, Table } from './pages.ts'
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
  if (!me.isError || failureOf(me.error) === 'signedOut') return null
  return (
    <main>
      <Problem error={me.error} onRetry={me.refetch} />
    </main>
  )
}

type Props = { table: Table; preferences: Record<string, unknown>; children: ReactNode }

function Sitting({ table, preferences, children }: Props) {
  const { t } = useTranslation()
  const { rights } = useMe()
  const keepLanguage = useOwnLook(preferences)
  const bell = useBell(table.pages)
  const search = useFind()
  const places = table.pages.flatMap(({ at, right, nav }) =>
    nav && rights.includes(right) ? [{ ...nav, to: at, label: nav.label(t) }] : [],
  )
  const settings = {
    to: '/settings',
    label: t($ => $.desk.place.settings),
    icon: IconSettings,
    letter: 's',
    foot: true,
  }
  const commands = useCommands(table.commands)
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

function useCommands(lines: readonly CommandLine[]): Command[] {
  const { t } = useTranslation()
  const { rights } = useMe()
  const navigate = useNavigate()
  return lines
    .filter(line => rights.includes(line.right))
    .map(({ label, to, right: _right, ...line }) => ({
      ...line,
      id: `do ${to}`,
      label: label(t),
      run: () => navigate(linkTo(to)),
    }))
}
