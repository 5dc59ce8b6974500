import * as desk from './office/desk/desk.words.ts'
import * as settings from './office/settings/settings.words.ts'
import * as users from './office/users/users.words.ts'
import * as companies from './people/companies/companies.words.ts'
import * as consent from './people/consent/consent.words.ts'
import * as fields from './people/fields/fields.words.ts'
import * as leads from './people/leads/leads.words.ts'
import * as offers from './people/offers/offers.words.ts'
import * as event from './people/persons/event.words.ts'
import * as persons from './people/persons/persons.words.ts'
import * as activities from './sell/activities/activities.words.ts'
import * as calls from './sell/call-list/calls.words.ts'
import * as grid from './ui/words/grid.words.ts'
import * as timeline from './ui/words/timeline.words.ts'
import * as ui from './ui/words/ui.words.ts'

/** All words of all rooms. A capability adds one import and its name here; `t($ => $.name.key)` then knows it. */
const rooms = {
  ui,
  grid,
  timeline,
  desk,
  settings,
  users,
  companies,
  consent,
  fields,
  persons,
  event,
  leads,
  offers,
  activities,
  calls,
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
