import {
  type AnyRoute,
  createRootRoute,
  createRoute,
  createRouter,
  Navigate,
  notFound,
  Outlet,
} from '@tanstack/react-router'
import { NoSuchPage } from '../../ui/Crash.tsx'
import { useMay, useMe } from '../../ui/me.tsx'
import { screen } from '../../ui/screen.ts'
import type { Right } from '../roles/rights.ts'
import { Desk } from './Desk.tsx'
import { NotYours } from './NotYours.tsx'
import type { LazyPage, PageLine, Table } from './pages.ts'

const SettingsPage = screen(() => import('../settings/SettingsPage.tsx'), 'SettingsPage')

/** Makes the router of the table: open pages bare, all others inside the frame, guarded by their right. */
export function routerOf(table: Table) {
  const root = createRootRoute({ component: Outlet, notFoundComponent: NoSuchPage })
  const desk = createRoute({ getParentRoute: () => root, id: 'desk', component: () => <Desk table={table} /> })
  const settings = createRoute({
    getParentRoute: () => desk,
    path: '/settings',
    component: () => <SettingsPage sections={table.settings} />,
  })

  settings.addChildren([
    createRoute({ getParentRoute: () => settings, path: '/', component: () => null }),
    ...table.settings.map(under(settings, '/settings')),
  ])
  desk.addChildren([
    settings,
    ...table.pages.map(under(desk, '')),
    ...(table.pages.some(line => line.at === '/')
      ? []
      : [createRoute({ getParentRoute: () => desk, path: '/', component: () => <First of={table.pages} /> })]),
    createRoute({ getParentRoute: () => desk, path: '$', component: NoSuchPage }),
  ])
  root.addChildren([
    ...table.open.map(({ at, page }) => createRoute({ getParentRoute: () => root, path: at, component: page })),
    desk,
  ])
  return createRouter({ routeTree: root, defaultPreload: 'intent', scrollRestoration: true })
}

const under = (parent: AnyRoute, below: string) => (line: { at: string; page: LazyPage; right: Right }) =>
  createRoute({
    getParentRoute: () => parent,
    path: line.at.slice(below.length),
    component: guarded(line.page, line.right),
    params: rowIds,
  })

function guarded(Page: LazyPage, right: Right): LazyPage {
  const Guarded = () => (useMay(right) ? <Page /> : <NotYours />)
  return Object.assign(Guarded, Page.preload ? { preload: Page.preload } : {})
}

/** The first place of the navigation that whoever sits here may open. */
function First({ of: lines }: { of: readonly PageLine[] }) {
  const { rights } = useMe()
  const first = lines.find(line => line.nav && rights.includes(line.right))
  return first ? <Navigate to={first.at} replace /> : <NotYours />
}

/** `$id` in an address is the number of a row; anything else there is no page. */
const rowIds = {
  parse: (params: Record<string, string>) =>
    Object.fromEntries(Object.entries(params).map(([name, text]) => [name, name === 'id' ? rowId(text) : text])),
}

function rowId(text: string): number {
  const id = /^[1-9]\d{0,15}$/.test(text) ? Number(text) : 0
  if (!Number.isSafeInteger(id) || id === 0) throw notFound()
  return id
}
