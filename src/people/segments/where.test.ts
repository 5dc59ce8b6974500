import {
  type Arbitrary,
  array,
  assert,
  asyncProperty,
  constant,
  constantFrom,
  integer,
  oneof,
  record,
  uniqueArray,
} from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { byItself, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { type TestWorld, testWorld } from '../../../test/database.ts'
import type { Act } from '../../office/roles/act.ts'
import { personsInSegment } from './condition.ts'
import { countInSegment } from './count.ts'
import { type Everything, everything, fulfils } from './fulfils.fixture.ts'
import { choicesOf, didWhat } from './keys.schema.ts'
import type { Condition, Rules } from './rules.schema.ts'
import { makePeople } from './where.fixture.ts'

let world: TestWorld
let cast: Cast
let all: Everything

beforeAll(async () => {
  world = await testWorld()
  cast = await makeCast(world)
  await makePeople(world, cast, 120)
  all = await everything(world)
})

const some = <T extends string>(...values: readonly T[]) =>
  uniqueArray(constantFrom(...values), { minLength: 1, maxLength: 3 })
const day = constantFrom(
  'now',
  'today',
  'yesterday',
  'tomorrow',
  'weekEnd',
  'monthEnd',
  '-30d',
  '-90d',
  '+7d',
  '2026-05-01',
  '2026-06-01',
)
const emptiness = constantFrom('empty' as const, 'notEmpty' as const)

const texts = (key: string, ...values: string[]) =>
  oneof(
    record({ key: constant(key), op: constantFrom('has' as const, 'is' as const), value: constantFrom(...values) }),
    record({ key: constant(key), op: constantFrom('in' as const, 'notIn' as const), value: some(...values) }),
    record({ key: constant(key), op: emptiness }),
  )
const times = (...keys: string[]) =>
  oneof(
    record({
      key: constantFrom(...keys),
      op: constantFrom('until' as const, 'from' as const, 'on' as const),
      value: day,
    }),
    record({ key: constantFrom(...keys), op: emptiness }),
  )
const numbers = (key: string) =>
  oneof(
    record({
      key: constant(key),
      op: constantFrom('atLeast' as const, 'atMost' as const),
      value: integer({ min: 0, max: 400 }),
    }),
    record({ key: constant(key), op: emptiness }),
  )
const states = (key: string, ...values: readonly string[]) =>
  record({ key: constant(key), op: constantFrom('in' as const, 'notIn' as const), value: some(...values) })

function conditions(): Arbitrary<Condition> {
  const holders = ['me', 'queue', `team:${cast.teams.sales}`, `team:${cast.teams.east}`, String(cast.ito.id)]
  return oneof(
    texts('name', '山田', '葵', 'smith', '％'),
    texts('title', '部長', 'マネージャー', 'manager', '_'),
    texts('source', '展示会 2026', '展示会', '紹介'),
    texts('decisionLevel', 'head', 'user').filter(c => c.op !== 'has' && c.op !== 'is'),
    texts('company.industry', 'IT', '製造', 'itサービス'),
    texts('custom.rank', 'A', 'B').filter(c => c.op !== 'has' && c.op !== 'is'),
    states('company.custom.vip', 'true', 'false'),
    times('createdAt', 'clock', 'nextActivity', 'appointment', 'approached'),
    times('exchangedOn', 'company.customerSince', 'custom.renews'),
    numbers('company.employees'),
    numbers('custom.budget'),
    numbers('intent'),
    numbers('fit'),
    states('temperature', ...choicesOf.temperature),
    states('stage', ...choicesOf.stage),
    states('stage', 'lead', 'mql', 'sal'),
    states('holder', ...holders),
    states('offer', 'open', 'none'),
    states('consent.mail', ...choicesOf['consent.mail']),
    states('consent.phone', ...choicesOf['consent.phone']),
    record({
      key: constant('did'),
      op: constantFrom('did' as const, 'didNot' as const),
      value: record({ what: constantFrom(...didWhat), days: constantFrom(0, 1, 30, 90) }),
    }),
  ) as Arbitrary<Condition>
}

const rules = (): Arbitrary<Rules> =>
  record({
    all: array(
      oneof(
        { weight: 4, arbitrary: conditions() },
        { weight: 1, arbitrary: record({ any: array(conditions(), { minLength: 1, maxLength: 3 }) }) },
      ),
      { maxLength: 4 },
    ),
  })

async function found(act: Act, wanted: Rules): Promise<number[]> {
  const { rows } = await sql<{
    id: number
  }>`select p.id from person p where ${await personsInSegment(act, wanted)} order by p.id`.execute(act.tx)
  return rows.map(r => r.id)
}

test('whatever the rules, the list holds just the people who fulfil them, with every sight', async () => {
  const now = world.clock.now()
  await assert(
    asyncProperty(rules(), async wanted => {
      const right = all.persons.filter(p => fulfils(wanted, p, all, { now, me: cast.tanaka.id }))
      const seen = right.filter(p => p.seenBy.some(id => cast.tanaka.sight.includes(id)))
      const inTeam = await seeing(world, cast.tanaka, act => found(act, wanted))
      expect(inTeam).toEqual(seen.map(p => p.id))
      const whole = await byItself(world, act => found({ ...act, byId: cast.tanaka.id }, wanted))
      expect(whole).toEqual(right.map(p => p.id))
    }),
    { numRuns: 250 },
  )
})

test('the count is that of the list, with the sight of whoever counts', async () => {
  const wanted: Rules = { all: [{ key: 'stage', op: 'in', value: ['lead', 'mql'] }] }
  for (const actor of [cast.manager, cast.tanaka, cast.ito, cast.accountant]) {
    const ids = await seeing(world, actor, act => found(act, wanted))
    expect(await seeing(world, actor, act => countInSegment(act, wanted, false))).toEqual({
      count: ids.length,
      exact: true,
    })
  }
})
