import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeEach } from 'vitest'
import { as, type Cast, makeCast } from '../../../test/cast.ts'
import { type TestWorld, testWorld } from '../../../test/database.ts'
import { grantConsent } from '../../people/consent/consent.ts'
import { createPerson } from '../../people/persons/create.ts'
import { createSegment } from '../../people/segments/segments.ts'
import { openMailer } from '../../platform/mail.ts'
import { sendMailing } from './begin.ts'
import { CreateMailing } from './mailings.schema.ts'
import { createMailing, getMailing } from './mailings.ts'
import { sendRecipients } from './send.ts'

export type Got = ParsedMail & { rcpt: string; raw: string }
type Sink = {
  port: number
  got: Got[]
  to: () => string[]
  /** What the server says to this address; 'hang up' breaks the line after it had the text. */
  answers: Map<string, Error | 'hang up'>
  /** Called with each mail before it is answered. */
  onMail?: ((to: string) => Promise<unknown>) | undefined
}

export const refusing = (code: number, words: string) => Object.assign(new Error(words), { responseCode: code })

/** A real mail server that keeps what it gets, and a world that sends through it. */
export async function mailSink(world: TestWorld): Promise<Sink> {
  const sink: Sink = { port: 0, got: [], to: () => sink.got.map(mail => mail.rcpt).toSorted(), answers: new Map() }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, done) {
      const wanted = sink.answers.get(address)
      done(wanted instanceof Error ? wanted : undefined)
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        const rcpt = session.envelope.rcptTo[0]?.address ?? ''
        const raw = Buffer.concat(chunks)
        sink.got.push(Object.assign(await simpleParser(raw), { rcpt, raw: raw.toString('latin1') }))
        await sink.onMail?.(rcpt)
        if (sink.answers.get(rcpt) !== 'hang up') return done()
        for (const open of server.connections) {
          const { _socket: socket } = open as unknown as { _socket: { destroy(): void } }
          socket.destroy()
        }
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  afterAll(() => new Promise<void>(closed => server.close(closed)))
  const { port } = server.server.address() as { port: number }
  sink.port = port
  world.mailer = openMailer(`smtp://127.0.0.1:${port}`)
  return sink
}

export async function setSender(world: TestWorld): Promise<void> {
  await world.db
    .updateTable('workspace')
    .set({
      name: '結び商事株式会社',
      senderName: '結び商事',
      senderEmail: 'info@musubi.example.jp',
      postalAddress: '〒100-0005 東京都千代田区丸の内1-1-1',
      phone: '03-1234-5678',
    })
    .execute()
}

/** What a marketer does, each in its own transaction. */
export function marketing(world: TestWorld, cast: Cast) {
  const act = <T>(fn: Parameters<typeof as<T>>[2]) => as(world, cast.marketer, fn)
  const on = {
    person: async (
      email: string | undefined,
      more: Partial<Parameters<typeof createPerson>[1]> & { basis?: 'business_card' | 'opt_in' | null } = {},
    ) => {
      const { basis = 'business_card', ...fields } = more
      const { id } = await act(a =>
        createPerson(a, { familyName: '受信', givenName: email ?? '無', ...(email ? { email } : {}), ...fields }),
      )
      if (basis) await act(a => grantConsent(a, { id, channel: 'mail', basis, via: '展示会で名刺交換' }))
      return id
    },
    segment: (source: string) =>
      act(a =>
        createSegment(a, {
          name: source,
          rules: { all: [{ key: 'source', op: 'is', value: source }] },
          columns: null,
          sort: null,
          shared: true,
        }),
      ),
    mailing: async (input: Partial<Parameters<typeof CreateMailing.parse>[0] & object> = {}) =>
      act(a =>
        createMailing(
          a,
          CreateMailing.parse({
            name: '夏のご案内',
            subject: '【結び】夏のご案内',
            body: '{{ person.familyName }} 様\n\nご案内です。',
            ...input,
          }),
        ),
      ),
    get: (id: number) => act(a => getMailing(a, id, true)),
    send: async (id: number) => {
      const { version } = await on.get(id)
      await act(a => sendMailing(a, { id, version }))
    },
    /** The worker; time passes where it waits. */
    work: (id: number) => sendRecipients(world, id, undefined, async () => world.clock.advance(1_000)),
    states: async (id: number) => {
      const rows = await world.db
        .selectFrom('mailingRecipient')
        .innerJoin('person', 'person.id', 'mailingRecipient.personId')
        .select(['person.email', 'mailingRecipient.state', 'mailingRecipient.why'])
        .where('mailingId', '=', id)
        .orderBy('mailingRecipient.id')
        .execute()
      return rows.map(row => `${row.email?.split('@')[0] ?? '-'} ${row.why ?? row.state}`)
    },
    token: async (id: number, personId: number) =>
      (
        await world.db
          .selectFrom('mailingRecipient')
          .select('token')
          .where('mailingId', '=', id)
          .where('personId', '=', personId)
          .executeTakeFirstOrThrow()
      ).token,
  }
  return on
}

/** A marketer at work: before each test a new exhibition, whose visitors are the segment that mailings go to. */
export async function openDesk() {
  const world = await testWorld()
  const cast = await makeCast(world)
  const on = marketing(world, cast)
  const sink = await mailSink(world)
  await setSender(world)
  const fair = { n: 0, source: '' }
  beforeEach(() => {
    fair.source = `展示会${++fair.n}`
    sink.got.length = 0
    sink.answers.clear()
    sink.onMail = undefined
  })
  return {
    world,
    cast,
    on,
    sink,
    fair,
    person: (name: string, more: object = {}) =>
      on.person(`${name}@${fair.n}.example.com`, { source: fair.source, ...more }),
    mailing: async (more: object = {}) => on.mailing({ segmentId: (await on.segment(fair.source)).id, ...more }),
  }
}
