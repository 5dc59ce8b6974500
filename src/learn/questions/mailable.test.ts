import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { as, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { type TestWorld, testWorld } from '../../../test/database.ts'
import { audienceOf } from '../../nurture/mailings/audience.ts'
import { addExclusion } from '../../nurture/mailings/exclusions.ts'
import { mailSink, marketing, setSender } from '../../nurture/mailings/mailings.fixture.ts'
import { holdBack } from '../../nurture/mailings/standing.ts'
import { mailable } from '../../people/segments/keys.schema.ts'
import { makePeople } from '../../people/segments/where.fixture.ts'
import { open } from '../../sell/deals/deals.fixture.ts'
import { approach } from './people.ts'

let world: TestWorld
let cast: Cast
let on: ReturnType<typeof marketing>
let sink: Awaited<ReturnType<typeof mailSink>>

const day = (n: number) => new Date(world.clock.now().getTime() + n * 86_400_000)
const everybody = { matching: { filters: [] }, except: [] }

/** People of all sorts, some of whom no mailing may reach, for each of the reasons there are. */
beforeAll(async () => {
  world = await testWorld()
  cast = await makeCast(world)
  on = marketing(world, cast)
  sink = await mailSink(world)
  await setSender(world)
  await makePeople(world, cast, 150)
  const { db } = world
  await sql`
    update person set email = w.address, email_key = case when split_part(w.address, '@', 1) <> 'info' then w.address end
    from (select id, case id % 11
      when 0 then null
      when 1 then 'p' || id || '@mail.rival.example.com'
      when 2 then 'p' || id || '@musubi.example.jp'
      when 3 then 'info@desk' || id || '.example.com'
      when 4 then 'listed' || id || '@example.com'
      else 'p' || id || '@kaisha' || id || '.example.com' end as address from person) w where w.id = person.id`.execute(
    db,
  )
  await sql`
    insert into consent (person_id, channel, basis, granted_at, granted_via)
    select id, 'mail', 'business_card', ${day(-30)}, '名刺' from person p
    where id % 7 <> 0 and not exists (select from consent c where c.person_id = p.id and c.withdrawn_at is not null)`.execute(
    db,
  )
  const ids = async (rest: number) =>
    (
      await sql<{
        id: number
        email: string
      }>`select id, email from person where id % 11 = ${rest} order by id`.execute(db)
    ).rows
  const group = await db
    .insertInto('company')
    .values({ name: '競合HD', nameKey: '競合hd', createdAt: day(-9) })
    .returning('id')
    .executeTakeFirstOrThrow()
  await sql`update company set parent_id = ${group.id} where id = (select min(company_id) from person)`.execute(db)
  await as(world, cast.marketer, async act => {
    await addExclusion(act, { kind: 'domain', value: 'rival.example.com', why: 'competitor', note: '' })
    await addExclusion(act, { kind: 'company', companyId: group.id, why: 'competitor', note: '' })
    for (const { email } of await ids(4))
      await addExclusion(act, { kind: 'address', value: email, why: 'other', note: '' })
    for (const { id } of await ids(5)) await holdBack(act, { id, note: '山場' })
  })
  const dealt = (await ids(8)).find(({ id }) => id % 7 !== 0)!
  await as(world, cast.admin, act => open(act, { ownerId: cast.kato.id, personId: dealt.id }))
  for (let n = 0; n < 3; n++) {
    const { id } = await db
      .insertInto('mailing')
      .values({ name: `先週${n}`, state: 'sent', createdAt: day(-6) })
      .returning('id')
      .executeTakeFirstOrThrow()
    await sql`
      insert into mailing_recipient (mailing_id, person_id, original_id, state, due_at, planned_at, sending_at, settled_at, address)
      select ${id}, id, id, 'sent', ${day(-5)}, ${day(-5)}, ${day(-5)}, ${day(-5)}, email_key from person where id % 11 in (6, 7)`.execute(
      db,
    )
  }
  await sql`
    insert into mail_bounce (recipient_id, address, bounced_at, reason)
    select min(r.id), r.address, ${day(-5)}, '550' from mailing_recipient r where r.person_id % 11 = 7 group by r.address`.execute(
    db,
  )
})

const mailOf = (actor: Cast['marketer']) => seeing(world, actor, async act => (await approach(act))!.mail)

test('N6: to whomever can be approached by mail a mailing to everybody goes, as counted, and nobody else', async () => {
  const asked = await mailOf(cast.marketer)
  expect(asked.bars.filter(bar => bar.count === 0)).toEqual([])
  const id = await on.mailing({ picked: everybody })
  for (const actor of [cast.marketer, cast.manager, cast.tanaka, cast.ito]) {
    const mail = await mailOf(actor)
    const audience = await seeing(world, actor, act =>
      audienceOf(act, { id, segmentId: null, whom: everybody, senderEmail: '' }),
    )
    expect(mail.mailable!.count).toBe(audience.receive)
    expect(mail.all.count).toBe(audience.total)
    const kept = mail.bars.filter(b => !mailable.includes(b.reach)).reduce((sum, b) => sum + b.count, 0)
    expect(kept).toBe(audience.excluded.reduce((sum, e) => sum + e.count, 0))
  }
  await on.send(id)
  await on.work(id)
  expect(sink.got).toHaveLength(asked.mailable!.count)
  expect(asked.mailable!.count).toBeGreaterThan(5)
})

test('N6: once it has gone out they may still be mailed, but nobody is left whom no colleague was in touch with', async () => {
  const { mailable: can, free } = await mailOf(cast.marketer)
  expect(can!.count).toBeGreaterThan(0)
  expect(free.count).toBe(0)
})
