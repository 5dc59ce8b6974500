import { DASHES, foldName } from './fold.ts'
import { foldKanji } from './oldKanji.ts'
import { PREFECTURES, prefectureOfCity } from './places.ts'
import { remember } from './remember.ts'

export type SplitAddress = {
  postalCode: string | null
  prefecture: string | null
  city: string | null
  rest: string
}

const dash = `[${DASHES}ーｰ]`
const postal = new RegExp(`^\\s*(?:〒\\s*)?(\\d{3})\\s*${dash}?\\s*(\\d{4})(?!\\d|${dash})\\s*`)
const prefectureFirst = new RegExp(`^(${PREFECTURES.join('|')})\\s*`)

// Cities with 市, 町, 村 or 郡 inside their name, which a shortest match would cut in two.
const awkward =
  '四日市市|廿日市市|野々市市|八日市場市|市川市|市原市|大町市|十日町市|町田市|東村山市|武蔵村山市|村山市|村上市|羽村市|田村市|大村市|蒲郡市|郡山市|大和郡山市|小郡市|郡上市'
const city = new RegExp(`^(?:${awkward}|[^市区町村郡\\d\\s]{1,6}市)(?:[^市区町村郡\\d\\s]{1,4}区)?`)
const county =
  /^(?:余市郡|高市郡|[東西北]村山郡|田村郡|[^市区町村郡\d\s]{1,4}郡)(?:玉村町|大町町|村田町|[^町村\d\s]{1,5}[町村])/
const ward = /^[^市区町村郡\d\s]{1,4}区/
const townOrVillage = /^[^市区町村郡\d\s]{1,5}[町村]/

/** What of an address is certain. 北区梅田 without its city stays without a prefecture: there are a dozen 北区. */
export const splitAddress = remember((text: string): SplitAddress => {
  const plain = text.slice(0, 500).normalize('NFKC').replace(/\s+/g, ' ').trim()
  const code = postal.exec(plain)
  const postalCode = code?.[1] === undefined ? null : `${code[1]}-${code[2]}`
  const behindCode = plain.slice(code?.[0].length ?? 0).trimStart()
  const written = prefectureFirst.exec(behindCode)
  const behindPrefecture = behindCode.slice(written?.[0].length ?? 0)
  const found =
    county.exec(behindPrefecture)?.[0] ??
    city.exec(behindPrefecture)?.[0] ??
    ward.exec(behindPrefecture)?.[0] ??
    (written === null ? undefined : townOrVillage.exec(behindPrefecture)?.[0]) ??
    null
  return {
    postalCode,
    prefecture: written?.[1] ?? prefectureOf(found),
    city: found,
    rest: behindPrefecture.slice(found?.length ?? 0).trim(),
  }
})

function prefectureOf(found: string | null): string | null {
  if (found === null) return null
  return prefectureOfCity.get(found) ?? prefectureOfCity.get(found.replace(/(?<=市).+区$/, '')) ?? null
}

const kanjiDigits = '〇一二三四五六七八九'
const numbered = /[〇一二三四五六七八九十百]+(?=丁目|番地|番(?!町)|号|条|線|区画|階)/g

/**
 * The form in which 六本木六丁目１番２号, 六本木6-1-2 and 東京都港区六本木6−1−2 agree; '' when there is no address.
 * The prefecture is left out because half the lists do, and town and number tell addresses apart without it.
 */
export const addressKey = remember((text: string): string => {
  const { city, rest } = splitAddress(text)
  const numbers = foldKanji(`${city ?? ''}${rest}`)
    .replace(numbered, kanji => String(kanjiNumber(kanji)))
    .replace(/大字/g, '')
    .replace(/(?<=\d)\s*(?:丁目|番地の?|番|号室?|階|f(?![a-z]))\s*/gi, '-')
    .replace(/(?<=\d)\s*の\s*(?=\d)/g, '-')
    .replace(new RegExp(`(?<=\\d)\\s*${dash}+\\s*`, 'g'), '-')
    .replace(/(?<=\d)\s+(?=\d)/g, '-')
    .replace(/-+(?!\d)|(?<!\d)-+/g, '')
  return numbers
    .split(/(?<=\d)-(?=\d)/)
    .map(foldName)
    .join('-')
})

function kanjiNumber(kanji: string): number {
  const [, hundred, ten, one] = /^(?:(.?)百)?(?:(.?)十)?(.?)$/.exec(kanji) ?? []
  if (one === undefined) return Number([...kanji].map(digit => kanjiDigits.indexOf(digit)).join(''))
  return digitOr(hundred, 1, 0) * 100 + digitOr(ten, 1, 0) * 10 + digitOr(one, 0, 0)
}

/** 十 alone is one ten; where there is no 十 at all there is none. */
function digitOr(digit: string | undefined, alone: number, absent: number): number {
  if (digit === undefined) return absent
  return digit === '' ? alone : kanjiDigits.indexOf(digit)
}
