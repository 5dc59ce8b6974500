import iconv from 'iconv-lite'

/** Signs that Unicode has twice and Windows' Japanese code page once, and not where most programs put them. */
const twins: Record<string, string> = {
  '\u301c': '～',
  '\u2212': '－',
  '\u2014': '―',
  '\u2016': '∥',
  '\u00a2': '￠',
  '\u00a3': '￡',
  '\u00ac': '￢',
  '\u00a5': '￥',
  '\u203e': '￣',
  '\u00a6': '￤',
  '\u00a0': ' ',
}
const twin = new RegExp(`[${Object.keys(twins).join('')}]`, 'g')

/** Kana with a separate voicing mark (as macOS names files) and the selectors that pick a shape of a kanji. */
const voiced = new RegExp('.[\\u3099\\u309a]', 'gu')
const selectors = new RegExp('[\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}]', 'gu')

export type Cp932 = { bytes: Buffer; unwritable: string[] }

/**
 * Text as Windows-31J. What it has no sign for becomes 〓 and is named in `unwritable`, once for each place: iconv-lite
 * alone writes ? or, for é, half a character that swallows the next.
 */
export function toCp932(text: string): Cp932 {
  const plain = text
    .replace(twin, sign => twins[sign] ?? sign)
    .replace(voiced, kana => kana.normalize('NFC'))
    .replace(selectors, '')
  const bytes = iconv.encode(plain, 'cp932')
  if (iconv.decode(bytes, 'cp932') === plain) return { bytes, unwritable: [] }
  const unwritable: string[] = []
  const written = Array.from(plain, sign => {
    if (iconv.decode(iconv.encode(sign, 'cp932'), 'cp932') === sign) return sign
    unwritable.push(sign)
    return '〓'
  })
  return { bytes: iconv.encode(written.join(''), 'cp932'), unwritable }
}
