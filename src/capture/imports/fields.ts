import { splitAddress } from '../../people/identity/address.ts'
import { companyKey } from '../../people/identity/companyKey.ts'
import { corporateNumber } from '../../people/identity/corporateNumber.ts'
import { domainOf, emailKey } from '../../people/identity/email.ts'
import { phoneKey } from '../../people/identity/phone.ts'
import { parseDate } from './dates.ts'

export type FieldGuess = {
  key: string
  /** How columns of this kind are headed, the most usual first. Width, case, signs and spaces make no difference. */
  headings: string[]
  /** Whether one cell can be of this kind: how a column without a telling heading is recognised. */
  looksLike?: (cell: string) => boolean
  /** A heading is not believed when no cell of the sample looks like it: 「メール」 over 可 and 不可. */
  strict?: boolean
}

const list = (words: string) => words.trim().split(/\s*\|\s*/)
const each = (bases: string, endings: string) => list(bases).flatMap(base => list(endings).map(ending => base + ending))

const readings = 'カナ|フリガナ|ヨミ|ヨミガナ|読み|読み仮名|カタカナ|よみがな'
const companyWords =
  '会社名|企業名|貴社名|御社名|社名|法人名|勤務先|勤務先名|組織名|団体名|提出者名|商号|取引先名|顧客名|会社'

const email: FieldGuess = {
  key: 'email',
  headings: list(
    'メールアドレス|メール|Eメール|Eメールアドレス|電子メール|電子メールアドレス|メアド|email|e-mail address|mail|mail address|PCメール',
  ),
  looksLike: cell => emailKey(cell) !== null,
  strict: true,
}
const companyName: FieldGuess = {
  key: 'companyName',
  headings: list(
    `${companyWords}|所属企業|所属会社|所属会社名|所属組織|取引先|企業|商号又は名称|company|company name|organization|organization name|organisation|account|account name|corporate name|employer`,
  ),
  looksLike: cell => /[^\s\d]/.test(cell) && companyKey(cell).legalForm !== null,
}
const phone: FieldGuess = {
  key: 'phone',
  headings: list(
    '電話番号|電話|TEL|代表電話|代表電話番号|会社電話番号|固定電話|連絡先電話番号|phone|phone number|telephone|telephone number|tel no|business phone|work phone',
  ),
  looksLike: cell => phoneKey(cell) !== null,
}
const mobile: FieldGuess = {
  key: 'mobile',
  headings: list('携帯|携帯電話|携帯番号|携帯電話番号|モバイル|mobile|mobile phone|mobile number|cell|cell phone'),
  looksLike: cell => /^\+81[789]0/.test(phoneKey(cell)?.e164 ?? ''),
}
const memo: FieldGuess = {
  key: 'memo',
  headings: list('メモ|備考|備考欄|特記事項|コメント|memo|note|notes|remarks|comment|comments|description'),
}
const source: FieldGuess = {
  key: 'source',
  headings: list(
    '獲得経路|流入元|流入経路|リードソース|リード獲得元|獲得元|獲得チャネル|情報源|経路|展示会名|イベント名|セミナー名|きっかけ|source|lead source|lead origin|channel',
  ),
}
const fullName: FieldGuess = {
  key: 'fullName',
  headings: list(
    '氏名|お名前|名前|ご氏名|ご芳名|担当者名|ご担当者名|ご担当者|ご担当者様|先方担当者|先方担当者名|担当者氏名|氏名漢字|姓名|full name|name|contact name|contact|person',
  ),
  looksLike: cell => /^\p{Script=Han}{1,4}\s[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]{1,6}$/u.test(cell),
}

const organisation: FieldGuess[] = [
  { key: 'companyNameKana', headings: [...each(companyWords, readings), 'company name kana'] },
  {
    key: 'companyNameEn',
    headings: [
      ...each(companyWords, '英字|英語|英文|英名|英語表記|ローマ字'),
      ...list('英文社名|英文会社名|英語社名|英文商号|company name english|english name'),
    ],
  },
  {
    key: 'corporateNumber',
    headings: list(
      '法人番号|提出者法人番号|適格請求書発行事業者登録番号|インボイス登録番号|インボイス番号|corporate number',
    ),
    looksLike: cell => corporateNumber(cell) !== null,
  },
  phone,
  {
    key: 'postalCode',
    headings: list('郵便番号|〒|郵便|zip|zip code|postal code|postcode'),
    looksLike: cell =>
      /^〒?\s*\d{3}-?\d{4}$/.test(
        cell
          .normalize('NFKC')
          .replace(/[‐−–ー]/g, '-')
          .trim(),
      ),
  },
  { key: 'prefecture', headings: list('都道府県|都道府県名|prefecture|state') },
  {
    key: 'address',
    headings: list(
      '住所|所在地|会社住所|勤務先住所|本社所在地|本店所在地|ご住所|住所1|address|street address|office address',
    ),
    looksLike: cell => splitAddress(cell).city !== null && /[都道府県市区町村].*\d/.test(cell.normalize('NFKC')),
  },
  {
    key: 'website',
    headings: list(
      'URL|ホームページ|HP|Webサイト|ウェブサイト|サイトURL|会社URL|企業URL|website|web site|homepage|web|domain',
    ),
    looksLike: cell => domainOf(cell) !== null && emailKey(cell) === null,
    strict: true,
  },
  { key: 'industry', headings: list('業種|業種名|業界|提出者業種|業種分類|事業内容|industry|sector|business type') },
  {
    key: 'employees',
    headings: list(
      '従業員数|社員数|従業員規模|社員規模|従業員|人数規模|employees|number of employees|employee count|company size',
    ),
  },
]

