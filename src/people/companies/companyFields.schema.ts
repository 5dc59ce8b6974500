import { keysOf, keysWith, type Written } from '../fields/declared.schema.ts'

/** The fields of a company that people write. Beside them stand its kind, what it belongs to, and fields of one's own. */
export const companyFields = {
  name: { ja: '企業名', en: 'Name', max: 200, part: 'basics', ask: 'text' },
  nameKana: {
    ja: '企業名（カナ）',
    en: 'Name (kana)',
    max: 200,
    part: 'basics',
    column: { width: 200, hidden: true },
  },
  nameEn: {
    ja: '企業名（英語）',
    en: 'Name (English)',
    max: 200,
    part: 'basics',
    column: { width: 200, hidden: true },
  },
  corporateNumber: {
    ja: '法人番号',
    en: 'Corporate number',
    max: 40,
    part: 'basics',
    column: { width: 140, hidden: true },
  },
  industry: {
    ja: '業種',
    en: 'Industry',
    max: 100,
    part: 'trade',
    column: { width: 140, card: 'line' },
    ask: 'text',
  },
  employees: { ja: '従業員数', en: 'Employees', kind: 'number', max: 10_000_000, part: 'trade', ask: 'number' },
  phone: { ja: '電話番号', en: 'Phone', max: 60, part: 'contact', column: { width: 140 } },
  postalCode: {
    ja: '郵便番号',
    en: 'Postal code',
    max: 20,
    part: 'contact',
    column: { width: 100, hidden: true },
  },
  prefecture: {
    ja: '都道府県',
    en: 'Prefecture',
    max: 20,
    part: 'contact',
    column: { width: 100, card: 'line' },
    ask: 'text',
  },
  address: {
    ja: '住所',
    en: 'Address',
    max: 300,
    part: 'contact',
    column: { width: 260, hidden: true },
    ask: 'text',
  },
  website: { ja: 'Webサイト', en: 'Website', max: 300, part: 'contact', column: { width: 200, hidden: true } },
  domain: {
    ja: 'メールのドメイン',
    en: 'Mail domain',
    max: 200,
    part: 'contact',
    column: { width: 160, hidden: true },
    ask: 'text',
  },
  customerSince: { ja: '取引開始日', en: 'Customer since', kind: 'day', part: 'trade', ask: 'day' },
  memo: {
    ja: 'メモ',
    en: 'Memo',
    kind: 'long',
    max: 10_000,
    part: 'trade',
    column: { width: 260, hidden: true },
    ask: 'text',
  },
} as const satisfies Record<string, Written>

export type CompanyFieldKey = keyof typeof companyFields
export const companyFieldKeys = keysOf(companyFields)
export const companyColumnKeys = keysWith(companyFields, 'column')

/** Those of one part of the page, in their order. */
export const companyPart = (part: (typeof companyFields)[CompanyFieldKey]['part']) =>
  companyFieldKeys.filter(key => companyFields[key].part === part)
