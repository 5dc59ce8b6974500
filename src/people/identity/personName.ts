import { foldName, plainWidth, toKatakana } from './fold.ts'

export type SplitName = { family: string; given: string | null }

/**
 * Family and given name of a name in one cell. Only what is written decides: a space, a comma, or kana that leave one
 * possibility. 田中太郎 alone stays whole in `family`, because a wrong cut (長谷 川太郎) is worse than none.
 */
export function splitName(name: string, kana: string = ''): SplitName {
  const plain = withoutHonorific(name)
  if (/^[\p{Script=Latin}\p{M}\s.,'’-]+$/u.test(plain)) return splitLatin(plain)
  const [family = '', ...given] = plain.split(' ')
  if (given.length > 0) return { family, given: given.join(' ') }
  return splitByKana(plain, kana) ?? { family: plain, given: null }
}

function splitLatin(name: string): SplitName {
  const [last, first] = name.split(/\s*,\s*/)
  if (last && first) return { family: last, given: first }
  const words = name.split(' ')
  if (words.length < 2) return { family: name, given: null }
  // Business cards set the family name in capitals: TANAKA Taro, Taro TANAKA.
  const capitals = words.filter(word => /^[A-Z'’-]{2,}$/.test(word))
  const family = capitals.length === 1 ? capitals[0] : words.at(-1)
  const at = words.lastIndexOf(family ?? '')
  return { family: words[at] ?? name, given: words.filter((_, other) => other !== at).join(' ') }
}

function splitByKana(name: string, kana: string): SplitName | null {
  const [familyKana, givenKana, ...more] = kanaName(withoutHonorific(kana)).split(' ')
  if (!familyKana || !givenKana || more.length > 0) return null
  const letters = [...name]
  const cut = (at: number) => ({ family: letters.slice(0, at).join(''), given: letters.slice(at).join('') })
  if (letters.length === 2) return cut(1)
  const read = letters.map(letter => foldName(letter))
  for (let at = 1; at < letters.length; at += 1) {
    const sameFamily = read.slice(0, at).join('') === foldName(familyKana)
    const sameGiven = read.slice(at).join('') === foldName(givenKana)
    if (sameFamily || sameGiven) return cut(at)
  }
  return null
}

const longHonorific = /\s*(?:様|さま|サマ|さん|御中|先生)$/
// 鵜殿 and 神氏 are family names: these two go only where a whole name stands before them.
const shortHonorific = /(?:\s+|(?<=\S{2}))(?:殿|氏|君|くん)$/
const spacedOnly = /\s(?:君|くん)$/

function withoutHonorific(name: string): string {
  const plain = plainWidth(name).replace(/\s+/g, ' ').trim()
  const bare = plain.replace(longHonorific, '')
  if (bare !== plain) return bare === '' ? plain : bare
  if (/(?:君|くん)$/.test(plain)) return plain.replace(spacedOnly, '')
  return plain.replace(shortHonorific, '')
}

/** Kana as a list of Japanese names is kept: full-width katakana, one space between the words. */
export function kanaName(kana: string): string {
  return toKatakana(plainWidth(kana))
    .replace(/(?<=[ァ-ヺー])[-‐‑–—―−]/g, 'ー')
    .replace(/\s+/g, ' ')
    .trim()
}

/** The same for 髙橋|一郎, 高橋|一郎 and an uncut 高橋一郎; '' when there is no name. */
export function personKey(family: string, given: string | null = null): string {
  return foldName(`${family}${given ?? ''}`)
}
