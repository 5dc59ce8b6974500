import * as exports from './capture/exports/exports.words.ts'
import * as forms from './capture/forms/forms.words.ts'
import * as importBasis from './capture/imports/basis.words.ts'
import * as importFields from './capture/imports/fieldNames.words.ts'
import * as imports from './capture/imports/imports.words.ts'
import * as tracking from './capture/tracking/tracking.words.ts'
import * as visits from './capture/tracking/visits.words.ts'
import * as funnel from './learn/funnel/funnel.words.ts'
import * as questions from './learn/questions/questions.words.ts'
import * as judging from './nurture/mailings/judge.words.ts'
import * as mailings from './nurture/mailings/mailings.words.ts'
import * as desk from './office/desk/desk.words.ts'
import * as columns from './office/journal/columns.words.ts'
import * as journal from './office/journal/journal.words.ts'
import * as operations from './office/journal/operations.words.ts'
import * as mailDomain from './office/mail/domain.words.ts'
import * as mail from './office/mail/mail.words.ts'
import * as system from './office/parked/parked.words.ts'
import * as roles from './office/roles/roles.words.ts'
import * as settings from './office/settings/settings.words.ts'
import * as teams from './office/teams/teams.words.ts'
import * as keys from './office/users/keys.words.ts'
import * as users from './office/users/users.words.ts'
import * as companies from './people/companies/companies.words.ts'
import * as consent from './people/consent/consent.words.ts'
import * as fields from './people/fields/fields.words.ts'
import * as leads from './people/leads/leads.words.ts'
import * as leadList from './people/leads/list.words.ts'
import * as offers from './people/offers/offers.words.ts'
import * as event from './people/persons/event.words.ts'
import * as merge from './people/persons/merge.words.ts'
import * as persons from './people/persons/persons.words.ts'
import * as segments from './people/segments/segments.words.ts'
import * as assignment from './qualify/assignment/assignment.words.ts'
import * as scoring from './qualify/scoring/scoring.words.ts'
import * as invoices from './retain/invoices/invoices.words.ts'
import * as orders from './retain/orders/orders.words.ts'
import * as products from './retain/products/products.words.ts'
import * as activities from './sell/activities/activities.words.ts'
import * as calls from './sell/call-list/calls.words.ts'
import * as day from './sell/day/day.words.ts'
import * as dealList from './sell/deals/dealList.words.ts'
import * as deals from './sell/deals/deals.words.ts'
import * as pipelines from './sell/deals/pipelines.words.ts'
import * as handovers from './sell/reassignment/handovers.words.ts'
import * as today from './sell/today/today.words.ts'
import * as grid from './ui/words/grid.words.ts'
import * as timeline from './ui/words/timeline.words.ts'
import * as ui from './ui/words/ui.words.ts'

/** All words of all rooms. A capability adds one import and its name here; `t($ => $.name.key)` then knows it. */
const rooms = {
  ui,
  grid,
  timeline,
  desk,
  keys,
  mail,
  mailDomain,
  roles,
  settings,
  system,
  journal,
  operations,
  columns,
  teams,
  users,
  companies,
  consent,
  fields,
  segments,
  persons,
  merge,
  event,
  leads,
  leadList,
  offers,
  scoring,
  assignment,
  activities,
  calls,
  day,
  deals,
  dealList,
  pipelines,
  handovers,
  today,
  products,
  orders,
  invoices,
  mailings,
  judging,
  imports,
  importFields,
  importBasis,
  exports,
  forms,
  tracking,
  visits,
  questions,
  funnel,
}

type Rooms = typeof rooms
export type English = { [Room in keyof Rooms]: Rooms[Room]['en'] }

function inLanguage(language: 'en' | 'ja') {
  return Object.fromEntries(Object.entries(rooms).map(([room, words]) => [room, words[language]]))
}

export const words = { en: inLanguage('en'), ja: inLanguage('ja') }

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: English }
    enableSelector: true
    strictInterpolationChecks: true
  }
}
