import type { NewCompany } from '../../people/companies/write.ts'
import type { Field } from '../../people/fields/fields.schema.ts'
import { corporateNumber } from '../../people/identity/corporateNumber.ts'
import { kanaName } from '../../people/identity/personName.ts'
import type { Cells } from './mapping.ts'
import { noCompanyName, notACorporateNumber } from './problems.ts'
import { bounded, countIn, customIn, idIn, something } from './values.ts'

export type CompanyInput = { id: number | null; company: NewCompany }

export function readCompany(cells: Cells, custom: Field[]): CompanyInput {
  const name = bounded(cells, 'companyName', 200)
  if (name === null) throw noCompanyName()
  return {
    id: idIn(cells),
    company: {
      name,
      ...aboutCompany(cells),
      phone: something(cells, 'phone') === '' ? null : bounded(cells, 'phone', 60),
      postalCode: bounded(cells, 'postalCode', 20),
      prefecture: bounded(cells, 'prefecture', 20),
      address: bounded(cells, 'address', 300),
      memo: bounded(cells, 'memo', 10_000),
      custom: customIn(cells, custom),
    },
  }
}

/** What a row says of a company that is never a person's own. */
export function aboutCompany(cells: Cells) {
  const kana = bounded(cells, 'companyNameKana', 200)
  return {
    nameKana: kana ? kanaName(kana) : null,
    nameEn: bounded(cells, 'companyNameEn', 200),
    corporateNumber: numberIn(cells),
    website: something(cells, 'website') === '' ? null : bounded(cells, 'website', 300),
    industry: bounded(cells, 'industry', 100),
    employees: countIn(cells, 'employees'),
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
