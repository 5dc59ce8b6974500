import i18next, { changeLanguage as change, use } from 'i18next'
import { initReactI18next } from 'react-i18next'

export type Language = 'ja' | 'en'
export const languages: readonly Language[] = ['ja', 'en']

const kept = 'musubi.language'

/** The language before anybody has signed in: the one chosen on this device, else the browser's, else Japanese. */
export function guessLanguage(): Language {
  const chosen = localStorage.getItem(kept)
  if (chosen === 'ja' || chosen === 'en') return chosen
  const first = navigator.languages.find(tag => tag.startsWith('ja') || tag.startsWith('en'))
  return first?.startsWith('en') ? 'en' : 'ja'
}

/** Called once by the entrance with all words of all rooms. */
export async function startWords(words: Record<Language, object>, language: Language): Promise<void> {
  await use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: { translation: words.en }, ja: { translation: words.ja } },
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  document.documentElement.lang = language
}

export async function changeLanguage(language: Language): Promise<void> {
  if (i18next.language === language) return
  localStorage.setItem(kept, language)
  document.documentElement.lang = language
  await change(language)
}

export function currentLanguage(): Language {
  return i18next.language === 'en' ? 'en' : 'ja'
}
