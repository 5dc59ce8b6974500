import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bigrams, foldName, plainWidth, searchGrams, toKatakana } from './fold.ts'

const nameLetter = fc.constantFrom(
  ...'髙高﨑崎濵浜邉辺齋斎德徳栁柳𠮷吉國国二ニ工エ夕タ力カ口ロ一ー杜社霞関田中太郎森林々〆ヶケがガかャヤっツアンゔＡaBｱｶﾞｰ-－−・（） 　12',
)
const name = fc.array(nameLetter, { maxLength: 12 }).map(letters => letters.join(''))

describe('foldName', () => {
  test.each([
    ['髙橋', '高橋'],
    ['濵﨑', '浜崎'],
    ['渡邉', '渡辺'],
    ['渡邊', '渡辺'],
    ['齋藤', '斎藤'],
    ['斉藤', '斎藤'],
    ['德永', '徳永'],
    ['栁田', '柳田'],
    ['𠮷野家', '吉野家'],
    ['葛\u{e0100}城', '葛城'],
    ['霞が関', '霞ヶ関'],
    ['霞ケ関', '霞ヶ関'],
    ['ｻｰﾋﾞｽ', 'サービス'],
    ['サ－ビス', 'サービス'],
    ['サ-ビス', 'サービス'],
    ['サ−ビス', 'サービス'],
    ['サ一ビス', 'サービス'],
    ['キャノン', 'キヤノン'],
    ['みらい', 'ミライ'],
    ['ニ郎', '二郎'],
    ['東京エ業', '東京工業'],
    ['株式会杜', '株式会社'],
    ['ＡＢＣ　商事', 'abc商事'],
    ['Ａ・Ｂ＆Ｃ', 'abc'],
    ['Café', 'CAFE'],
    ['か\u3099く', 'がく'],
  ])('%s is %s', (one, other) => {
    expect(foldName(one)).toBe(foldName(other))
  })

  test.each([
    ['田中', '中田'],
    ['阪本', '坂本'],
    ['1-2', '1一2'],
    ['ハナ', 'バナ'],
    ['第一', '第'],
  ])('%s is not %s', (one, other) => {
    expect(foldName(one)).not.toBe(foldName(other))
  })

  test('only blank text has no key', () => {
    expect(foldName(' 　')).toBe('')
    expect(foldName('・')).not.toBe('')
  })

  test('folding twice changes nothing', () => {
    fc.assert(
      fc.property(name, text => {
        expect(foldName(foldName(text))).toBe(foldName(text))
      }),
    )
  })

  test('width, kana and spaces never make a difference', () => {
    fc.assert(
      fc.property(name, text => {
        expect(foldName(toKatakana(text.normalize('NFKC')))).toBe(foldName(text))
      }),
    )
    fc.assert(
      fc.property(name, text => {
        expect(foldName(` ${text}　`)).toBe(foldName(text))
      }),
    )
  })
})

test('plain width leaves the kanji as they were written', () => {
  expect(plainWidth('㈱髙﨑ＡＢ１　ｶﾞｽ 神')).toBe('(株)髙﨑AB1 ガス 神')
})

function found(query: string, text: string): boolean {
  const grams = new Set(bigrams(text))
  return searchGrams(query).every(gram => grams.has(gram))
}

describe('search', () => {
  test('two-character words are one gram', () => {
    expect(searchGrams('商談')).toEqual(['商談'])
  })

  test('a word of one character counts by itself', () => {
    expect(bigrams('森 健太')).toEqual(['森健', '健太', '森'])
    expect(searchGrams('森')).toEqual(['森'])
  })

  test('grams are distinct and blank text has none', () => {
    expect(bigrams('ささささ')).toEqual(['ササ'])
    expect(bigrams(' ')).toEqual([])
    expect(searchGrams('')).toEqual([])
  })

  test('a name is found in either order, spaced or not, in any spelling', () => {
    for (const query of ['田中太郎', '太郎 田中', '田中　太郎', 'ﾀﾅｶ 田中'])
      expect(found(query, '田中 太郎 タナカ タロウ')).toBe(true)
    expect(found('高橋', '髙橋 一郎')).toBe(true)
    expect(found('高田', '髙橋 一郎')).toBe(false)
  })

  test('every word of two and more kanji is found by itself and inside a longer text', () => {
    const word = fc
      .array(fc.constantFrom(...'髙高橋﨑田中太郎商談東京'), { minLength: 2, maxLength: 5 })
      .map(letters => letters.join(''))
    fc.assert(
      fc.property(word, word, word, (before, inside, after) => {
        expect(found(inside, `${before}${inside} ${after}`)).toBe(true)
      }),
    )
  })
})
