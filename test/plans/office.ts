import { sql } from 'kysely'
import { largeOffice } from '../../db/story/staff.ts'
import { tellStory } from '../../db/story/tell.ts'
import { findActor } from '../../src/office/users/actors.ts'
import { openOffice } from '../office.ts'
import type { Person } from './acts.ts'
import { know } from './known.ts'
import { addPast } from './past.ts'

const friday = '2026-11-20T10:37:30+09:00'

/** The office of thirty after a year, with 50,000 people, analyzed as autovacuum would have left it. */
export async function openLargeOffice() {
  const office = await openOffice(friday)
  const { world } = office
  const plan = { people: 50_000, companies: 2_500, strangers: 0.2, passedOn: 0.2, pace: 1, days: 365, seed: 20261122 }
  const told = { url: world.url, password: 'a password of the story', hiring: largeOffice }
  await tellStory(world, { ...told, plan: { ...plan, now: world.clock.now().getTime() } })
  await addPast(world.db)
  return office
}
export type LargeOffice = Awaited<ReturnType<typeof openLargeOffice>>

/** How many rows there are in each table, as the planner knows it. */
export async function countRows({ world }: LargeOffice): Promise<Map<string, number>> {
  const { rows } = await sql<{ name: string; n: number }>`
    select relname as name, reltuples as n from pg_class where relnamespace = 'public'::regnamespace`.execute(world.db)
  return new Map(rows.map(({ name, n }) => [name, n]))
}

/** Somebody of the office, signed in; they ask for what they know, or for what a colleague does. */
export async function enter({ world, signIn }: LargeOffice, login: string, colleague?: Person): Promise<Person> {
  const { id } = await world.db
    .selectFrom('appUser')
    .select('id')
    .where('email', '=', `${login}@musubi-demo.example.jp`)
    .executeTakeFirstOrThrow()
  const actor = (await findActor(world.db, { id }, world.clock.now()))!
  const ask = await signIn(id)
  if (colleague) return { ask, known: colleague.known }
  const { nextCursor } = (await ask('GET', '/persons?limit=80')).body
  return { ask, known: { ...(await know(world.db, actor.sight, id)), cursor: nextCursor } }
}
