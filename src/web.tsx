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
  open: [{ at: '/sign-in', page: screen(() => import('./office/users/SignInPage.tsx'), 'SignInPage') }],
  pages: [],
  settings: [],
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