export const COMPANY_FIELDS: FieldGuess[] = [
  { ...companyName, headings: [...companyName.headings, ...list('名称|法人名称|会社|name')] },
  ...organisation,
  memo,
  source,
]

export const PERSON_FIELDS: FieldGuess[] = [
  { key: 'familyName', headings: list('姓|苗字|名字|姓漢字|名字漢字|last name|family name|surname') },
  { key: 'givenName', headings: list('名|名漢字|名前名|first name|given name|forename') },
  fullName,
  {
    key: 'familyNameKana',
    headings: list('セイ|姓カナ|姓フリガナ|姓よみ|姓ヨミ|姓ヨミガナ|カナ姓|last name kana|family name kana'),
  },
  {
    key: 'givenNameKana',
    headings: list('メイ|名カナ|名フリガナ|名よみ|名ヨミ|名ヨミガナ|カナ名|first name kana|given name kana'),
  },
  {
    key: 'fullNameKana',
    headings: [
      ...list('フリガナ|カナ|カナ氏名|ヨミガナ|読み仮名|セイメイ|full name kana|name kana'),
      ...each('氏名|お名前|名前|姓名|担当者名', readings),
    ],
    looksLike: cell => /^[ァ-ヶー]{1,10}\s[ァ-ヶー]{1,10}$/.test(cell.normalize('NFKC')),
  },
  companyName,
  ...organisation,
  {
    key: 'department',
    headings: list('部署|部署名|所属|所属部署|所属部署名|部門|部門名|部課名|部課|department|division|dept'),
  },
  { key: 'title', headings: list('役職|役職名|肩書|肩書き|職位|お役職|job title|title|position|role') },
  email,
  mobile,
  memo,
  source,
  {
    key: 'exchangedOn',
    headings: list(
      '名刺交換日|交換日|交換日時|名刺取得日|取得日|獲得日|リード獲得日|来場日|来場日時|受付日|exchanged on|card date|acquired on',
    ),
    looksLike: cell => parseDate(cell) !== null,
  },
  {
    key: 'exchangedBy',
    headings: list(
      '交換者|名刺交換者|名刺交換者名|担当者|自社担当者|自社担当|弊社担当者|弊社担当|当社担当者|社内担当者|営業担当|営業担当者|担当営業|名刺所有者|取得者|対応者|担当|exchanged by|owner|sales rep',
    ),
  },
]

export const ACTIVITY_FIELDS: FieldGuess[] = [
  { ...email, key: 'personEmail' },
  fullName,
  companyName,
  {
    key: 'kind',
    headings: list('種別|活動種別|活動区分|種類|活動|手段|対応方法|接触方法|kind|type|activity type|activity'),
  },
  {
    key: 'outcome',
    headings: list('結果|架電結果|対応結果|コール結果|通話結果|結果区分|ステータス|outcome|result|status'),
  },
  {
    key: 'doneAt',
    headings: list(
      '実施日時|実施日|活動日時|活動日|対応日時|対応日|架電日時|架電日|訪問日時|訪問日|面談日|商談日|完了日|日時|日付|done at|date|activity date|completed',
    ),
    looksLike: cell => parseDate(cell) !== null,
  },
  {
    key: 'plannedAt',
    headings: list(
      '予定日時|予定日|次回予定日|次回日|次回対応日|次回アクション日|次回架電日|期限|期日|planned at|due date|due|next date',
    ),
    looksLike: cell => parseDate(cell) !== null,
  },
  { key: 'subject', headings: list('件名|題名|タイトル|用件|要件|活動名|subject|title') },
  {
    key: 'note',
    headings: list(
      '内容|活動内容|対応内容|商談内容|議事録|詳細|メモ|備考|コメント|note|notes|memo|comment|description',
    ),
  },
  {
    key: 'by',
    headings: list(
      '担当者|実施者|対応者|架電者|記録者|入力者|営業担当|営業担当者|自社担当者|担当|by|owner|user|sales rep|assigned to',
    ),
  },
]
