import { t } from 'i18next'
import { queries, signInPath } from '../../ui/queries.ts'
import { currentLanguage } from '../../ui/words/language.ts'

/** Signing in is not a procedure: it sets the cookie, so it has a door of its own. Rejects with the server's sentence. */
async function knock(door: string, body: object): Promise<void> {
  const answer = await fetch(`/auth/${door}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': currentLanguage() },
    body: JSON.stringify(body),
    credentials: 'include',
  })
  if (answer.ok) return
  const said: unknown = await answer.json().catch(() => undefined)
  throw new Error(sentenceIn(said) ?? t($ => $.ui.problem.unexpected))
}

function sentenceIn(said: unknown): string | undefined {
  if (typeof said !== 'object' || said === null || !('message' in said)) return undefined
  return typeof said.message === 'string' ? said.message : undefined
}

export const signIn = (email: string, password: string) => knock('sign-in/email', { email, password, rememberMe: true })

export const changePassword = (currentPassword: string, newPassword: string) =>
  knock('change-password', { currentPassword, newPassword, revokeOtherSessions: true })

/** What was on the screen is forgotten too: the next person at this machine may see less. */
export async function signOut(): Promise<void> {
  await knock('sign-out', {})
  queries.clear()
  location.assign(signInPath)
}
