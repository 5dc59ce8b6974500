import type { FormKind } from '../../src/capture/forms/forms.schema.ts'
import { createForm } from '../../src/capture/forms/forms.ts'
import { addExclusion } from '../../src/nurture/mailings/exclusions.ts'
import { actAsOwner, type OwnerAct } from '../../src/office/roles/act.ts'
import { createSegment } from '../../src/people/segments/segments.ts'
import type { World } from '../../src/platform/world.ts'
import { addAssignmentRule } from '../../src/qualify/assignment/rules.ts'
import { eastern } from './people.ts'
import { callers, type Staff } from './staff.ts'
import { places } from './words.ts'

export type FormOfStory = {
  id: number
  kind: FormKind
  name: string
  wordingId: number
  mailSubject: string
  mailBody: string
}
export type Product = { id: number; code: string; name: string; unit: string; price: number }
export type Pipeline = { id: number; stages: { id: number; wins: boolean }[] }

export type Settings = {
  forms: Record<FormKind, FormOfStory>
  products: Product[]
  pipelines: [Pipeline, Pipeline]
  reasons: Map<string, number>
  queues: { marketing: number; insideSales: number; manager: number }
  productLineId: number
  ruleIds: { east: number; west: number }
  segments: Map<string, number>
}

/** What the office has set up before anybody comes, through the verbs that its people would use. */
export async function setUp(world: World, staff: Staff): Promise<Settings> {
  return actAsOwner(world.db, world.clock, null, 'story.settings', async act => {
    const by = { ...act, byId: staff.marketers[0]! }
    const forms = {} as Settings['forms']
    for (const [kind, name, slug] of formsOfStory) forms[kind] = await makeForm(by, kind, name, slug)
    await addExclusion(by, { kind: 'domain', value: 'a-cloud.example.jp', why: 'competitor', note: 'A社クラウド' })
    for (const [name, rules] of lists)
      await createSegment(by, { name, rules, columns: null, sort: '-created', shared: true } as never)
    const west = places.map(p => p[0]).filter(p => !eastern.has(p))
    const ruleIds = {
      west: (
        await addAssignmentRule(act, {
          name: '西日本の企業',
          conditions: { all: [{ key: 'company.prefecture', op: 'in', value: [...new Set(west)] }] },
          receivers: staff.insideWest,
          capacity: 2_000,
          answerDays: null,
        })
      ).id,
      east: (
        await addAssignmentRule(act, {
          name: 'そのほか（東日本）',
          conditions: { all: [] },
          receivers: staff.insideEast,
          capacity: 2_000,
          answerDays: 2,
        })
      ).id,
    }
    await addRenewals(act)
    return {
      forms,
      products: await stock(act),
      pipelines: await pipelinesOf(act),
      reasons: new Map((await act.tx.selectFrom('reason').select(['code', 'id']).execute()).map(r => [r.code, r.id])),
      queues: await queuesOf(act),
      productLineId: (await act.tx.selectFrom('productLine').select('id').orderBy('id').executeTakeFirstOrThrow()).id,
      ruleIds,
      segments: await segmentsOf(act),
    }
  })
}

const formsOfStory: [FormKind, string, string][] = [
  ['document', 'サービス紹介資料', 'service-document'],
  ['inquiry', 'お問い合わせ', 'contact'],
  ['seminar', '導入事例セミナー', 'seminar'],
]

