import type { NewCompany } from '../../src/people/companies/write.ts'
import type { NewPerson } from '../../src/people/persons/write.ts'
import type { Chance } from './random.ts'
import { companyNames, departments, familyNames, givenNames, legalForms, places, titles } from './words.ts'

/** A made-up company, with a check digit in its 法人番号 that is right. */
export function makeCompany(c: Chance, n: number): NewCompany {
  const named = companyNames[(n * 37) % companyNames.length]!
  const again = Math.floor(n / companyNames.length)
  const form = c.weighted(legalForms)
  const [prefecture, town, postalCode, area] = c.weighted(places.map(p => [p, p[4]] as const))
  const core = again === 0 ? named.core : `${named.core}${again + 1}`
  return {
    name: `${form.front}${core}${form.back}`,
    nameKana: named.kana,
    corporateNumber: c.maybe(0.7)
      ? corporateNumberFrom(String(100_000_000_000 + ((n * 7_919_317) % 900_000_000_000)))
      : null,
    domain: again === 0 ? named.domain : named.domain.replace('.', `${again + 1}.`),
    website: `https://www.${again === 0 ? named.domain : named.domain.replace('.', `${again + 1}.`)}/`,
    phone: phone(c, area),
    postalCode,
    prefecture,
    address: `${prefecture}${town}${c.int(1, 5)}-${c.int(1, 20)}-${c.int(1, 30)}`,
    industry: named.industry,
    employees: Math.round(named.size[0] + (named.size[1] - named.size[0]) * c.next() ** 2.2),
  }
}

/** Digits of an office's telephone: ten in all, with the area code. Numbers of 0 to 9 thousand are not given out. */
const phone = (c: Chance, area: string) =>
  `${area}-${area.length === 2 ? c.int(5000, 5999) : c.int(200, 299)}-${String(c.int(0, 9999)).padStart(4, '0')}`

function corporateNumberFrom(base12: string): string {
  const sum = [...base12].toReversed().reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 1 : 2), 0)
  return `${9 - (sum % 9)}${base12}`
}

export type DemoCompany = { name: string; domain: string; phone: string; address: string; postalCode: string }

/** Somebody who works there. Some cards lack a mail address, some only have the office's telephone. */
export function makePerson(c: Chance, company: DemoCompany): NewPerson & { companyName: string } {
  const [familyName, familyNameKana] = c.pick(familyNames)
  const [givenName, givenNameKana] = c.pick(givenNames)
  const title = c.weighted(titles)
  return {
    familyName,
    givenName,
    familyNameKana,
    givenNameKana,
    companyName: company.name,
    department: title.startsWith('代表') ? '' : c.pick(departments),
    title,
    email: c.maybe(0.88) ? `${roman(familyNameKana)}.${roman(givenNameKana)}${c.int(1, 99)}@${company.domain}` : null,
    phone: company.phone,
    mobile: c.maybe(0.45) ? `0${c.pick(['80', '90', '70'])}-${c.int(1000, 9999)}-${c.int(1000, 9999)}` : null,
    postalCode: company.postalCode,
    address: company.address,
  }
}

const syllables: Record<string, string> = Object.fromEntries(
  'ア/a イ/i ウ/u エ/e オ/o カ/ka キ/ki ク/ku ケ/ke コ/ko サ/sa シ/shi ス/su セ/se ソ/so タ/ta チ/chi ツ/tsu テ/te ト/to ナ/na ニ/ni ヌ/nu ネ/ne ノ/no ハ/ha ヒ/hi フ/fu ヘ/he ホ/ho マ/ma ミ/mi ム/mu メ/me モ/mo ヤ/ya ユ/yu ヨ/yo ラ/ra リ/ri ル/ru レ/re ロ/ro ワ/wa ン/n ガ/ga ギ/gi グ/gu ゲ/ge ゴ/go ザ/za ジ/ji ズ/zu ゼ/ze ゾ/zo ダ/da ド/do デ/de バ/ba ビ/bi ブ/bu ベ/be ボ/bo パ/pa ピ/pi プ/pu'
    .split(' ')
    .map(pair => pair.split('/') as [string, string]),
)

/** How the name is written in an address: rough, as people do it. */
function roman(kana: string): string {
  return kana
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
}
