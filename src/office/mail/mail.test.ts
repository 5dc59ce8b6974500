import { sql } from 'kysely'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { as, byItself, type Cast, makeCast } from '../../../test/cast.ts'
import { type TestWorld, testWorld } from '../../../test/database.ts'
import { type Mailer, openMailer } from '../../platform/mail.ts'
import { listMails, queueMail, sendAgain } from './outbox.ts'
import { sendDueMails } from './send.ts'

type Behaviour = { onData?: (times: number) => Error | 'hang up' | undefined }

let world: TestWorld
let cast: Cast
let got: ParsedMail[] = []
let behave: Behaviour = {}
let times = 0
let server: SMTPServer
let mailer: Mailer

beforeAll(async () => {
  world = await testWorld()
  cast = await makeCast(world)
  await world.db
    .updateTable('workspace')
    .set({ senderName: '結び商事', senderEmail: 'info@musubi.example.jp' })
    .execute()
  const options: SMTPServerOptions = {
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, answer) {
      times++
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const wanted = behave.onData?.(times)
        void simpleParser(Buffer.concat(chunks)).then(mail => {
          if (!(wanted instanceof Error)) got.push(mail)
          if (wanted === 'hang up') for (const open of server.connections) hangUp(open)
          else answer(wanted)
        })
      })
    },
  }
  server = new SMTPServer(options)
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const { port } = server.server.address() as { port: number }
  mailer = openMailer(`smtp://127.0.0.1:${port}`)
})
afterAll(() => new Promise<void>(closed => server.close(closed)))

beforeEach(async () => {
  got = []
  times = 0
  behave = {}
  world.mailer = mailer
  await world.db.deleteFrom('mail').execute()
})

/** As if the cable were cut: without a word of SMTP. */
function hangUp(connection: object) {
  const { _socket: socket } = connection as { _socket: { destroy(): void } }
  socket.destroy()
}

const write = (key: string) =>
  byItself(world, act =>
    queueMail(act, { key, to: 'hanako@example.jp', subject: '【結び】お知らせ 髙橋様', body: '本文です。\n〜〜\n' }),
  )
const states = async () =>
  (await world.db.selectFrom('mail').select(['key', 'state', 'attempts']).orderBy('id').execute()).map(
    m => `${m.key} ${m.state} ${m.attempts}`,
  )
const refusal = (code: number) => Object.assign(new Error('Try again'), { responseCode: code })

test('a mail goes out once, in Japanese, from the company', async () => {
  await write('one')
  await write('one')
  await sendDueMails(world)
  await sendDueMails(world)
  expect(got).toHaveLength(1)
  expect(got[0]).toMatchObject({
    subject: '【結び】お知らせ 髙橋様',
    text: '本文です。\n〜〜\n',
    from: { value: [{ name: '結び商事', address: 'info@musubi.example.jp' }] },
  })
  expect(await states()).toEqual(['one sent 1'])
})

test('two workers at once send each mail once', async () => {
  for (let n = 0; n < 8; n++) await write(`mail ${n}`)
  await Promise.all([sendDueMails(world), sendDueMails(world), sendDueMails(world)])
  expect(got).toHaveLength(8)
  expect(new Set(got.map(mail => mail.messageId)).size).toBe(8)
})

test('a worker that loses its lock to another stops, and neither sends again what the other has', async () => {
  for (let n = 0; n < 8; n++) await write(`mail ${n}`)
  const cutOff = sql`select pg_terminate_backend(l.pid, 1000) from pg_locks l join pg_database d on d.oid = l.database
    where l.locktype = 'advisory' and d.datname = current_database()`
  let other: Promise<void> | undefined
  const { post } = mailer
  world.mailer = {
    ...mailer,
    async post(letter) {
      // In the middle of its first mail.
      if (!other) {
        await cutOff.execute(world.db)
        other = sendDueMails({ ...world, mailer })
        await new Promise(done => setTimeout(done, 50))
      }
      return post(letter)
    },
  }
  await expect(sendDueMails(world)).rejects.toThrow(/terminat|closed|not queryable/i)
  await other
  expect(got).toHaveLength(8)
  expect(new Set(got.map(mail => mail.messageId)).size).toBe(8)
  expect(await states()).toEqual(Array.from({ length: 8 }, (_, n) => `mail ${n} sent 1`))
})

test('without SMTP_URL mails stay in the outbox, where admins alone read them', async () => {
  world.mailer = undefined
  await write('stays')
  await sendDueMails(world)
  expect(await states()).toEqual(['stays queued 0'])
  expect((await as(world, cast.admin, act => listMails(act, { limit: 10 }))).items).toMatchObject([
    { to: 'hanako@example.jp', state: 'queued' },
  ])
  expect((await as(world, cast.manager, act => listMails(act, { limit: 10 }))).items).toEqual([])
})

test('a server that greylists gets the mail again later, and not at once', async () => {
  behave = { onData: n => (n === 1 ? refusal(451) : undefined) }
  await write('grey')
  await sendDueMails(world)
  await sendDueMails(world)
  expect(await states()).toEqual(['grey queued 1'])
  world.clock.advance(6 * 60_000)
  await sendDueMails(world)
  expect(await states()).toEqual(['grey sent 2'])
  expect(got).toHaveLength(1)
})

test('a mail that the server refuses for good has failed; the others go on', async () => {
  behave = { onData: n => (n === 1 ? refusal(550) : undefined) }
  await write('refused')
  await write('next')
  await sendDueMails(world)
  expect(await states()).toEqual(['refused failed 1', 'next sent 1'])
})

test('when the line breaks after the text was handed over, nobody knows, and it is not sent again by itself', async () => {
  behave = { onData: n => (n === 1 ? 'hang up' : undefined) }
  await write('lost')
  await sendDueMails(world)
  world.clock.advance(24 * 3_600_000)
  await sendDueMails(world)
  expect(await states()).toEqual(['lost unknown 1'])
  expect(got).toHaveLength(1)

  const { items } = await as(world, cast.admin, act => listMails(act, { limit: 10 }))
  await as(world, cast.admin, act => sendAgain(act, items[0]?.id ?? 0))
  await expect(as(world, cast.admin, act => sendAgain(act, items[0]?.id ?? 0))).rejects.toMatchObject({
    code: 'conflict',
  })
  await sendDueMails(world)
  expect(await states()).toEqual(['lost sent 1'])
})

test('what a killed server was sending is unknown after the next start', async () => {
  await write('cut off')
  await world.db.updateTable('mail').set({ state: 'sending', attempts: 1 }).execute()
  await sendDueMails(world)
  expect(await states()).toEqual(['cut off unknown 1'])
  expect(got).toHaveLength(0)
})

test('when the mail server is away, nothing fails, however long: all waits, and goes within a minute of its return', async () => {
  world.mailer = openMailer('smtp://127.0.0.1:1')
  await write('a')
  await write('b')
  for (let minutes = 0; minutes < 10; minutes++) {
    await sendDueMails(world)
    expect(await states()).toEqual(['a queued 0', 'b queued 0'])
    world.clock.advance(60_000)
  }
  world.mailer = mailer
  await sendDueMails(world)
  expect(await states()).toEqual(['a sent 1', 'b sent 1'])
})

test('a mail that waited for days is not sent any more', async () => {
  await write('old')
  world.clock.advance(4 * 24 * 3_600_000)
  await sendDueMails(world)
  expect(await states()).toEqual(['old failed 0'])
})
