import { keysOf, keysWith, type Written } from '../fields/declared.schema.ts'

/** The fields of a person that people write. Beside them stand the employer and the fields of one's own. */
export const personFields = {
  familyName: { ja: '姓', en: 'Family name', max: 100, part: 'basics' },
  givenName: { ja: '名', en: 'Given name', max: 100, part: 'basics' },
  familyNameKana: {
    ja: 'セイ',
    en: 'Family name (kana)',
    max: 100,
    part: 'basics',
    column: { width: 120, hidden: true },
  },
  givenNameKana: {
    ja: 'メイ',
    en: 'Given name (kana)',
    max: 100,
    part: 'basics',
    column: { width: 120, hidden: true },
  },
  department: {
    ja: '部署',
    en: 'Department',
    max: 200,
    part: 'post',
    belongs: 'post',
    column: { width: 150 },
    ask: 'text',
  },
  title: { ja: '役職', en: 'Title', max: 100, part: 'post', belongs: 'post', column: { width: 120 }, ask: 'text' },
  source: { ja: '獲得元', en: 'Source', max: 200, part: 'origin', column: { width: 150 }, ask: 'text' },
  exchangedOn: {
    ja: '名刺交換日',
    en: 'Card exchanged on',
    kind: 'day',
    part: 'origin',
    column: { width: 140 },
    ask: 'day',
  },
  exchangedBy: {
    ja: '名刺交換者',
    en: 'Card exchanged by',
    max: 100,
    part: 'origin',
    column: { width: 130, hidden: true },
    ask: 'text',
  },
  email: { ja: 'メールアドレス', en: 'Mail', max: 254, part: 'contact', column: { width: 210 }, ask: 'text' },
  phone: { ja: '電話番号', en: 'Phone', max: 60, part: 'contact', column: { width: 140 } },
  mobile: { ja: '携帯電話', en: 'Mobile', max: 60, part: 'contact', column: { width: 140, hidden: true } },
  postalCode: { ja: '郵便番号', en: 'Postal code', max: 20, part: 'contact', belongs: 'address' },
  prefecture: {
    ja: '都道府県',
    en: 'Prefecture',
    max: 20,
    part: 'contact',
    belongs: 'address',
    column: { width: 110, hidden: true },
    ask: 'text',
  },
  address: {
    ja: '住所',
    en: 'Address',
    max: 300,
    part: 'contact',
    belongs: 'address',
    column: { width: 260, hidden: true },
    ask: 'text',
  },
  memo: {
    ja: 'メモ',
    en: 'Memo',
    kind: 'long',
    max: 10_000,
    part: 'origin',
    column: { width: 260, hidden: true },
    ask: 'text',
  },
} as const satisfies Record<string, Written>

export type PersonFieldKey = keyof typeof personFields
export const personFieldKeys = keysOf(personFields)
export const personColumnKeys = keysWith(personFields, 'column')

/** Those of one part of the page, in their order. */
export const personPart = (part: (typeof personFields)[PersonFieldKey]['part']) =>
  personFieldKeys.filter(key => personFields[key].part === part)

const belonging = (to: Written['belongs']) =>
  personFieldKeys.filter(key => (personFields[key] as Written).belongs === to)

type Sides = { companyId: number | null } & Partial<Record<PersonFieldKey, unknown>>
const isEmpty = (value: unknown) => value === undefined || value === null || value === ''

/**
 * What a kept person gains of the one who is merged into them: their own fields stay, empty ones are filled, those that
 * belong to a post or an address together or not at all.
 */
export function gained(keep: Sides, absorb: Sides): PersonFieldKey[] {
  const samePost = keep.companyId === null || keep.companyId === absorb.companyId
  const fillsAddress = isEmpty(keep.address) && !isEmpty(absorb.address)
  const candidates = [
    ...belonging(undefined),
    ...(samePost ? belonging('post') : []),
    ...(fillsAddress ? belonging('address') : []),
  ]
  return candidates.filter(key => isEmpty(keep[key]) && !isEmpty(absorb[key]))
}
