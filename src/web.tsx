import { createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { NoSuchPage } from './ui/Crash.tsx'
import { Frame } from './ui/Frame.tsx'
import { guessLanguage, startWords } from './ui/words/language.ts'
import { words } from './words.ts'

const root = createRootRoute({ notFoundComponent: NoSuchPage })
const router = createRouter({ routeTree: root, defaultPreload: 'intent' })

await startWords(words, guessLanguage())

const place = document.querySelector('#app')
if (!place) throw new Error('index.html has no #app.')
createRoot(place).render(
  <StrictMode>
    <Frame>
      <RouterProvider router={router} />
    </Frame>
  </StrictMode>,
)
