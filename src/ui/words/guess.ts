export type Language = 'ja' | 'en'
export const languages: readonly Language[] = ['ja', 'en']

/** Where the device remembers what was chosen on it. */
export const kept = 'musubi.language'

/** The language before anybody has signed in: the one chosen on this device, else the browser's, else Japanese. */
export function guessLanguage(): Language {
  const chosen = localStorage.getItem(kept)
  if (chosen === 'ja' || chosen === 'en') return chosen
  const first = navigator.languages.find(tag => tag.startsWith('ja') || tag.startsWith('en'))
  return first?.startsWith('en') ? 'en' : 'ja'
}
