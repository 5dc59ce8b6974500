import { type KeyKind, personKeys } from '../../people/segments/keys.schema.ts'

const asked: readonly KeyKind[] = ['text', 'choice', 'number']

// Numbers that are concluded from what somebody did, not of what they are.
const concluded = ['intent', 'fit']

/** What fit may ask for: fields of a person and of their company, those of one's own among them. */
export const fitKeys = Object.entries(personKeys)
  .filter(([key, kind]) => asked.includes(kind) && !concluded.includes(key))
  .map(([key]) => key)

export const isFitKey = (key: string) => fitKeys.includes(key) || /^(company\.)?custom\./.test(key)
