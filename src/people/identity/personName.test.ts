import { expect, test } from 'vitest'
import { kanaName, personKey, splitName } from './personName.ts'

test.each([
  ['田中　太郎', '', '田中', '太郎'],
  ['田中 太郎 様', '', '田中', '太郎'],
  ['渡辺 陽子さん', '', '渡辺', '陽子'],
  ['田中 マリア 花子', '', '田中', 'マリア 花子'],
  ['田中太郎', '', '田中太郎', null],
  ['田中太郎殿', '', '田中太郎', null],
  ['鵜殿', '', '鵜殿', null],
  ['神氏', '', '神氏', null],
  ['山本 真君', '', '山本', '真君'],
  ['佐藤さくら', 'ｻﾄｳ ｻｸﾗ', '佐藤', 'さくら'],
  ['森健', 'モリ ケン', '森', '健'],
  ['長谷川学', 'ハセガワ マナブ', '長谷川学', null],
  ['Taro TANAKA', '', 'TANAKA', 'Taro'],
  ['TANAKA Taro', '', 'TANAKA', 'Taro'],
  ['Smith, John', '', 'Smith', 'John'],
  ['John A. Smith', '', 'Smith', 'John A.'],
])('%s (%s) is %s and %s', (name, kana, family, given) => {
  expect(splitName(name, kana)).toEqual({ family, given })
})

test('kana are kept as full-width katakana', () => {
  expect(kanaName(' ﾜﾀﾅﾍﾞ　よ-こ ')).toBe('ワタナベ ヨーコ')
})

test('one person has one key, cut or not, in old kanji or new', () => {
  expect(personKey('髙橋', '一郎')).toBe(personKey('高橋一郎'))
  expect(personKey('', null)).toBe('')
})
