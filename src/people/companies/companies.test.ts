import { beforeAll, expect, test } from 'vitest'
import { as, byItself, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { type TestWorld, testWorld } from '../../../test/database.ts'
import { moveLead } from '../leads/leads.ts'
import { listPersons } from '../persons/list.ts'
import { PersonQuery } from '../persons/persons.schema.ts'
import { insertPersons } from '../persons/write.ts'
import { CompanyFields, CompanyQuery } from './companies.schema.ts'
import { changeCompany, createCompany } from './companies.ts'
import { getCompany } from './get.ts'
import { countCompanies, listCompanies } from './list.ts'

let world: TestWorld
let cast: Cast

beforeAll(async () => {
  world = await testWorld()
  cast = await makeCast(world)
})

const create = (fields: Partial<CompanyFields> & { name: string }) =>
  as(world, cast.tanaka, act => createCompany(act, CompanyFields.parse(fields)))
const made = async (fields: Partial<CompanyFields> & { name: string }) => (await create(fields)).id
const get = (id: number, actor = cast.manager) => seeing(world, actor, act => getCompany(act, id))
const change = async (id: number, patch: Partial<CompanyFields>) =>
  as(world, cast.tanaka, async act =>
    changeCompany(act, { id, version: (await getCompany(act, id)).version, ...patch }),
  )
const eventsOf = (companyId: number) =>
  world.db.selectFrom('event').select(['kind', 'facts']).where('companyId', '=', companyId).orderBy('id').execute()

test('a company that is here already is answered, however its name was written; another of that name is another', async () => {
  const first = await create({ name: '株式会社髙橋製作所', phone: '03-1234-5678' })
  expect(first.created).toBe(true)
  expect(await create({ name: '㈱高橋製作所', phone: '０３（１２３４）５６７８' })).toEqual({
    id: first.id,
    created: false,
  })
  expect((await create({ name: '高橋製作所株式会社', phone: '06-6543-2100' })).created).toBe(true)
  expect(await eventsOf(first.id)).toMatchObject([{ kind: 'company.created', facts: { via: 'hand' } }])
})

test('two who add the same company at once make one', async () => {
  const both = await Promise.all([create({ name: '同時株式会社' }), create({ name: '同時株式会社' })])
  expect(new Set(both.map(b => b.id)).size).toBe(1)
})

test("a corporate number that is wrong or somebody else's is refused, and a right one decides alone", async () => {
  const id = await made({ name: 'トヨタ自動車株式会社', corporateNumber: 'T1-1803-0101-8771' })
  expect(await get(id)).toMatchObject({ corporateNumber: '1180301018771' })
  await expect(create({ name: '誤り', corporateNumber: '2180301018771' })).rejects.toMatchObject({
    code: 'invalid',
    facts: { field: 'corporateNumber' },
  })
  expect(await create({ name: 'TOYOTA MOTOR', corporateNumber: '1180301018771' })).toEqual({ id, created: false })
  const other = await made({ name: '別会社' })
  await expect(change(other, { corporateNumber: '1180301018771' })).rejects.toMatchObject({
    code: 'conflict',
    sentence: { ja: '法人番号 1180301018771 は「トヨタ自動車株式会社」としてすでに登録されています。' },
  })
})

test('group, company and site stand in a tree, and nobody above themselves', async () => {
  const group = await made({ name: '山田ホールディングス', kind: 'group' })
  const company = await made({ name: '山田電機株式会社', parentId: group })
  const site = await made({ name: '山田電機株式会社 大阪支店', kind: 'site', parentId: company })
  expect(site).not.toBe(company)
  expect(await made({ name: '山田電機株式会社　大阪支店', kind: 'site', parentId: company })).toBe(site)
  expect(await made({ name: '山田電機（株）' })).toBe(company)
  expect(await get(site)).toMatchObject({ ancestors: [{ id: group }, { id: company }], parentName: '山田電機株式会社' })
  expect(await get(company)).toMatchObject({ children: [{ id: site, kind: 'site' }] })
  const daughter = await made({ name: '山田ロジ株式会社', parentId: company })
  await expect(change(company, { parentId: daughter })).rejects.toThrow('belongs to this company itself')
  await expect(change(company, { parentId: company })).rejects.toThrow('belongs to this company itself')
  await expect(change(daughter, { parentId: site })).rejects.toThrow('A company cannot stand below a site')
  await expect(change(company, { kind: 'site' })).rejects.toMatchObject({ code: 'conflict' })
  await expect(create({ name: '名古屋支店', kind: 'site' })).rejects.toThrow('A site belongs to a company')
})

test('changing writes only what differs, follows with keys, and says so once', async () => {
  const id = await made({
    name: '旧商事株式会社',
    website: 'https://www.old.example.jp/',
    address: '東京都港区六本木6-1-2',
  })
  await change(id, { name: '旧商事株式会社' })
  expect(await eventsOf(id)).toHaveLength(1)
  await change(id, { name: '新商事株式会社', website: 'new.example.jp', address: '大阪府大阪市北区梅田3-1-1' })
  expect(await get(id)).toMatchObject({ name: '新商事株式会社', domain: 'new.example.jp', prefecture: '大阪府' })
  expect((await eventsOf(id))[1]).toMatchObject({
    kind: 'company.changed',
    facts: { fields: ['name', 'prefecture', 'address', 'website', 'domain'] },
  })
  expect(await made({ name: '㈱新商事' })).toBe(id)
  expect(await made({ name: '旧商事株式会社' })).not.toBe(id)
  expect(await made({ name: '新商事（株）', website: 'https://new.example.jp' })).toBe(id)
  await expect(as(world, cast.ito, act => changeCompany(act, { id, version: 1, memo: 'x' }))).rejects.toMatchObject({
    code: 'stale',
    facts: { theirs: { memo: null }, yours: { memo: 'x' } },
  })
})

test('people are found by the new name of their employer', async () => {
  const id = await made({ name: '旧名物産株式会社' })
  const [person] = await byItself(world, act =>
    insertPersons(act, [{ familyName: '森', companyId: id, companyName: '旧名物産株式会社' }], 'hand'),
  )
  await change(id, { name: '新名物産株式会社' })
  const found = await seeing(world, cast.manager, act => listPersons(act, PersonQuery.parse({ q: '新名' })))
  expect(found.items.map(p => p.id)).toEqual([person])
  expect((await seeing(world, cast.manager, act => listPersons(act, PersonQuery.parse({ q: '旧名' })))).items).toEqual(
    [],
  )
})

test('the page counts and shows the people whom the reader may see, and none to those who do not work with people', async () => {
  const id = await made({ name: '人数株式会社' })
  const ids = await byItself(world, act =>
    insertPersons(
      act,
      [
        { familyName: '甲', companyId: id, department: '総務部' },
        { familyName: '乙', companyId: id, department: '総務部' },
        { familyName: '丙', companyId: id },
      ],
      'hand',
    ),
  )
  const lead = await world.db.selectFrom('lead').select('id').where('personId', '=', ids[0]!).executeTakeFirstOrThrow()
  await byItself(world, act => moveLead(act, { leadId: lead.id, to: 'mql', holderId: cast.kato.id, trigger: 'hand' }))
  expect(await get(id)).toMatchObject({
    people: 3,
    departments: [
      { name: '総務部', people: 2 },
      { name: null, people: 1 },
    ],
  })
  expect(await get(id, cast.kato)).toMatchObject({
    people: 1,
    departments: [{ name: '総務部', people: 1 }],
    leads: [{ id: lead.id, stage: 'mql', personName: '甲' }],
  })
  expect(await get(id, cast.ito)).toMatchObject({ people: 0, departments: [], leads: [] })
  expect(await get(id, cast.accountant)).toMatchObject({ people: null, departments: [], leads: [] })
})

test('the list pages by keyset in every order, finds by parts of the name, and its count is true', async () => {
  for (let i = 0; i < 12; i++)
    await made({ name: `並び${String(i % 5)}商会${i}`, employees: i % 4 === 0 ? null : i % 3 })
  const list = (query: object) =>
    seeing(world, cast.viewer, act => listCompanies(act, CompanyQuery.parse({ q: '並び', limit: 5, ...query })))
  for (const sort of ['name', '-name', 'created', '-created', 'employees', '-employees']) {
    const ids: number[] = []
    let cursor: string | null | undefined
    do {
      const page = await list({ sort, ...(cursor ? { cursor } : {}) })
      ids.push(...page.items.map(c => c.id))
      cursor = page.nextCursor
    } while (cursor)
    expect(new Set(ids).size).toBe(12)
    expect(ids).toHaveLength(12)
  }
  const filters = [{ key: 'employees', op: 'empty' }]
  expect((await list({ filters: JSON.stringify(filters) })).items).toHaveLength(3)
  expect(
    await seeing(world, cast.viewer, act => countCompanies(act, CompanyQuery.parse({ q: '並び', filters }), false)),
  ).toEqual({ count: 3, exact: true })
  await expect(list({ filters: [{ key: 'stage', op: 'in', value: ['mql'] }] })).rejects.toMatchObject({
    code: 'invalid',
  })
})
