import { addressKey, splitAddress } from '../../src/people/identity/address.ts'
import { companyKey } from '../../src/people/identity/companyKey.ts'
import { bigrams } from '../../src/people/identity/fold.ts'
import { kanaName, personKey } from '../../src/people/identity/personName.ts'
import { phoneKey } from '../../src/people/identity/phone.ts'
import { levelOf } from './acts.ts'
import type { Firm, Life } from './life.ts'

/** Remembers what was found: names are few, and many bear them. */
function remembered<T>(find: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return text => {
    if (!known.has(text)) known.set(text, find(text))
    return known.get(text)!
  }
}

const grams = remembered(bigrams)
const kana = remembered(kanaName)
const name = remembered(whole => personKey(...(whole.split(' ') as [string, string])))

/** What of a person is their firm's, found once for all of them. */
function shared({ phone, address, name: called }: Firm) {
  return {
    phoneKey: phoneKey(phone)?.e164 ?? null,
    addressKey: addressKey(address) || null,
    prefecture: splitAddress(address).prefecture,
    grams: [...bigrams(phone.replace(/\D/g, '')), ...bigrams(companyKey(called).core)],
  }
}

const firms = new WeakMap<Firm, ReturnType<typeof shared>>()

/** The same row that `personRow` makes of what people write, for a million of them; the story's test compares the two. */
export function rowOf(life: Life) {
  const { familyName, givenName, familyNameKana, givenNameKana, firm, email, phone, mobile, postalCode, address } = life
  let ours = firms.get(firm)
  if (!ours) firms.set(firm, (ours = shared(firm)))
  const own = [familyName + givenName, familyNameKana + givenNameKana, familyName, givenName]
  const all = new Set(own.flatMap(grams))
  for (const gram of email ? bigrams(email) : []) all.add(gram)
  for (const gram of mobile ? bigrams(mobile.replace(/\D/g, '')) : []) all.add(gram)
  for (const gram of ours.grams) all.add(gram)
  return {
    familyName,
    givenName,
    familyNameKana: kana(familyNameKana),
    givenNameKana: kana(givenNameKana),
    nameKey: name(`${familyName} ${givenName}`),
    companyId: firm.id,
    department: life.department || null,
    title: life.title || null,
    decisionLevel: levelOf(life.title),
    email,
    emailKey: email,
    phone,
    phoneKey: ours.phoneKey,
    mobile,
    mobileKey: mobile && `+81${mobile.slice(1).replaceAll('-', '')}`,
    postalCode,
    prefecture: ours.prefecture,
    address,
    addressKey: ours.addressKey,
    memo: null,
    custom: '{}',
    grams: [...all],
  }
}
