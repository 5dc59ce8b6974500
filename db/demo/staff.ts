import { actAsOwner } from '../../src/office/roles/act.ts'
import type { RoleName } from '../../src/office/roles/rights.ts'
import { setPassword } from '../../src/office/users/passwords.ts'
import type { World } from '../../src/platform/world.ts'

/** Who works in the demo's office, by their ids. */
export type Staff = {
  admin: number
  marketer: number
  manager: number
  insideSales: number[]
  fieldSales: number[]
  accountant: number
  names: string[]
}

export const demoCompany = '株式会社むすびデモ'

/** Everybody signs in with the same password: it is a demo. */
export async function hire(world: World, password: string): Promise<Staff> {
  return actAsOwner(world.db, world.clock, null, 'demo.hire', async act => {
    const { tx, at } = act
    await tx
      .updateTable('workspace')
      .set({
        name: demoCompany,
        senderName: demoCompany,
        senderEmail: 'info@musubi-demo.example.jp',
        phone: '03-5500-0000',
        postalAddress: '〒101-0054 東京都千代田区神田錦町1-2-3',
      })
      .execute()
    const team = async (name: string, parentId: number | null) => {
      const { id } = await tx.insertInto('team').values({ name, parentId }).returning('id').executeTakeFirstOrThrow()
      await tx.insertInto('holder').values({ kind: 'queue', name, teamId: id }).execute()
      return id
    }
    const user = async (name: string, login: string, roles: RoleName[], teamId: number | null) => {
      const { id } = await tx
        .insertInto('holder')
        .values({ kind: 'user', name, teamId })
        .returning('id')
        .executeTakeFirstOrThrow()
      await tx
        .insertInto('appUser')
        .values({ id, email: `${login}@musubi-demo.example.jp`, roles, createdAt: at, mailNotifications: false })
        .execute()
      await setPassword(act, id, password)
      return id
    }
    const sales = await team('営業部', null)
    const east = await team('インサイドセールス東日本', sales)
    const west = await team('インサイドセールス西日本', sales)
    const field = await team('フィールドセールス', sales)
    const marketing = await team('マーケティング部', null)
    return {
      admin: await user('結城 玲子', 'admin', ['admin'], null),
      marketer: await user('佐藤 美咲', 'marketing', ['marketer'], marketing),
      manager: await user('鈴木 一郎', 'manager', ['manager'], sales),
      insideSales: [
        await user('田中 翔太', 'tanaka', ['inside_sales'], east),
        await user('伊藤 花子', 'ito', ['inside_sales'], west),
        await user('小川 蓮', 'ogawa', ['inside_sales'], east),
      ],
      fieldSales: [
        await user('加藤 健', 'kato', ['field_sales'], field),
        await user('森 由美子', 'mori', ['field_sales'], field),
      ],
      accountant: await user('長谷川 恵', 'keiri', ['accounting'], null),
      names: ['佐藤 美咲', '鈴木 一郎', '加藤 健', '森 由美子'],
    }
  })
}
