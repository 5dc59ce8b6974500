import { companyFields } from '../../people/companies/companyFields.schema.ts'
import type { NewCompany } from '../../people/companies/write.ts'
import type { Field } from '../../people/fields/fields.schema.ts'
import { corporateNumber } from '../../people/identity/corporateNumber.ts'
import { kanaName } from '../../people/identity/personName.ts'
import type { Cells } from './mapping.ts'
import { noCompanyName, notACorporateNumber } from './problems.ts'
import { bounded, customIn, idIn, something, written } from './values.ts'

const { name: _name, customerSince: _since, phone, postalCode, prefecture, address, memo, ...ofAny } = companyFields
/** In a list of people these are the person's own. */
const ofItself = { postalCode, prefecture, address, memo, phone }

export type CompanyInput = { id: number | null; company: NewCompany }

export function readCompany(cells: Cells, custom: Field[]): CompanyInput {
  const name = bounded(cells, 'companyName', 200)
  if (name === null) throw noCompanyName()
  return {
    id: idIn(cells),
    company: {
      name,
      ...written(cells, ofItself),
      ...aboutCompany(cells),
      phone: something(cells, 'phone') === '' ? null : bounded(cells, 'phone', companyFields.phone.max),
      custom: customIn(cells, custom),
    },
  }
}

/** What a row says of a company that is never a person's own. */
export function aboutCompany(cells: Cells) {
  const kana = bounded(cells, 'companyNameKana', companyFields.nameKana.max)
  return {
    ...written(cells, ofAny),
    nameKana: kana ? kanaName(kana) : null,
    nameEn: bounded(cells, 'companyNameEn', companyFields.nameEn.max),
    corporateNumber: numberIn(cells),
    website: something(cells, 'website') === '' ? null : bounded(cells, 'website', companyFields.website.max),
  }
}

function numberIn(cells: Cells): string | null {
  const text = something(cells, 'corporateNumber')
  if (text === '') return null
  const number = corporateNumber(text)
  // The T number of a sole proprietor has thirteen digits of its own kind.
  if (number === null && !/^T\d{13}$/.test(text.normalize('NFKC').replace(/[\s-]/g, '')))
    throw notACorporateNumber(cells.heading('corporateNumber'), text)
  return number
}
