import { expect, test } from 'vitest'
import { as } from '../../../test/cast.ts'
import { scheduleMailing, tendMailings } from './begin.ts'
import { pauseMailing, resumeMailing, stopMailing } from './control.ts'
import { openDesk } from './mailings.fixture.ts'

const { world, cast, on, sink, fair, person, mailing } = await openDesk()

test('R21: the fourth mailing within a week does not reach them', async () => {
  await person('often')
  for (const name of ['一', '二', '三']) {
    const id = await mailing({ name })
    await on.send(id)
    await on.work(id)
  }
  await expect(on.send(await mailing({ name: '四' }))).rejects.toMatchObject({ code: 'conflict' })
  expect(sink.got).toHaveLength(3)
  world.clock.advance(8 * 86_400_000)
  const id = await mailing({ name: '五' })
  await on.send(id)
  await on.work(id)
  expect(sink.got).toHaveLength(4)
})

test('no more in a minute than the rate says; three workers at once send nothing twice; it pauses, goes on and stops', async () => {
  for (let i = 0; i < 9; i++) await person(`p${i}`)
  const id = await mailing({ rate: 4 })
  const began = world.clock.now().getTime()
  await on.send(id)
  await Promise.all([on.work(id), on.work(id), on.work(id)])
  expect(new Set(sink.to()).size).toBe(9)
  expect(sink.got).toHaveLength(9)
  expect(world.clock.now().getTime() - began).toBeGreaterThanOrEqual(120_000)

  world.clock.advance(8 * 86_400_000)
  const other = await mailing({ name: '次', rate: 4 })
  await on.send(other)
  sink.got.length = 0
  sink.onMail = async () => {
    if (sink.got.length === 3) await as(world, cast.marketer, act => pauseMailing(act, other))
  }
  await on.work(other)
  const atPause = sink.got.length
  expect(atPause).toBeLessThan(9)
  await on.work(other)
  expect(sink.got).toHaveLength(atPause)
  sink.onMail = undefined
  await as(world, cast.marketer, act => resumeMailing(act, other))
  await as(world, cast.marketer, act => stopMailing(act, other))
  await on.work(other)
  expect(sink.got).toHaveLength(atPause)
  expect(await on.get(other)).toMatchObject({ state: 'stopped', figures: { waiting: 9 - atPause } })
  await expect(as(world, cast.marketer, act => resumeMailing(act, other))).rejects.toMatchObject({ code: 'conflict' })
})

test('what is scheduled begins by itself, by the sight of who scheduled it; who may no longer, does not', async () => {
  await person('later')
  const plan = async () => {
    const id = await mailing()
    const { version } = await on.get(id)
    await as(world, cast.marketer, act =>
      scheduleMailing(act, { id, version, at: new Date(world.clock.now().getTime() + 3_600_000) }),
    )
    return id
  }
  const id = await plan()
  await tendMailings(world)
  expect(await on.get(id)).toMatchObject({ state: 'scheduled' })
  world.clock.advance(3_600_000)
  await tendMailings(world)
  await on.work(id)
  expect(sink.to()).toEqual([`later@${fair.n}.example.com`])

  const other = await plan()
  await world.db
    .updateTable('appUser')
    .set({ roles: ['viewer'] })
    .where('id', '=', cast.marketer.id)
    .execute()
  world.clock.advance(3_600_000)
  await tendMailings(world)
  await world.db
    .updateTable('appUser')
    .set({ roles: ['marketer'] })
    .where('id', '=', cast.marketer.id)
    .execute()
  expect(await on.get(other)).toMatchObject({ state: 'draft', problem: expect.stringContaining('権限がありません') })
})

test('without a mail server, mails are laid into the outbox with all they have', async () => {
  await person('box')
  const { mailer } = world
  world.mailer = undefined
  const id = await mailing()
  await on.send(id)
  await on.work(id)
  world.mailer = mailer
  expect(await on.get(id)).toMatchObject({ state: 'sent', outbox: true })
  const mail = await world.db
    .selectFrom('mail')
    .selectAll()
    .where('toAddress', '=', `box@${fair.n}.example.com`)
    .executeTakeFirstOrThrow()
  expect(mail).toMatchObject({
    state: 'queued',
    html: expect.stringContaining('<table'),
    headers: { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
  })
})
