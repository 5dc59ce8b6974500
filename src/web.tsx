import { IconBuilding, IconForms, IconTransfer, IconUsers } from '@tabler/icons-react'
import { RouterProvider, lazyRouteComponent as screen } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { Table } from './office/desk/pages.ts'
import { routerOf } from './office/desk/routes.tsx'
import { Frame } from './ui/Frame.tsx'
import { guessLanguage, startWords } from './ui/words/language.ts'
import { words } from './words.ts'

/**
 * Which address shows what: address, screen, the right it takes, its place in the navigation (in this order) and the letter after `g`.
 * The code of a screen comes when it is first wanted. `$id` is read with `useRowId()`. A line a page:
 *
 *   { at: '/persons/$id', page: screen(() => import('./people/persons/PersonPage.tsx'), 'PersonPage'), right: 'person.read' },
 *   { at: '/leads', page: …, right: 'lead.read', nav: { label: t => t($ => $.desk.place.leads), icon: IconUsers, letter: 'l' } },
 *
 * The bell and ⌘K lead to `/`, `/leads`, `/persons`, `/persons/$id`, `/companies/$id`, `/offers`, `/imports/$id` and `/day`.
 */
const table: Table = {
  open: [
    { at: '/sign-in', page: screen(() => import('./office/users/SignInPage.tsx'), 'SignInPage') },
    { at: '/forgot', page: screen(() => import('./office/users/ForgotPage.tsx'), 'ForgotPage') },
    { at: '/welcome', page: screen(() => import('./office/users/WelcomePage.tsx'), 'WelcomePage') },
  ],
  pages: [
    {
      at: '/leads',
      page: screen(() => import('./people/leads/LeadsPage.tsx'), 'LeadsPage'),
      right: 'person.read',
      nav: { label: t => t($ => $.desk.place.leads), icon: IconUsers, letter: 'l', thumb: true },
    },
    {
      at: '/persons/$id',
      page: screen(() => import('./people/persons/PersonPage.tsx'), 'PersonPage'),
      right: 'person.read',
    },
    {
      at: '/companies',
      page: screen(() => import('./people/companies/CompaniesPage.tsx'), 'CompaniesPage'),
      right: 'company.read',
      nav: { label: t => t($ => $.desk.place.companies), icon: IconBuilding, letter: 'o' },
    },
    {
      at: '/companies/$id',
      page: screen(() => import('./people/companies/CompanyPage.tsx'), 'CompanyPage'),
      right: 'company.read',
    },
    {
      at: '/offers',
      page: screen(() => import('./people/offers/OffersPage.tsx'), 'OffersPage'),
      right: 'lead.read',
      nav: { label: t => t($ => $.desk.place.offers), icon: IconTransfer, letter: 'i', thumb: true },
    },
  ],
  settings: [
    {
      at: '/settings/fields',
      page: screen(() => import('./people/fields/FieldsSettings.tsx'), 'FieldsSettings'),
      right: 'office.manage',
      label: t => t($ => $.fields.title),
      icon: IconForms,
      group: 'company',
    },
  ],
  commands: [],
}

await startWords(words, guessLanguage())

const place = document.querySelector('#app')
if (!place) throw new Error('index.html has no #app.')
createRoot(place).render(
  <StrictMode>
    <Frame>
      <RouterProvider router={routerOf(table)} />
    </Frame>
  </StrictMode>,
)
