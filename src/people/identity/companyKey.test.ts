import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { companyKey } from './companyKey.ts'
import { bigrams } from './fold.ts'

test.each([
  ['株式会社　サカタのタネ', '株式会社', 'front', 'サカタのタネ', null],
  ['㈱山田製作所', '株式会社', 'front', '山田製作所', null],
  ['山田製作所（株）', '株式会社', 'back', '山田製作所', null],
  ['山田製作所㈱ 御中', '株式会社', 'back', '山田製作所', null],
  ['㍿山田', '株式会社', 'front', '山田', null],
  ['ｶ)ﾔﾏﾀﾞ', '株式会社', 'front', 'ヤマダ', null],
  ['ﾔﾏﾀﾞ(ﾕ', '有限会社', 'back', 'ヤマダ', null],
  ['カブシキガイシャ　サカタノタネ', '株式会社', 'front', 'サカタノタネ', null],
  ['有限会社髙橋工業', '有限会社', 'front', '髙橋工業', null],
  ['日本生命保険相互会社', '相互会社', 'back', '日本生命保険', null],
  ['医療法人社団 緑会', '医療法人社団', 'front', '緑会', null],
  ['国立大学法人東京大学', '国立大学法人', 'front', '東京大学', null],
  ['ＮＰＯ法人ひまわり', '特定非営利活動法人', 'front', 'ひまわり', null],
  ['特定非営利活動法人ひまわり', '特定非営利活動法人', 'front', 'ひまわり', null],
  ['関東運輸協同組合', '協同組合', 'back', '関東運輸', null],
  ['一般社団法人', null, null, '一般社団法人', null],
  ['SAKATA SEED CORPORATION', 'Corp.', 'back', 'SAKATA SEED', null],
  ['Yukiguni Factory Co.,Ltd.', 'Co., Ltd.', 'back', 'Yukiguni Factory', null],
  ['ＳＡＩＳＯＮ ＣＯ，．ＬＴＤ．', 'Co., Ltd.', 'back', 'SAISON', null],
  ['Musubi K.K.', 'K.K.', 'back', 'Musubi', null],
  ['Bosch GmbH', 'GmbH', 'back', 'Bosch', null],
  ['Costco', null, null, 'Costco', null],
  ['株式会社山田商店大阪支店', '株式会社', 'front', '山田商店', '大阪支店'],
  ['山田商店株式会社 西日本営業所', '株式会社', 'back', '山田商店', '西日本営業所'],
  ['山田商店株式会社中原工場', '株式会社', 'back', '山田商店', '中原工場'],
  ['株式会社読売新聞東京本社', '株式会社', 'front', '読売新聞東京本社', null],
  ['株式会社日立製作所', '株式会社', 'front', '日立製作所', null],
  ['東京工場株式会社', '株式会社', 'back', '東京工場', null],
  ['パーク二四株式会社（定款上の商号 パーク２４株式会社）', '株式会社', 'back', 'パーク二四', null],
] as const)('%s', (name, legalForm, legalFormAt, core, office) => {
  expect(companyKey(name)).toMatchObject({ legalForm, legalFormAt, core, office })
})

test('one company has one key, however its form and office are written', () => {
  const spellings = [
    '株式会社髙﨑製作所',
    '髙﨑製作所㈱',
    '(株) 高崎 製作所',
    '高崎製作所株式会社 大阪支店',
    '㈱高崎製作所　御中',
  ]
  expect(new Set(spellings.map(name => companyKey(name).key)).size).toBe(1)
})

test('the legal form never reaches the grams that companies are searched by', () => {
  expect(bigrams(companyKey('株式会社サカタのタネ').core)).not.toContain('株式')
})

test('whatever form stands before or behind a name, its key is the same and never empty', () => {
  const core = fc.array(fc.constantFrom(...'山田中川サカタABC三'), { minLength: 2, maxLength: 8 }).map(x => x.join(''))
  const form = fc.constantFrom('株式会社', '㈱', '(有)', '合同会社', '一般社団法人', '医療法人')
  fc.assert(
    fc.property(core, form, (name, legal) => {
      const keys = [`${legal}${name}`, `${name}${legal}`, `${legal}　${name}`, name].map(text => companyKey(text).key)
      expect(new Set(keys).size).toBe(1)
      expect(keys[0]).not.toBe('')
    }),
  )
})
