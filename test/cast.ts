import { type Act, type Actor, act, actAsOwner, look, type OwnerAct } from '../src/office/roles/act.ts'
import type { RoleName } from '../src/office/roles/rights.ts'
import { findActor } from '../src/office/users/actors.ts'
import type { World } from '../src/platform/world.ts'

export async function addTeam(world: World, name: string, parentId: number | null = null): Promise<number> {
  const team = await world.db.insertInto('team').values({ name, parentId }).returning('id').executeTakeFirstOrThrow()
  await world.db
    .insertInto('holder')
    .values({ kind: 'queue', name: `${name}キュー`, teamId: team.id })
    .execute()
  return team.id
}

export async function addUser(
  world: World,
  name: string,
  roles: RoleName[],
  teamId: number | null = null,
): Promise<Actor> {
  const { id } = await world.db
    .insertInto('holder')
    .values({ kind: 'user', name, teamId })
    .returning('id')
    .executeTakeFirstOrThrow()
  await world.db
    .insertInto('appUser')
    .values({ id, email: `user${id}@example.jp`, roles, createdAt: world.clock.now() })
    .execute()
  return actorOf(world, id)
}

/** The actor as they are now: after a change of team, role or deputy their sight is another. */
export async function actorOf(world: World, id: number): Promise<Actor> {
  const actor = await findActor(world.db, { id }, world.clock.now())
  if (!actor) throw new Error(`No user ${id}.`)
  return actor
}

/** An office like the one of the morning: marketing, two inside-sales teams, field sales, a manager, an accountant. */
export async function makeCast(world: World) {
  const sales = await addTeam(world, '営業部')
  const east = await addTeam(world, '東日本IS', sales)
  const west = await addTeam(world, '西日本IS', sales)
  const field = await addTeam(world, 'フィールド', sales)
  return {
    teams: { sales, east, west, field },
    admin: await addUser(world, '管理 者子', ['admin']),
    marketer: await addUser(world, '佐藤 美咲', ['marketer']),
    manager: await addUser(world, '鈴木 一郎', ['manager'], sales),
    tanaka: await addUser(world, '田中 太郎', ['inside_sales'], east),
    ito: await addUser(world, '伊藤 花子', ['inside_sales'], west),
    kato: await addUser(world, '加藤 健', ['field_sales'], field),
    accountant: await addUser(world, '会計 花', ['accounting']),
    viewer: await addUser(world, '閲覧 人', ['viewer']),
  }
}
export type Cast = Awaited<ReturnType<typeof makeCast>>

/** Acts as somebody; reads as somebody; does what the product does of itself. */
export const as = <T>(world: World, actor: Actor, fn: (act: Act) => Promise<T>) =>
  act(world.db, world.clock, actor, 'test', fn)
export const seeing = <T>(world: World, actor: Actor, fn: (act: Act) => Promise<T>) =>
  look(world.db, world.clock, actor, fn)
export const byItself = <T>(world: World, fn: (act: OwnerAct) => Promise<T>) =>
  actAsOwner(world.db, world.clock, null, 'test', fn)
