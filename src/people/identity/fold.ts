import { foldKanji } from './oldKanji.ts'
import { remember } from './remember.ts'

/**
 * Full-width letters and digits, half-width kana and enclosed forms (㈱) as they are usually written.
 * Leaves every kanji as it was written, so it may be shown to people.
 */
export function plainWidth(text: string): string {
  return text.replace(/[\u2100-\u214f\u3000\u3200-\u33ff\uff00-\uffef]+|\S[\u3099\u309a\uff9e\uff9f]/gu, part =>
    part.normalize('NFKC'),
  )
}

export function toKatakana(text: string): string {
  return text.replace(/[\u3041-\u3096\u309d\u309e]/g, kana => String.fromCharCode(kana.charCodeAt(0) + 0x60))
}

/** Every dash a Japanese keyboard, Excel or a scanner puts where a long vowel or a hyphen was meant. */
export const DASHES = '\\-‐‑‒–—―−─━﹣－'

const largeKana: Record<string, string> = {
  ァ: 'ア',
  ィ: 'イ',
  ゥ: 'ウ',
  ェ: 'エ',
  ォ: 'オ',
  ッ: 'ツ',
  ャ: 'ヤ',
  ュ: 'ユ',
  ョ: 'ヨ',
  ヮ: 'ワ',
  ヵ: 'カ',
  ヶ: 'ケ',
  ヰ: 'イ',
  ヱ: 'エ',
}

const lookalikes: Record<string, string> = {
  二: 'ニ',
  夕: 'タ',
  工: 'エ',
  力: 'カ',
  口: 'ロ',
  卜: 'ト',
  八: 'ハ',
  杜: '社',
}

const small = new RegExp(`[${Object.keys(largeKana).join('')}]`, 'g')
const alike = new RegExp(`[${Object.keys(lookalikes).join('')}]`, 'g')
const signsButDashes = new RegExp(`(?![${DASHES}])[\\p{P}\\p{S}\\p{Z}\\p{Mn}\\p{Cc}\\p{Cf}]`, 'gu')
const dashAfterKana = new RegExp(`(?<=[ァ-ヺー])[${DASHES}]+(?![${DASHES}0-9a-z])`, 'g')

/**
 * The form in which two spellings of one name are the same text. For matching and searching, never shown.
 * Blank text folds to ''; a name of nothing but signs keeps its signs, so '' always means "no name".
 */
export const foldName = remember((text: string): string => {
  const plain = text.normalize('NFKC').toLowerCase().normalize('NFKC').replace(/\s+/g, '')
  const letters = toKatakana(foldKanji(withoutAccents(plain)))
    .replace(small, kana => largeKana[kana] ?? kana)
    .replace(alike, sign => lookalikes[sign] ?? sign)
    .replace(signsButDashes, '')
    .replace(dashAfterKana, dash => 'ー'.repeat(dash.length))
    .replace(/[\p{P}\p{S}]/gu, '')
    // 霞が関, 霞ヶ関 and 霞ケ関 are one place.
    .replace(/(?<=\p{Script=Han})ガ(?=\p{Script=Han})/gu, 'ケ')
    .replace(/(?<=[ァ-ヺー])一(?=[ァ-ヺー])/g, 'ー')
  return letters === '' ? plain : letters
})

const accents = new RegExp('[\\u0300-\\u036f]', 'g')

function withoutAccents(text: string): string {
  if (!/[\u00c0-\u024f\u1e00-\u1eff]/.test(text)) return text
  return text.normalize('NFD').replace(accents, '').normalize('NFC')
}

/**
 * What a text is found by: its distinct pairs of neighbouring characters, across words too, so 田中 太郎 is found
 * however it was spaced. A word of one character (森) counts by itself.
 */
export function bigrams(text: string): string[] {
  return bigramsOf([text])
}

/** The same of several texts, each by itself. */
export function bigramsOf(texts: string[]): string[] {
  const grams = new Set<string>()
  for (const text of texts) {
    for (const pair of pairs(foldName(text))) grams.add(pair)
    for (const word of words(text)) if (word.length <= 2 && [...word].length === 1) grams.add(word)
  }
  return [...grams]
}

/** The grams that a text must all have to be an answer to this query. Order and spacing of the words don't matter. */
export function searchGrams(query: string): string[] {
  return [...new Set(words(query).flatMap(word => ([...word].length === 1 ? [word] : pairs(word))))]
}

function words(text: string): string[] {
  const plain = text.normalize('NFKC')
  return (/\s/.test(plain) ? plain.split(/\s+/) : [plain]).map(foldName).filter(word => word !== '')
}

function pairs(folded: string): string[] {
  const letters = [...folded]
  return letters.slice(1).map((letter, at) => `${letters[at]}${letter}`)
}
