import i18next, { changeLanguage as change, use } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { kept, type Language } from './guess.ts'

export { guessLanguage, type Language, languages } from './guess.ts'

/** How the words of a language are fetched. */
type Words = Record<Language, () => Promise<object>>

let all: Words
let wanted: Language

/** Called once by the entrance, with the words of all rooms. Only those of this language are fetched, and are there when it resolves. */
export async function startWords(words: Words, language: Language): Promise<void> {
  all = words
  wanted = language
  const translation = await words[language]()
  await use(initReactI18next).init({
    lng: language,
    // Every language has all words: their types see to it.
    fallbackLng: false,
    resources: { [language]: { translation } },
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  document.documentElement.lang = language
}

/** The screen changes as soon as the words are there. */
export async function changeLanguage(language: Language): Promise<void> {
  if (wanted === language) return
  wanted = language
  localStorage.setItem(kept, language)
  try {
    i18next.addResourceBundle(language, 'translation', await all[language]())
  } catch (error) {
    if (wanted === language) wanted = currentLanguage()
    throw error
  }
  // Whoever has changed their mind meanwhile gets what they wanted last.
  if (wanted !== language) return
  document.documentElement.lang = language
  await change(language)
}

export function currentLanguage(): Language {
  return i18next.language === 'en' ? 'en' : 'ja'
}
