import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { byItself, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { type TestWorld, testWorld } from '../../../test/database.ts'
import { resolveEmployers } from '../companies/write.ts'
import { moveLead } from '../leads/leads.ts'
import { listPersons } from './list.ts'
import { inOrder, type Spot, sought } from './order.ts'
import { PersonQuery, personSorts } from './persons.schema.ts'
import { insertPersons } from './write.ts'

let world: TestWorld
let cast: Cast

const people = [
  { familyName: '森', familyNameKana: 'モリ', at: '株式会社あさひ' },
  { familyName: '阿部', familyNameKana: 'アベ', at: '株式会社みらい' },
  { familyName: '田中', familyNameKana: 'タナカ', givenName: '葵', givenNameKana: 'アオイ', at: '株式会社あさひ' },
  { familyName: '田中', familyNameKana: 'タナカ', givenName: '誠', givenNameKana: 'マコト', at: null },
  { familyName: '石川', familyNameKana: 'イシカワ', at: null },
]

beforeAll(async () => {
  world = await testWorld()
  cast = await makeCast(world)
  await byItself(world, async act => {
    const named = people.map(p => ({ name: p.at ?? '', domain: null }))
    const { ids } = await resolveEmployers(
      act,
      named.filter(n => n.name),
      'hand',
    )
    const [asahi, mirai] = [ids[0] ?? null, ids[1] ?? null]
    const persons = await insertPersons(
      act,
      people.map(({ at, ...p }) => ({ ...p, companyId: at === null ? null : at.includes('みらい') ? mirai : asahi })),
      'hand',
    )
    const leads = await act.tx.selectFrom('lead').select(['id', 'personId']).orderBy('id').execute()
    const leadOf = (index: number) => leads.find(l => l.personId === persons[index])!.id
    await moveLead(act, { leadId: leadOf(1), to: 'mql', trigger: 'hand' })
    await moveLead(act, { leadId: leadOf(4), to: 'disqualified', trigger: 'hand' })
  })
})

/** The whole list, read two by two. */
async function walk(query: Record<string, unknown>): Promise<string[]> {
  const names: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const asked: PersonQuery = PersonQuery.parse({ ...query, limit: 2, ...(cursor ? { cursor } : {}) })
    const page = await seeing(world, cast.marketer, act => listPersons(act, asked))
    names.push(...page.items.map(p => `${p.familyName}${p.givenName}`))
    cursor = page.nextCursor
  }
  return names
}

test.each(personSorts)('in the order of %s everybody comes once, however it is cut into pages', async sort => {
  const names = await walk({ sort })
  expect(names.toSorted()).toEqual(people.map(p => `${p.familyName}${p.givenName ?? ''}`).toSorted())
})

test('names go by their reading, family name first', async () => {
  expect(await walk({ sort: 'name' })).toEqual(['阿部', '石川', '田中葵', '田中誠', '森'])
  expect(await walk({ sort: '-name' })).toEqual(['森', '田中誠', '田中葵', '石川', '阿部'])
})

test('who has nothing to be ordered by comes last, either way', async () => {
  expect((await walk({ sort: 'company' })).slice(3)).toEqual(['田中誠', '石川'])
  expect((await walk({ sort: '-company' })).slice(3)).toEqual(['田中誠', '石川'])
  expect(await walk({ sort: 'clock' })).toEqual(['阿部', '森', '田中葵', '田中誠', '石川'])
  expect((await walk({ sort: '-clock' })).slice(-2)).toEqual(['阿部', '石川'])
})

test('an order and a stage go together', async () => {
  expect(await walk({ sort: 'clock', stage: 'lead' })).toEqual(['森', '田中葵', '田中誠'])
  expect(await walk({ sort: 'company', stage: 'mql' })).toEqual(['阿部'])
  expect(await walk({ sort: 'clock', stage: 'disqualified' })).toEqual(['石川'])
})

test.each(['created', '-created', 'name', '-name'] as const)(
  'whom an index finds stand in the order of %s',
  async sort => {
    const others = sql<boolean>`p.merged_into_id is null and p.family_name <> '阿部'`
    await seeing(world, cast.marketer, async act => {
      let after: Spot | undefined
      for (let page = 0; page < 3; page++) {
        const cut = { after, limit: 2 }
        const found = await sought(act, { sort }, others, cut, 4)
        expect(found).toEqual(await inOrder(act, { sort }, others, cut))
        after = found?.at(-1) ?? after
        // Of more than are bearable nobody says that nobody is left.
        expect(await sought(act, { sort }, others, cut, 3)).toBeUndefined()
      }
    })
  },
)
