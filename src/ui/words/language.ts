import i18next, { changeLanguage as change, use } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { kept, type Language } from './guess.ts'

export { guessLanguage, type Language, languages } from './guess.ts'

/** How the words of a language are fetched: those of the first page, and the rest. */
type Words = Record<Language, { first: () => Promise<object>; rest: () => Promise<object> }>

let all: Words
let wanted: Language
/** Of which languages the rest is here, or on its way. */
const whole = new Map<Language, Promise<void>>()

/** Called once by the entrance, with the words of all rooms. Those of the first page in this language are there when it resolves. */
export async function startWords(words: Words, language: Language): Promise<void> {
  all = words
  wanted = language
  const translation = await words[language].first()
  await use(initReactI18next).init({
    lng: language,
    // Every language has all words: their types see to it.
    fallbackLng: false,
    resources: { [language]: { translation } },
    interpolation: { escapeValue: false },
    returnNull: false,
    // What stands when the rest of the words come may name a place by them.
    react: { bindI18nStore: 'added' },
  })
  document.documentElement.lang = language
}

/** Waited for by every screen and dialog but the first page. */
export const restOfWords = (): Promise<void> => restOf(currentLanguage())

function restOf(language: Language): Promise<void> {
  const here = whole.get(language) ?? all[language].rest().then(rest => add(language, rest))
  whole.set(language, here)
  // Whoever needs them next asks again.
  here.catch(() => whole.delete(language))
  return here
}

function add(language: Language, words: object): void {
  i18next.addResourceBundle(language, 'translation', words)
}

/** The screen changes as soon as the words are there. */
export async function changeLanguage(language: Language): Promise<void> {
  if (wanted === language) return
  wanted = language
  localStorage.setItem(kept, language)
  try {
    await Promise.all([all[language].first().then(first => add(language, first)), restOf(language)])
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
