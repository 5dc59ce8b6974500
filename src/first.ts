import { askEarly } from './ui/early.ts'
import { guessLanguage } from './ui/words/guess.ts'
import { words } from './words.ts'

/**
 * What a browser runs first: so little that it runs at once, and asks for everything that the first page waits for while
 * the code of the screens is still on its way. All of it is asked for again where it is used, and is there by then.
 */
const open = ['/sign-in', '/forgot', '/welcome']
const language = guessLanguage()
const early: Promise<unknown>[] = [words[language].first()]
if (!open.some(page => location.pathname.startsWith(page))) early.push(askWho())
early.push(location.pathname === '/' ? import('./HomeScreen.tsx') : words[language].rest())
void import('./web.tsx')
// Whatever fails here fails again where it is used, and is told there.
void Promise.allSettled(early)

/** Who sits here, and what the frame counts for them if they may know. */
async function askWho(): Promise<void> {
  const answer = await askEarly('me/get', language)
  if (!answer.ok) return
  const { json } = (await answer.clone().json()) as { json: { rights: string[] } }
  if (json.rights.includes('activity.read')) await askEarly('today/get', language)
}
