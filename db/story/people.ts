import { checkDigit } from '../../src/people/identity/corporateNumber.ts'
import type { Chance } from './chance.ts'
import { companyNames, departments, familyNames, frontOf, givenNames, legalForms, places, titles } from './words.ts'

/** A made-up company, with a check digit in its 法人番号 that is right. */
export function makeCompany(c: Chance, n: number) {
  const named = companyNames[(n * 37) % companyNames.length]!
  const [front, frontKana, frontRoman] = frontOf(Math.floor(n / companyNames.length))
  const form = c.weighted(legalForms)
  const place = c.weighted(placesByWeight)
  const [prefecture, town, postalCode, area] = place
  const domain = `${frontRoman}${frontRoman ? '-' : ''}${named.domain}`
  return {
    name: `${form.front}${front}${named.core}${form.back}`,
    nameKana: `${frontKana}${named.kana}`,
    corporateNumber: c.maybe(0.7) ? corporateNumberOf(n) : null,
    domain,
    website: `https://www.${domain}/`,
    phone: phone(c, area),
    postalCode,
    prefecture,
    address: `${prefecture}${town}${c.int(1, 5)}-${c.int(1, 20)}-${c.int(1, 30)}`,
    industry: named.industry,
    employees: Math.round(named.size[0] + (named.size[1] - named.size[0]) * c.next() ** 2.2),
    east: eastern.has(prefecture),
  }
}
export type MadeCompany = ReturnType<typeof makeCompany>

const placesByWeight = places.map(p => [p, p[4]] as const)
export const eastern = new Set(['東京都', '神奈川県', '埼玉県', '千葉県', '静岡県', '宮城県', '北海道'])

/** Digits of an office's telephone: ten in all, with the area code. Numbers of 0 to 9 thousand are not given out. */
const phone = (c: Chance, area: string) =>
  `${area}-${area.length === 2 ? c.int(5000, 5999) : c.int(200, 299)}-${String(c.int(0, 9999)).padStart(4, '0')}`

function corporateNumberOf(n: number): string {
  const base12 = String(100_000_000_000 + ((n * 7_919_317) % 900_000_000_000))
  return `${checkDigit(base12)}${base12}`
}

/** Somebody who works there. Some cards lack a mail address, some only have the office's telephone. */
export function makePerson(
  c: Chance,
  company: Pick<MadeCompany, 'domain' | 'phone' | 'address' | 'postalCode'>,
  taken: Set<string>,
) {
  const [familyName, familyNameKana] = c.common(familyNames)
  const [givenName, givenNameKana] = c.common(givenNames)
  const title = c.weighted(titles)
  return {
    familyName,
    givenName,
    familyNameKana,
    givenNameKana,
    department: title.startsWith('代表') ? '' : c.pick(departments),
    title,
    email: c.maybe(0.9) ? addressOf(`${roman(familyNameKana)}.${roman(givenNameKana)}`, company.domain, taken) : null,
    phone: company.phone,
    mobile: c.maybe(0.45) ? `0${c.pick(['80', '90', '70'])}-${c.int(1000, 9999)}-${c.int(1000, 9999)}` : null,
    postalCode: company.postalCode,
    address: company.address,
  }
}
export type MadePerson = ReturnType<typeof makePerson>

/** The second of a name gets a number, as offices do it. */
function addressOf(name: string, domain: string, taken: Set<string>): string {
  let local = name
  for (let n = 2; taken.has(local); n++) local = `${name}${n}`
  taken.add(local)
  return `${local}@${domain}`
}

const syllables: Record<string, string> = Object.fromEntries(
  'ア/a イ/i ウ/u エ/e オ/o カ/ka キ/ki ク/ku ケ/ke コ/ko サ/sa シ/shi ス/su セ/se ソ/so タ/ta チ/chi ツ/tsu テ/te ト/to ナ/na ニ/ni ヌ/nu ネ/ne ノ/no ハ/ha ヒ/hi フ/fu ヘ/he ホ/ho マ/ma ミ/mi ム/mu メ/me モ/mo ヤ/ya ユ/yu ヨ/yo ラ/ra リ/ri ル/ru レ/re ロ/ro ワ/wa ン/n ガ/ga ギ/gi グ/gu ゲ/ge ゴ/go ザ/za ジ/ji ズ/zu ゼ/ze ゾ/zo ダ/da ヂ/ji ヅ/zu デ/de ド/do バ/ba ビ/bi ブ/bu ベ/be ボ/bo パ/pa ピ/pi プ/pu ペ/pe ポ/po'
    .split(' ')
    .map(pair => pair.split('/') as [string, string]),
)

const romans = new Map<string, string>()

/** How the name is written in an address: rough, as people do it. */
export function roman(kana: string): string {
  const known = romans.get(kana)
  if (known !== undefined) return known
  const text = kana
    .replace(
      /([キシチニヒミリギジビ])([ャュョ])/g,
      (_, a: string, b: string) =>
        `${syllables[a]!.replace(/h?i$/, a === 'シ' || a === 'チ' ? 'h' : a === 'ジ' ? '' : 'y')}${{ ャ: 'a', ュ: 'u', ョ: 'o' }[b]}`,
    )
    .replace(/ッ/g, '')
    .replace(/ー/g, '')
    .replace(/[ァ-ヶ]/g, k => syllables[k] ?? '')
    .replace(/ou|oo/g, 'o')
    .replace(/uu/g, 'u')
  romans.set(kana, text)
  return text
}
