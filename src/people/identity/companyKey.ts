import { foldName, plainWidth } from './fold.ts'
import { legalFormAtBack, legalFormAtFront } from './legalForm.ts'
import { splitOffice } from './office.ts'
import { remember } from './remember.ts'

export type CompanyKey = {
  /** What two spellings of one company have in common. Equal keys are a hint, never a proof: merge on more. */
  key: string
  legalForm: string | null
  legalFormAt: 'front' | 'back' | null
  /** The name without legal form and office, as it was written. Search grams are made from this. */
  core: string
  office: string | null
}

// No company is named longer; what is longer is a hostile cell, and patterns take the square of its length.
const LONGEST = 300

export const companyKey = remember((name: string): CompanyKey => {
  const whole = plainWidth(name.slice(0, LONGEST))
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\s*御中$/, '')
    .replace(/\s*\((?:旧|現|定款|通称|略称|登記|英文)[^()]*\)$/, '')
  const front = legalFormAtFront(whole)
  const { name: named, office } = splitOffice(front?.rest ?? whole, front !== null)
  const back = front === null ? legalFormAtBack(named) : null
  const core = back?.rest ?? named
  return {
    key: foldName(core),
    legalForm: front?.form ?? back?.form ?? null,
    legalFormAt: front !== null ? 'front' : back !== null ? 'back' : null,
    core,
    office,
  }
})
