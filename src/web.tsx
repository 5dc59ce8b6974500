import {
  IconArrowsExchange,
  IconBuilding,
  IconCalendarStats,
  IconChartFunnel,
  IconCheckbox,
  IconClipboardText,
  IconFileImport,
  IconFileInvoice,
  IconFilter,
  IconHeartHandshake,
  IconHelpHexagon,
  IconHistory,
  IconHome,
  IconMailFast,
  IconPackages,
  IconPhone,
  IconShoppingCart,
  IconTransfer,
  IconUserCog,
  IconUserPlus,
  IconUsers,
  IconWorldSearch,
} from '@tabler/icons-react'
import { lazyRouteComponent, RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { Table } from './office/desk/pages.ts'
import { routerOf } from './office/desk/routes.tsx'
import { Frame } from './ui/Frame.tsx'
import { screen } from './ui/screen.ts'
import { guessLanguage, startWords } from './ui/words/language.ts'
import { settings } from './web.settings.tsx'
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
      // The first page: it does with the words that are there.
      page: lazyRouteComponent(() => import('./HomeScreen.tsx'), 'HomeScreen'),
      right: 'office.read',
      nav: { label: t => t($ => $.desk.place.home), icon: IconHome, letter: 'h', thumb: true },
    },
    {
      at: '/questions',
      page: screen(() => import('./learn/questions/QuestionsPage.tsx'), 'QuestionsPage'),
      right: 'lead.read',
      nav: { label: t => t($ => $.desk.place.questions), icon: IconHelpHexagon, letter: 'q' },
    },
    {
      at: '/funnel',
      page: screen(() => import('./learn/funnel/FunnelPage.tsx'), 'FunnelPage'),
      right: 'lead.read',
      nav: { label: t => t($ => $.desk.place.funnel), icon: IconChartFunnel, letter: 'a' },
    },
    {
      at: '/funnel/leads',
      page: screen(() => import('./FunnelLeadsScreen.tsx'), 'FunnelLeadsScreen'),
      right: 'lead.read',
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
      page: screen(() => import('./SegmentsScreen.tsx'), 'SegmentsScreen'),
      right: 'segment.read',
      nav: { label: t => t($ => $.desk.place.segments), icon: IconFilter, letter: 's' },
    },
    {
      at: '/mailings',
      page: screen(() => import('./nurture/mailings/MailingsPage.tsx'), 'MailingsPage'),
      right: 'mailing.read',
      nav: { label: t => t($ => $.desk.place.mailings), icon: IconMailFast, letter: 'e' },
    },
    {
      at: '/mailings/$id',
      page: screen(() => import('./nurture/mailings/MailingPage.tsx'), 'MailingPage'),
      right: 'mailing.read',
    },
    {
      at: '/companies',
      page: screen(() => import('./CompaniesScreen.tsx'), 'CompaniesScreen'),
      right: 'company.read',
      nav: { label: t => t($ => $.desk.place.companies), icon: IconBuilding, letter: 'o' },
    },
    {
      at: '/companies/$id',
      page: screen(() => import('./CompanyScreen.tsx'), 'CompanyScreen'),
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
      at: '/visits',
      page: screen(() => import('./capture/tracking/VisitsPage.tsx'), 'VisitsPage'),
      right: 'person.read',
      nav: { label: t => t($ => $.desk.place.visits), icon: IconWorldSearch, letter: 'w' },
    },
    {
      at: '/forms',
      page: screen(() => import('./capture/forms/FormsPage.tsx'), 'FormsPage'),
      right: 'form.read',
      nav: { label: t => t($ => $.desk.place.forms), icon: IconClipboardText, letter: 'f' },
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
      at: '/deals',
      page: screen(() => import('./sell/deals/BoardPage.tsx'), 'BoardPage'),
      right: 'deal.read',
      nav: { label: t => t($ => $.desk.place.deals), icon: IconHeartHandshake, letter: 'n' },
    },
    {
      at: '/deals/list',
      page: screen(() => import('./DealsScreen.tsx'), 'DealsScreen'),
      right: 'deal.read',
    },
    { at: '/deals/$id', page: screen(() => import('./DealScreen.tsx'), 'DealScreen'), right: 'deal.read' },
    {
      at: '/deals/forecast',
      page: screen(() => import('./sell/forecast/ForecastPage.tsx'), 'ForecastPage'),
      right: 'deal.read',
    },
    {
      at: '/orders',
      page: screen(() => import('./retain/orders/OrdersPage.tsx'), 'OrdersPage'),
      right: 'order.read',
      nav: { label: t => t($ => $.desk.place.orders), icon: IconShoppingCart, letter: 'r' },
    },
    {
      at: '/orders/$id',
      page: screen(() => import('./retain/orders/OrderPage.tsx'), 'OrderPage'),
      right: 'order.read',
    },
    {
      at: '/invoices',
      page: screen(() => import('./retain/invoices/InvoicesPage.tsx'), 'InvoicesPage'),
      right: 'invoice.read',
      nav: { label: t => t($ => $.desk.place.invoices), icon: IconFileInvoice, letter: 'v' },
    },
    {
      at: '/invoices/$id',
      page: screen(() => import('./retain/invoices/InvoicePage.tsx'), 'InvoicePage'),
      right: 'invoice.read',
    },
    {
      at: '/products',
      page: screen(() => import('./retain/products/ProductsPage.tsx'), 'ProductsPage'),
      right: 'order.read',
      nav: { label: t => t($ => $.desk.place.products), icon: IconPackages, letter: 'p' },
    },
    {
      at: '/activities',
      page: screen(() => import('./sell/activities/ActivitiesPage.tsx'), 'ActivitiesPage'),
      right: 'activity.read',
      nav: { label: t => t($ => $.desk.place.activities), icon: IconCheckbox, letter: 't' },
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
      nav: { label: t => t($ => $.desk.place.journal), icon: IconHistory, letter: 'u', foot: true },
    },
  ],
  settings,
  commands: [
    { label: t => t($ => $.desk.addLead), to: '/leads?create=true', right: 'person.edit', icon: IconUserPlus },
    { label: t => t($ => $.deals.add), to: '/deals?create=true', right: 'deal.work', icon: IconHeartHandshake },
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
