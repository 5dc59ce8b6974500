import { describe, expect, test } from 'vitest'
import { ACTIVITY_FIELDS, COMPANY_FIELDS, guessColumns, PERSON_FIELDS } from './columns.ts'

const guessed = (headings: string, fields = PERSON_FIELDS, sample: string[][] = []) =>
  guessColumns(headings.split('|'), sample, fields)
    .map(key => key ?? '-')
    .join(' ')

describe('headings', () => {
  test.each([
    [
      '会社名|部署名|役職|氏名|フリガナ|メールアドレス|電話番号|住所|メモ|獲得経路|名刺交換日|交換者',
      'companyName department title fullName fullNameKana email phone address memo source exchangedOn exchangedBy',
    ],
    [
      '企業名|企業名（カナ）|姓|名|セイ|メイ|E-mail|TEL|FAX|〒|都道府県|所在地|URL|従業員数|備考|担当者',
      'companyName companyNameKana familyName givenName familyNameKana givenNameKana email phone - postalCode prefecture address website employees memo exchangedBy',
    ],
    [
      '貴社名※|ご担当者名|電話番号（代表）|電話番号2|メール配信可否|流入元|勤務先住所|会社名フリガナ|お名前(ふりがな)',
      'companyName fullName phone - - source address companyNameKana fullNameKana',
    ],
    [
      '氏　名|ｶｲｼｬﾒｲ|ＴＥＬ|携帯電話|業　種|法人番号|所属',
      'fullName - phone mobile industry corporateNumber department',
    ],
    [
      'First Name|last_name|companyName|Job Title|Email Address|Mobile Phone|Zip Code|Lead Source',
      'givenName familyName companyName title email mobile postalCode source',
    ],
  ])('%s', (headings, keys) => {
    expect(guessed(headings)).toBe(keys)
  })

  test('of the register of listed companies', () => {
    const headings =
      'ＥＤＩＮＥＴコード|提出者種別|上場区分|連結の有無|資本金|決算日|提出者名|提出者名（英字）|提出者名（ヨミ）|所在地|提出者業種|証券コード|提出者法人番号'
    const row =
      'E99999|内国法人・組合|上場|有|100|3月31日|株式会社　結商店|MUSUBI SHOTEN CORPORATION|カブシキガイシャ　ムスビショウテン|千代田区丸の内１－１－１|卸売業|99990|7000012050002'
    expect(guessed(headings, COMPANY_FIELDS, [row.split('|')])).toBe(
      '- - - - - - companyName companyNameEn companyNameKana address industry - corporateNumber',
    )
  })

  test('of activities', () => {
    expect(guessed('日時|種別|結果|件名|内容|担当者|氏名|会社名|メールアドレス|次回予定日', ACTIVITY_FIELDS)).toBe(
      'doneAt kind outcome subject note by fullName companyName personEmail plannedAt',
    )
  })
})

describe('content', () => {
  test('tells what headings do not', () => {
    const sample = [
      ['株式会社A', '田中 太郎', 'a@b.jp', '03-1234-5678', '090-1234-5678', '〒100-0001', '東京都千代田区千代田1-1'],
      ['㈲B', '鈴木 花子', 'c@d.jp', '06-6345-1111', '080-1234-5678', '530-0001', '大阪市北区梅田3-1-1'],
    ]
    const keys = 'companyName fullName email phone mobile postalCode address'
    expect(guessed('||||||', PERSON_FIELDS, sample)).toBe(keys)
    expect(guessed('列1|列2|列3|列4|列5|列6|列7', PERSON_FIELDS, sample)).toBe(keys)
  })

  test('disproves a heading', () => {
    expect(
      guessed('Do Not Email|連絡先', PERSON_FIELDS, [
        ['No', 'a@b.jp'],
        ['Yes', 'c@d.jp'],
      ]),
    ).toBe('- email')
    expect(guessed('Total Time Spent on Website', PERSON_FIELDS, [['1532'], ['0']])).toBe('-')
  })

  test('does not make a phone of a column that says FAX', () => {
    expect(guessed('FAX', PERSON_FIELDS, [['03-1234-5678']])).toBe('-')
  })
})

test('every field is guessed once at most', () => {
  expect(guessed('メール|メールアドレス|Email')).toBe('- email -')
})
