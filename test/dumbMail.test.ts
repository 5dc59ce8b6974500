import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileOf } from '../bench/crash/load.capture.ts'
import { openPostbox, type Postbox } from '../bench/crash/postbox.ts'
import { queueMail } from '../src/office/mail/outbox.ts'
import { openMailer } from '../src/platform/mail.ts'
import { startWorkers, type Workers } from '../src/worker.ts'
import { byItself, makeCast } from './cast.ts'
import type { TestWorld } from './database.ts'
import { type Asking, openOffice } from './office.ts'

// A mail server that takes a line and says nothing, and a real worker beside it.

let world: TestWorld
let marketer: Asking
let post: Postbox
let workers: Workers

beforeAll(async () => {
  post = await openPostbox()
  const office = await openOffice()
  world = office.world
  world.mailer = openMailer(post.url)
  const cast = await makeCast(world)
  marketer = await office.signIn(cast.marketer.id)
  workers = await startWorkers(world, world.url)
})
afterAll(async () => {
  await workers?.stop()
  post?.close()
})

const mail = () => world.db.selectFrom('mail').select(['state', 'attempts']).executeTakeFirstOrThrow()

test('while the mail server says nothing, other work goes on; the mail waits, and goes out once the server speaks again', async () => {
  await post.become('dumb')
  await byItself(world, act =>
    queueMail(act, { key: 'one', to: 'new@example.com', subject: 'お知らせ', body: '本文です。' }),
  )
  await expect.poll(mail).toMatchObject({ state: 'sending' })

  const lines = Array.from({ length: 50 }, (_, n) => `沈黙${n},沈黙株式会社,silent${n}@example.com`)
  const { id } = (await marketer('POST', '/imports', fileOf(lines, '展示会'))).body
  await expect.poll(async () => (await marketer('GET', `/imports/${id}`)).body.state, { interval: 20 }).toBe('done')
  expect(await mail()).toMatchObject({ state: 'sending' })

  await expect.poll(mail, { timeout: 60_000 }).toEqual({ state: 'queued', attempts: 0 })
  expect(post.mails).toEqual([])
  await post.become('well')
  world.clock.advance(2 * 60_000)
  await byItself(world, act =>
    queueMail(act, { key: 'two', to: 'next@example.com', subject: 'お知らせ', body: '本文です。' }),
  )
  await expect.poll(() => post.mails.map(mail => mail.to).toSorted()).toEqual(['new@example.com', 'next@example.com'])
})
