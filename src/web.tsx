import {
  IconActivity,
  IconArrowsExchange,
  IconBuilding,
  IconBuildingCommunity,
  IconCalendarOff,
  IconCalendarStats,
  IconCheckbox,
  IconClipboardText,
  IconFileExport,
  IconFileImport,
  IconFilter,
  IconForms,
  IconHistory,
  IconHome,
  IconKey,
  IconMail,
  IconMessageQuestion,
  IconPackage,
  IconPhone,
  IconShieldCheck,
  IconSitemap,
  IconTransfer,
  IconUserCog,
  IconUserPlus,
  IconUsers,
  IconWorldSearch,
} from '@tabler/icons-react'
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
      at: '/',
      page: screen(() => import('./sell/today/TodayPage.tsx'), 'TodayPage'),
      right: 'office.read',
      nav: { label: t => t($ => $.desk.place.home), icon: IconHome, letter: 'h', thumb: true },
    },
    {
      at: '/leads',
      page: screen(() => import('./LeadsScreen.tsx'), 'LeadsScreen'),
      right: 'person.read',
      nav: { label: t => t($ => $.desk.place.leads), icon: IconUsers, letter: 'l', thumb: true },
    },
    { at: '/persons/$id', page: screen(() => import('./PersonScreen.tsx'), 'PersonScreen'), right: 'person.read' },
    {
      at: '/persons/$id/merge',
      page: screen(() => import('./people/persons/MergePage.tsx'), 'MergePage'),
      right: 'person.merge',
    },
    {
      at: '/segments',
      page: screen(() => import('./people/segments/SegmentsPage.tsx'), 'SegmentsPage'),
      right: 'segment.read',
      nav: { label: t => t($ => $.segments.title), icon: IconFilter, letter: 's' },
    },
    {
      at: '/companies',
      page: screen(() => import('./CompaniesScreen.tsx'), 'CompaniesScreen'),
      right: 'company.read',
      nav: { label: t => t($ => $.desk.place.companies), icon: IconBuilding, letter: 'o' },
    },
    {
      at: '/companies/$id',
      page: screen(() => import('./people/companies/CompanyPage.tsx'), 'CompanyPage'),
      right: 'company.read',
    },
    {
      at: '/imports',
      page: screen(() => import('./capture/imports/ImportsPage.tsx'), 'ImportsPage'),
      right: 'import.run',
      nav: { label: t => t($ => $.desk.place.imports), icon: IconFileImport, letter: 'm' },
    },
    {
      at: '/imports/$id',
      page: screen(() => import('./capture/imports/ImportPage.tsx'), 'ImportPage'),
      right: 'import.run',
    },
    {
      at: '/forms',
      page: screen(() => import('./capture/forms/FormsPage.tsx'), 'FormsPage'),
      right: 'form.read',
      nav: { label: t => t($ => $.forms.title), icon: IconClipboardText, letter: 'f' },
    },
    {
      at: '/forms/$id',
      page: screen(() => import('./capture/forms/FormPage.tsx'), 'FormPage'),
      right: 'form.read',
    },
    {
      at: '/offers',
      page: screen(() => import('./people/offers/OffersPage.tsx'), 'OffersPage'),
      right: 'lead.read',
      nav: {
        label: t => t($ => $.desk.place.offers),
        icon: IconTransfer,
        letter: 'i',
        thumb: true,
        waiting: counts => counts.offers,
      },
    },
    {
      at: '/calls',
      page: screen(() => import('./sell/call-list/CallListPage.tsx'), 'CallListPage'),
      right: 'lead.work',
      nav: {
        label: t => t($ => $.desk.place.calls),
        icon: IconPhone,
        letter: 'c',
        thumb: true,
        waiting: counts => counts.toCall,
      },
    },
    {
      at: '/activities',
      page: screen(() => import('./sell/activities/ActivitiesPage.tsx'), 'ActivitiesPage'),
      right: 'activity.read',
      nav: { label: t => t($ => $.activities.title), icon: IconCheckbox, letter: 't' },
    },
    {
      at: '/day',
      page: screen(() => import('./sell/day/DayPage.tsx'), 'DayPage'),
      right: 'day.read',
      nav: { label: t => t($ => $.desk.place.day), icon: IconCalendarStats, letter: 'd' },
    },
    {
      at: '/handover',
      page: screen(() => import('./sell/reassignment/HandoverPage.tsx'), 'HandoverPage'),
      right: 'book.handOver',
      nav: { label: t => t($ => $.desk.place.handover), icon: IconArrowsExchange, letter: 'b' },
    },
    {
      at: '/journal',
      page: screen(() => import('./office/journal/JournalPage.tsx'), 'JournalPage'),
      right: 'journal.read',
      nav: { label: t => t($ => $.journal.title), icon: IconHistory, letter: 'u', foot: true },
    },
  ],
  settings: [
    {
      at: '/settings/me',
      page: screen(() => import('./office/users/MyPage.tsx'), 'MyPage'),
      right: 'office.read',
      label: t => t($ => $.desk.place.me),
      icon: IconUserCog,
      group: 'own',
    },
    {
      at: '/settings/company',
      page: screen(() => import('./office/settings/CompanySection.tsx'), 'CompanySection'),
      right: 'office.manage',
      label: t => t($ => $.settings.company.title),
      icon: IconBuildingCommunity,
      group: 'company',
    },
    {
      at: '/settings/holidays',
      page: screen(() => import('./office/settings/HolidaysSection.tsx'), 'HolidaysSection'),
      right: 'office.manage',
      label: t => t($ => $.settings.holidays.title),
      icon: IconCalendarOff,
      group: 'company',
    },
    {
      at: '/settings/products',
      page: screen(() => import('./office/settings/ProductsSection.tsx'), 'ProductsSection'),
      right: 'office.manage',
      label: t => t($ => $.settings.products.title),
      icon: IconPackage,
      group: 'company',
    },
    {
      at: '/settings/reasons',
      page: screen(() => import('./office/settings/ReasonsSection.tsx'), 'ReasonsSection'),
      right: 'office.manage',
      label: t => t($ => $.settings.reasons.title),
      icon: IconMessageQuestion,
      group: 'company',
    },
    {
      at: '/settings/fields',
      page: screen(() => import('./people/fields/FieldsSettings.tsx'), 'FieldsSettings'),
      right: 'office.manage',
      label: t => t($ => $.fields.title),
      icon: IconForms,
      group: 'company',
    },
    {
      at: '/settings/users',
      page: screen(() => import('./office/users/UsersSection.tsx'), 'UsersSection'),
      right: 'office.manage',
      label: t => t($ => $.users.list.title),
      icon: IconUserPlus,
      group: 'people',
    },
    {
      at: '/settings/users/$id',
      page: screen(() => import('./office/users/UserPage.tsx'), 'UserPage'),
      right: 'office.manage',
    },
    {
      at: '/settings/teams',
      page: screen(() => import('./office/teams/TeamsSection.tsx'), 'TeamsSection'),
      right: 'office.manage',
      label: t => t($ => $.teams.title),
      icon: IconSitemap,
      group: 'people',
    },
    {
      at: '/settings/roles',
      page: screen(() => import('./office/roles/RolesSection.tsx'), 'RolesSection'),
      right: 'office.manage',
      label: t => t($ => $.roles.title),
      icon: IconShieldCheck,
      group: 'people',
    },
    {
      at: '/settings/tracking',
      page: screen(() => import('./capture/tracking/TrackingSection.tsx'), 'TrackingSection'),
      right: 'form.manage',
      label: t => t($ => $.tracking.title),
      icon: IconWorldSearch,
      group: 'connections',
    },
    {
      at: '/settings/exports',
      page: screen(() => import('./capture/exports/ExportsSection.tsx'), 'ExportsSection'),
      right: 'office.manage',
      label: t => t($ => $.exports.history.title),
      icon: IconFileExport,
      group: 'connections',
    },
    {
      at: '/settings/keys',
      page: screen(() => import('./office/users/KeysSection.tsx'), 'KeysSection'),
      right: 'office.manage',
      label: t => t($ => $.keys.title),
      icon: IconKey,
      group: 'connections',
    },
    {
      at: '/settings/outbox',
      page: screen(() => import('./office/mail/OutboxSection.tsx'), 'OutboxSection'),
      right: 'office.manage',
      label: t => t($ => $.mail.title),
      icon: IconMail,
      group: 'connections',
    },
    {
      at: '/settings/system',
      page: screen(() => import('./office/parked/SystemSection.tsx'), 'SystemSection'),
      right: 'office.manage',
      label: t => t($ => $.system.title),
      icon: IconActivity,
      group: 'connections',
    },
  ],
  commands: [
    { label: t => t($ => $.desk.addLead), to: '/leads?create=true', right: 'person.edit', icon: IconUserPlus },
    {
      label: t => t($ => $.desk.addUser),
      to: '/settings/users?invite=true',
      right: 'office.manage',
      icon: IconUserCog,
    },
  ],
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
