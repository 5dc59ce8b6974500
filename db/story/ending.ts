import { sql } from 'kysely'
import { act } from '../../src/office/roles/act.ts'
import { findActor } from '../../src/office/users/actors.ts'
import { createPerson } from '../../src/people/persons/create.ts'
import { mergePersons } from '../../src/people/persons/merge.ts'
import type { World } from '../../src/platform/world.ts'
import { reactions } from '../../src/reactions.ts'
import { settle } from '../../src/timeline/reactions.ts'
import { ringBells } from './bells.ts'
import { numbered } from './books.ts'
import { countEverybody } from './points.ts'
import { keepSnapshots } from './snapshots.ts'
import type { Story } from './story.ts'

export async function firstIds({ db }: World): Promise<Map<string, number>> {
  const ids = new Map<string, number>()
  for (const table of numbered) {
    const { rows } = await sql<{
      next: number
    }>`select coalesce(max(id), 0) + 1 as next from ${sql.table(table)}`.execute(db)
    ids.set(table, rows[0]!.next)
  }
  return ids
}

/** What comes next gets the next id. */
export async function setCounters({ db }: World, ids: Map<string, number>): Promise<void> {
  for (const [table, next] of ids) {
    const counter = table === 'event' ? sql`'event_number'` : sql`pg_get_serial_sequence(${table}, 'id')`
    await sql`select setval(${counter}, ${next}, false)`.execute(db)
  }
}

/** What the product concludes by itself, it concludes: scores, lists, what was told. */
export async function close(world: World, url: string, story: Story, say: (line: string) => void): Promise<void> {
  const steps: [string, () => Promise<unknown>][] = [
    ['analyzed', () => sql`analyze`.execute(world.db)],
    ['days written down', () => keepSnapshots(world, story)],
    ['mailings held back', () => holdBack(world)],
    ['people merged', () => meetAgain(world, story)],
    ['reacted to', () => settle(world.db, reactions, world.clock.now)],
    ['scores counted', () => countEverybody(world, url)],
    ['reacted to', () => settle(world.db, reactions, world.clock.now)],
    ['colleagues told', () => ringBells(world, story)],
    ['vacuumed', () => sql`vacuum (analyze)`.execute(world.db)],
  ]
  for (const [name, run] of steps) {
    const since = performance.now()
    await run()
    say(`${name}: ${((performance.now() - since) / 1000).toFixed(1)} s`)
  }
}

/** Whoever negotiates keeps mailings away from the people they talk to, now and then. */
async function holdBack({ db }: World): Promise<void> {
  await sql`
    insert into mail_hold (person_id, original_id, note, held_at, held_by)
    select d.person_id, d.person_id, '商談の山場のため', d.stage_since, d.owner_id from deal d
    where d.outcome is null and d.certainty = 'A' and d.person_id is not null and d.id % 4 = 0 on conflict do nothing`.execute(
    db,
  )
}

/** Somebody stands in the book twice, once under a private address; a colleague notices. */
async function meetAgain(world: World, { staff }: Story): Promise<void> {
  const by = (await findActor(world.db, { id: staff.marketers[0]! }, world.clock.now()))!
  const { rows } = await sql<{ id: number; familyName: string; givenName: string; companyId: number }>`
    select p.id, p.family_name, p.given_name, p.company_id from person p join lead l on l.person_id = p.id
    where l.stage = 'lead' and p.email is not null order by p.id limit 2`.execute(world.db)
  for (const [n, { id, familyName, givenName, companyId }] of rows.entries())
    await act(world.db, world.clock, by, 'persons.merge', async act => {
      const twin = await createPerson(act, {
        familyName,
        givenName,
        companyId,
        email: `meishi${n + 1}@mail.example.com`,
      })
      await mergePersons(act, { keep: id, absorb: twin.id })
    })
}
