import { longestPassword, shortestPassword } from '../../platform/shapes.ts'

export { longestPassword, shortestPassword }

export type Weakness = 'short' | 'long' | 'guessable'

/** Why a password is refused: its length, or that it would be guessed at once (a mail address, one key over and over). */
export function weaknessOf(password: string, email: string): Weakness | undefined {
  if (password.length < shortestPassword) return 'short'
  if (password.length > longestPassword) return 'long'
  const lower = password.toLowerCase()
  const address = email.toLowerCase()
  const name = address.split('@')[0] ?? ''
  const guessable =
    new Set(lower).size < 5 ||
    (address !== '' && lower.includes(address)) ||
    (name.length >= 5 && lower.startsWith(name)) ||
    /^(password|0?1234|qwerty)/.test(lower)
  return guessable ? 'guessable' : undefined
}

/** Good enough to be called strong: long, or not so long but of many kinds of signs. */
export function isStrong(password: string): boolean {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter(kind => kind.test(password)).length
  return new Set(password).size >= 8 && password.length + kinds >= 17
}
