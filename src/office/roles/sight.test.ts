import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { actorOf, as, byItself, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { type TestWorld, testWorld } from '../../../test/database.ts'
import { acceptOffer } from '../../people/offers/answer.ts'
import { offerLeads } from '../../people/offers/give.ts'
import { createPerson } from '../../people/persons/create.ts'
import { countPersons, listPersons } from '../../people/persons/list.ts'
import { insertPersons } from '../../people/persons/write.ts'
import { asOwner } from './act.ts'

let world: TestWorld
let cast: Cast
let eastId: number
let westId: number

const all = { limit: 80, sort: '-created' as const, filters: [] }

beforeAll(async () => {
  world = await testWorld()
  cast = await makeCast(world)
  ;[eastId, westId] = (await byItself(world, act =>
    insertPersons(
      act,
      [
        { familyName: '東野', givenName: '圭', email: 'higashino@east.example.jp' },
        { familyName: '西村', givenName: '京', email: 'nishimura@west.example.jp' },
      ],
      'hand',
    ),
  )) as [number, number]
  const offer = async (personId: number, to: number) => {
    const lead = await world.db
      .selectFrom('lead')
      .select('id')
      .where('personId', '=', personId)
      .executeTakeFirstOrThrow()
    await as(world, cast.marketer, act => offerLeads(act, { leadIds: [lead.id], to: [to], note: '' }))
  }
  await offer(eastId, cast.tanaka.id)
  await offer(westId, cast.ito.id)
})

test('a rep sees what is held by or offered to their team, and nothing else, by list, count, search and id', async () => {
  for (const [who, own, other] of [
    [cast.tanaka, eastId, westId],
    [cast.ito, westId, eastId],
  ] as const) {
    const actor = await actorOf(world, who.id)
    await seeing(world, actor, async act => {
      expect((await listPersons(act, all)).items.map(p => p.id)).toEqual([own])
      expect(await countPersons(act, {})).toBe(1)
      expect((await listPersons(act, { ...all, q: '西村' })).items.map(p => p.id)).toEqual(
        own === westId ? [westId] : [],
      )
      for (const table of ['lead', 'event', 'identity'] as const) {
        expect((await sql`select 1 from ${sql.table(table)} where person_id = ${other}`.execute(act.tx)).rows).toEqual(
          [],
        )
      }
      const theirs = await world.db
        .selectFrom('offer')
        .innerJoin('lead', 'lead.id', 'offer.leadId')
        .select('offer.id')
        .where('lead.personId', '=', other)
        .execute()
      expect(
        await act.tx
          .selectFrom('offer')
          .select('id')
          .where(
            'id',
            'in',
            theirs.map(o => o.id),
          )
          .execute(),
      ).toEqual([])
    })
  }
})

test('marketing sees all; the accountant sees no people', async () => {
  await seeing(world, cast.marketer, async act => expect(await countPersons(act, {})).toBe(2))
  await seeing(world, cast.accountant, async act => expect(await countPersons(act, {})).toBe(0))
})

test('somebody outside of one’s sight who is added again is answered with who holds them, and no more', async () => {
  const offer = await world.db
    .selectFrom('offer')
    .select('id')
    .where('toId', '=', cast.tanaka.id)
    .executeTakeFirstOrThrow()
  await as(world, await actorOf(world, cast.tanaka.id), act => acceptOffer(act, offer.id))
  const again = as(world, await actorOf(world, cast.ito.id), act =>
    createPerson(act, { familyName: '東野', email: 'ＨＩＧＡＳＨＩＮＯ@east.example.jp' }),
  )
  await expect(again).rejects.toMatchObject({
    code: 'conflict',
    message: 'This person is known already and held by 田中 太郎.',
    facts: { heldBy: '田中 太郎' },
  })
})

test('a deputy sees what the absent one sees, while they are away', async () => {
  await world.db
    .updateTable('appUser')
    .set({ deputyId: cast.ito.id, awayFrom: '2026-06-01', awayUntil: '2026-06-05' })
    .where('id', '=', cast.tanaka.id)
    .execute()
  await seeing(world, await actorOf(world, cast.ito.id), async act => expect(await countPersons(act, {})).toBe(2))
  world.clock.moveTo('2026-06-08T10:00:00+09:00')
  await seeing(world, await actorOf(world, cast.ito.id), async act => expect(await countPersons(act, {})).toBe(1))
})

test('a long word is sought by its rarest pairs of letters and must have all of them', async () => {
  await sql`analyze person`.execute(world.db)
  await as(world, cast.marketer, async act => {
    const found = async (q: string) => (await listPersons(act, { ...all, q })).items.map(p => p.id)
    expect(await found('higashino@east.example.jp')).toEqual([eastId])
    expect(await found('nishimura@west.example.jp')).toEqual([westId])
    // Nobody has this one, though somebody has each of its rarer pairs.
    expect(await found('higashino@west.example.jp')).toEqual([])
    expect((await found('example.jp')).toSorted()).toEqual([eastId, westId].toSorted())
  })
})

test('rights that were lent for a verb are given back, also after a refusal', async () => {
  await as(world, cast.tanaka, async act => {
    await asOwner(act, async owner => expect(await countPersons(owner, {})).toBe(2))
    expect(await countPersons(act, {})).toBe(1)
    await asOwner(act, async () => {
      throw new Error('refused')
    }).catch(() => {})
    expect(await countPersons(act, {})).toBe(1)
  })
})

test('the role that serves requests may use the views in "seen" and "seen_all" and nothing else', async () => {
  const { rows } = await sql<{ name: string }>`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f') and n.nspname not in ('pg_catalog', 'information_schema')
      and not (n.nspname in ('seen', 'seen_all') and c.relkind = 'v')
      and has_table_privilege('musubi_web', c.oid, 'select, insert, update, delete, truncate')`.execute(world.db)
  expect(rows).toEqual([])
})

test('each table with rows of somebody’s has its view, with every column, and the view decides by sight', async () => {
  const { rows } = await sql<{ name: string; definition: string | null; missing: string[] | null }>`
    select t.relname as name, pg_get_viewdef(v.oid) as definition,
      (select array_agg(a.attname::text) from pg_attribute a where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
        and not exists (select from pg_attribute b where b.attrelid = v.oid and b.attname = a.attname)) as missing
    from pg_class t left join pg_class v on v.relname = t.relname and v.relnamespace = 'seen'::regnamespace
    where t.relnamespace = 'public'::regnamespace and t.relkind in ('r', 'p') and not t.relispartition
      and exists (select from pg_attribute a where a.attrelid = t.oid and a.attname in ('person_id', 'seen_by'))
    order by 1`.execute(world.db)
  const withoutView = rows.filter(r => r.definition === null).map(r => r.name)
  // Known only to verbs that run with the owner's rights.
  expect(withoutView).toEqual(['erasure'])
  for (const row of rows.filter(r => r.definition !== null)) {
    expect(row.missing, `columns of ${row.name} that its view lacks`).toBeNull()
    expect(row.definition, `what ${row.name} admits`).toMatch(
      /current_setting\('app\.(sight|roles|user_id)'|seen\.import_run/,
    )
  }
})

test('without the settings of an act nothing can be read at all', async () => {
  const reading = world.db.transaction().execute(async tx => {
    await sql`select set_config('role', 'musubi_web', true), set_config('search_path', 'seen', true)`.execute(tx)
    return tx.selectFrom('person').selectAll().execute()
  })
  await expect(reading).rejects.toThrow(/app\.sight|malformed array literal|permission denied/)
})

test('each view for whoever sees all has the columns of the one that it stands before, and gives nobody else a row', async () => {
  const { rows } = await sql<{ name: string; definition: string; same: boolean | null }>`
    select v.relname as name, pg_get_viewdef(v.oid) as definition,
      (select array_agg(a.attname::text order by a.attname::text) from pg_attribute a where a.attrelid = v.oid and a.attnum > 0)
        = (select array_agg(a.attname::text order by a.attname::text) from pg_attribute a where a.attrelid = s.oid and a.attnum > 0) as same
    from pg_class v left join pg_class s on s.relname = v.relname and s.relnamespace = 'seen'::regnamespace
    where v.relnamespace = 'seen_all'::regnamespace order by 1`.execute(world.db)
  expect(rows.length).toBeGreaterThan(15)
  for (const row of rows) {
    expect(row.same, `columns of ${row.name}`).toBe(true)
    expect(row.definition, `what ${row.name} admits`).toMatch(
      /WHERE \(*current_setting\('app\.sight'::text\) = '\{0\}'::text/,
    )
    expect(row.definition, `what else ${row.name} admits`).not.toMatch(/\bOR\b/)
  }
  await as(world, cast.tanaka, async act => {
    for (const { name } of rows) {
      const table = sql.table(`seen_all.${name}`)
      expect((await sql`select 1 from ${table} limit 1`.execute(act.tx)).rows, `a rep asks ${name}`).toEqual([])
    }
  })
})

test('whoever sees all is shown by the views made for them what the others would show', async () => {
  const { rows: views } = await sql<{ name: string }>`
    select relname as name from pg_class where relnamespace = 'seen_all'::regnamespace`.execute(world.db)
  await seeing(world, await actorOf(world, cast.marketer.id), async act => {
    for (const { name } of views) {
      const n = async (schema: string) =>
        (await sql<{ n: number }>`select count(*) as n from ${sql.table(`${schema}.${name}`)}`.execute(act.tx)).rows[0]!
          .n
      expect(await n('seen_all'), name).toBe(await n('seen'))
    }
    expect(await countPersons(act, {})).toBe(2)
  })
})
