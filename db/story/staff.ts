import { actAsOwner, type OwnerAct } from '../../src/office/roles/act.ts'
import type { RoleName } from '../../src/office/roles/rights.ts'
import { setPassword } from '../../src/office/users/passwords.ts'
import { checkDigit } from '../../src/people/identity/corporateNumber.ts'
import type { World } from '../../src/platform/world.ts'

/** Who works in the made-up office, by their ids. */
export type Staff = {
  admin: number
  marketers: number[]
  manager: number
  insideEast: number[]
  insideWest: number[]
  fieldEast: number[]
  fieldWest: number[]
  accountant: number
  teams: {
    sales: number
    insideEast: number
    insideWest: number
    fieldEast: number
    fieldWest: number
    marketing: number
  }
  nameOf: Map<number, string>
  teamOf: Map<number, number>
}

export const everybody = (s: Staff): number[] => [...s.nameOf.keys()]
export const sellers = (s: Staff): number[] => [...new Set([...s.fieldEast, ...s.fieldWest])]
export const callers = (s: Staff): number[] => [...s.insideEast, ...s.insideWest]

const registered = '010401999999'

export const officeName = '株式会社むすびデモ'
const host = 'musubi-demo.example.jp'

type Person = [name: string, login: string]
export type Hiring = {
  marketers: Person[]
  insideEast: Person[]
  insideWest: Person[]
  fieldEast: Person[]
  /** None: one team sells everywhere. */
  fieldWest: Person[]
}

/** The nine of the demo. */
export const smallOffice: Hiring = {
  marketers: [['佐藤 美咲', 'marketing']],
  insideEast: [
    ['田中 翔太', 'tanaka'],
    ['小川 蓮', 'ogawa'],
  ],
  insideWest: [['伊藤 花子', 'ito']],
  fieldEast: [
    ['加藤 健', 'kato'],
    ['森 由美子', 'mori'],
  ],
  fieldWest: [],
}

/** Thirty people in six teams. */
export const largeOffice: Hiring = {
  marketers: [['佐藤 美咲', 'marketing'], ...named('高木 遥/takagi 岩崎 潤/iwasaki')],
  insideEast: [
    ...smallOffice.insideEast,
    ...named('三浦 結衣/miura 原 大輔/hara 宮本 葵/miyamoto 工藤 直樹/kudo 菅原 桃子/sugawara'),
  ],
  insideWest: [
    ...smallOffice.insideWest,
    ...named('谷口 亮/taniguchi 横山 彩/yokoyama 村田 哲也/murata 木下 舞/kinoshita 西村 剛/nishimura'),
  ],
  fieldEast: [...smallOffice.fieldEast, ...named('丸山 学/maruyama 千葉 香織/chiba 新井 隆/arai 平野 瞳/hirano')],
  fieldWest: named('藤本 誠/fujimoto 松井 智子/matsui 久保 浩/kubo 武田 恵/takeda 野口 修/noguchi'),
}

function named(text: string): Person[] {
  const parts = text.split(/[ /]/)
  return Array.from({ length: parts.length / 3 }, (_, i) => [`${parts[i * 3]} ${parts[i * 3 + 1]}`, parts[i * 3 + 2]!])
}

/** Everybody signs in with the same password: nothing of it is real. */
export async function hire(world: World, password: string, hiring: Hiring): Promise<Staff> {
  return actAsOwner(world.db, world.clock, null, 'story.hire', async act => {
    await act.tx
      .updateTable('workspace')
      .set({
        name: officeName,
        senderName: officeName,
        senderEmail: `info@${host}`,
        phone: '03-5500-0000',
        postalAddress: '〒101-0054 東京都千代田区神田錦町1-2-3',
        registrationNumber: `T${checkDigit(registered)}${registered}`,
        bankAccount: 'むすび銀行 神田支店 普通 1234567 カ）ムスビデモ',
      })
      .execute()
    const nameOf = new Map<number, string>()
    const teamOf = new Map<number, number>()
    const join = async ([name, login]: Person, roles: RoleName[], team: number | null) => {
      const id = await add(act, name, login, roles, team)
      await setPassword(act, id, password)
      nameOf.set(id, name)
      if (team !== null) teamOf.set(id, team)
      return id
    }
    const all = async (people: Person[], role: RoleName, team: number) => {
      const ids: number[] = []
      for (const person of people) ids.push(await join(person, [role], team))
      return ids
    }
    const sales = await found(act, '営業部', null)
    const insideEast = await found(act, 'インサイドセールス東日本', sales)
    const insideWest = await found(act, 'インサイドセールス西日本', sales)
    const two = hiring.fieldWest.length > 0
    const fieldEast = await found(act, two ? 'フィールドセールス東日本' : 'フィールドセールス', sales)
    const fieldWest = two ? await found(act, 'フィールドセールス西日本', sales) : fieldEast
    const marketing = await found(act, 'マーケティング部', null)
    const admin = await join(['結城 玲子', 'admin'], ['admin'], null)
    const marketers = await all(hiring.marketers, 'marketer', marketing)
    const manager = await join(['鈴木 一郎', 'manager'], ['manager'], sales)
    const east = await all(hiring.insideEast, 'inside_sales', insideEast)
    const west = await all(hiring.insideWest, 'inside_sales', insideWest)
    const field = await all(hiring.fieldEast, 'field_sales', fieldEast)
    const fieldOfWest = two ? await all(hiring.fieldWest, 'field_sales', fieldWest) : field
    const accountant = await join(['長谷川 恵', 'keiri'], ['accounting'], null)
    const teams = { sales, insideEast, insideWest, fieldEast, fieldWest, marketing }
    const groups = { insideEast: east, insideWest: west, fieldEast: field, fieldWest: fieldOfWest }
    return { admin, marketers, manager, ...groups, accountant, teams, nameOf, teamOf }
  })
}

/** A team brings a queue of its own. */
async function found({ tx }: OwnerAct, name: string, parentId: number | null): Promise<number> {
  const { id } = await tx.insertInto('team').values({ name, parentId }).returning('id').executeTakeFirstOrThrow()
  await tx.insertInto('holder').values({ kind: 'queue', name, teamId: id }).execute()
  return id
}

async function add(
  { tx, at }: OwnerAct,
  name: string,
  login: string,
  roles: RoleName[],
  teamId: number | null,
): Promise<number> {
  const { id } = await tx
    .insertInto('holder')
    .values({ kind: 'user', name, teamId })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('appUser')
    .values({ id, email: `${login}@${host}`, roles, createdAt: at, mailNotifications: false })
    .execute()
  return id
}
