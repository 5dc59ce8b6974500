import { expect, test } from 'vitest'
import { router } from '../../router.ts'
import { en } from './operations.words.ts'

type Procedure = { '~orpc': { meta: { changes?: boolean } } }
const isProcedure = (value: object): value is Procedure => '~orpc' in value

const namesOf = (part: object, path: string[] = []): string[] =>
  Object.entries(part).flatMap(([name, value]: [string, object]) => {
    if (!isProcedure(value)) return namesOf(value, [...path, name])
    return value['~orpc'].meta.changes ? [[...path, name].join('_')] : []
  })

/** They leave nothing in the journal. */
const silent = ['me_setPreference', 'notifications_read']

test('whatever a procedure changes, the change history has a name for it', () => {
  expect(namesOf(router).filter(name => !(name in en) && !silent.includes(name))).toEqual([])
})