async function makeForm(act: OwnerAct, kind: FormKind, name: string, slug: string): Promise<FormOfStory> {
  const id = await createForm(act, { kind, name, slug }, 'ja')
  const form = await act.tx
    .selectFrom('form')
    .select(['mailSubject', 'mailBody'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const wording = await act.tx.selectFrom('formWording').select('id').where('formId', '=', id).executeTakeFirstOrThrow()
  return { id, kind, name, wordingId: wording.id, ...form }
}

/** Whom mailings go to. */
export const listNames = {
  all: 'メール配信先（全員）',
  makers: '製造業の担当者',
  deciders: '部長以上',
  customers: '導入企業の担当者',
} as const

const lists: [string, object][] = [
  [listNames.all, { all: [{ key: 'email', op: 'notEmpty' }] }],
  [listNames.makers, { all: [{ key: 'company.industry', op: 'in', value: ['製造業'] }] }],
  [listNames.deciders, { all: [{ key: 'decisionLevel', op: 'in', value: ['decider', 'executive', 'head'] }] }],
  [listNames.customers, { all: [{ key: 'company.customerSince', op: 'notEmpty' }] }],
]

const renewals: [nameJa: string, nameEn: string, probability: number][] = [
  ['意向の確認', 'Asking', 40],
  ['条件の提示', 'Terms', 60],
  ['稟議中', 'Internal approval', 80],
  ['更新', 'Renewed', 100],
]

/** Who has bought before goes a shorter way. */
async function addRenewals({ tx }: OwnerAct): Promise<void> {
  const { id: pipelineId } = await tx
    .insertInto('pipeline')
    .values({ name: '更新・追加', bantNeeded: 0, position: 1 })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('dealStage')
    .values(
      renewals.map(([nameJa, nameEn, probability], n) => ({
        pipelineId,
        position: n + 1,
        nameJa,
        nameEn,
        probability,
        wins: n === renewals.length - 1,
      })),
    )
    .execute()
}

const goods: [code: string, name: string, unit: string, price: number][] = [
  ['LIC-STD', 'むすび スタンダード 年間ライセンス', 'ユーザー', 36_000],
  ['LIC-PRO', 'むすび プロフェッショナル 年間ライセンス', 'ユーザー', 60_000],
  ['SET-UP', '初期導入支援', '式', 300_000],
  ['DATA', 'データ移行', '式', 150_000],
  ['TRAIN', '操作研修（半日）', '回', 80_000],
  ['SUPPORT', '運用支援', 'か月', 50_000],
]

async function stock({ tx, operationId }: OwnerAct): Promise<Product[]> {
  const line = await tx.selectFrom('productLine').select('id').orderBy('id').executeTakeFirstOrThrow()
  const made = await tx
    .insertInto('product')
    .values(
      goods.map(([code, name, unit, unitPrice]) => ({
        code,
        name,
        unit,
        unitPrice,
        tax: 'standard',
        productLineId: line.id,
        operationId,
      })),
    )
    .returning(['id', 'code', 'name', 'unit', 'unitPrice as price'])
    .execute()
  return made
}

async function pipelinesOf({ tx }: OwnerAct): Promise<[Pipeline, Pipeline]> {
  const found = await tx.selectFrom('pipeline').select('id').orderBy('position').orderBy('id').execute()
  const stages = await tx.selectFrom('dealStage').select(['id', 'pipelineId', 'wins']).orderBy('position').execute()
  const of = ({ id }: { id: number }) => ({ id, stages: stages.filter(s => s.pipelineId === id) })
  return [of(found[0]!), of(found[1]!)]
}

async function queuesOf({ tx }: OwnerAct): Promise<Settings['queues']> {
  const queues = await tx
    .selectFrom('holder')
    .select(['id', 'purpose'])
    .where('kind', '=', 'queue')
    .where('purpose', 'is not', null)
    .execute()
  const of = (purpose: string) => queues.find(q => q.purpose === purpose)!.id
  return { marketing: of('marketing'), insideSales: of('inside_sales'), manager: of('manager') }
}

async function segmentsOf({ tx }: OwnerAct): Promise<Map<string, number>> {
  const rows = await tx.selectFrom('segment').select(['id', 'preset', 'name']).execute()
  return new Map(rows.map(r => [r.preset ?? r.name, r.id]))
}

/** Whose turn is next follows from how many each was given. */
export async function keepTurns(
  world: World,
  { ruleIds }: Settings,
  staff: Staff,
  given: Map<number, number>,
): Promise<void> {
  const rows = callers(staff).map(id => ({
    ruleId: staff.insideWest.includes(id) ? ruleIds.west : ruleIds.east,
    holderId: id,
    turn: given.get(id) ?? 0,
    given: given.get(id) ?? 0,
  }))
  await world.db.insertInto('assignmentTurn').values(rows).execute()
}
