import { createHash } from 'node:crypto'
import type { NewCompany } from '../../people/companies/write.ts'
import type { Field } from '../../people/fields/fields.schema.ts'
import { domainOf, emailKey, isFreeMail } from '../../people/identity/email.ts'
import { kanaName, splitName } from '../../people/identity/personName.ts'
import { personFields } from '../../people/persons/personFields.schema.ts'
import { type NewPerson, ownAddress } from '../../people/persons/write.ts'
import type { ImportOptions } from './imports.schema.ts'
import type { Cells } from './mapping.ts'
import { nobody, notAnAddress } from './problems.ts'
import { aboutCompany } from './readCompany.ts'
import { bounded, customIn, idIn, something, written } from './values.ts'

/** What a row says of a person, of whom they work for, and by what the very same row is known again. */
export type PersonInput = { id: number | null; person: NewPerson; employer: NewCompany | null; hash: string }

export function readPerson(cells: Cells, options: ImportOptions, custom: Field[]): PersonInput {
  const said = {
    ...written(cells, personFields),
    ...names(cells),
    email: address(cells),
    phone: telephone(cells, 'phone'),
    mobile: telephone(cells, 'mobile'),
    custom: customIn(cells, custom),
  }
  const employer = employerIn(cells, said.email)
  if (!said.familyName && !said.givenName && !ownAddress(said.email) && !said.phone && !said.mobile) throw nobody()
  return {
    id: idIn(cells),
    person: {
      ...said,
      source: said.source ?? options.source,
      exchangedOn: said.exchangedOn ?? options.exchangedOn,
      exchangedBy: said.exchangedBy ?? options.exchangedBy,
      companyName: employer?.name ?? null,
    },
    employer,
    hash: createHash('sha256')
      .update(JSON.stringify([said, employer]))
      .digest('base64url'),
  }
}

function names(cells: Cells) {
  const whole = bounded(cells, 'fullName', 200)
  const wholeKana = bounded(cells, 'fullNameKana', 200)
  const split = whole ? splitName(whole, wholeKana ?? '') : null
  const [familyKana, ...givenKana] = wholeKana ? kanaName(wholeKana).split(' ') : []
  const family = bounded(cells, 'familyName', 100)
  const given = bounded(cells, 'givenName', 100)
  const kana = (field: string) => {
    const text = bounded(cells, field, 100)
    return text ? kanaName(text) : null
  }
  return {
    familyName: family ?? (given ? '' : (split?.family ?? '')),
    givenName: given ?? (family ? '' : (split?.given ?? '')),
    familyNameKana: kana('familyNameKana') ?? familyKana ?? null,
    givenNameKana: kana('givenNameKana') ?? (givenKana.join(' ') || null),
  }
}

function address(cells: Cells): string | null {
  const text = something(cells, 'email')
  if (text === '') return null
  const key = emailKey(text)
  if (key === null) throw notAnAddress(cells.heading('email'), text)
  return key
}

function telephone(cells: Cells, field: string): string | null {
  return something(cells, field) === '' ? null : bounded(cells, field, 60)
}

/** A company may say its domain by its people's addresses, unless those are of a free mail service. */
function employerIn(cells: Cells, email: string | null): NewCompany | null {
  const name = bounded(cells, 'companyName', 200)
  if (name === null) return null
  const company = aboutCompany(cells)
  const domain = email ? domainOf(email) : null
  return { name, ...company, domain: company.website ? undefined : domain && !isFreeMail(domain) ? domain : null }
}
