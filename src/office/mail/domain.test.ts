import { createHash, createPublicKey, createVerify } from 'node:crypto'
import { simpleParser } from 'mailparser'
import { beforeAll, expect, test } from 'vitest'
import { byItself, type Cast, makeCast } from '../../../test/cast.ts'
import { type Asking, openOffice } from '../../../test/office.ts'
import { mailSink, marketing, setSender } from '../../nurture/mailings/mailings.fixture.ts'
import { signingKeyIn } from '../../platform/dkim.ts'
import { openMailer } from '../../platform/mail.ts'
import { checkMailDomain } from './domain.ts'
import { queueMail } from './outbox.ts'
import { sendDueMails } from './send.ts'

const office = await openOffice()
const { world } = office
let cast: Cast
let admin: Asking
let sink: Awaited<ReturnType<typeof mailSink>>

beforeAll(async () => {
  cast = await makeCast(world)
  admin = await office.signIn(cast.admin.id)
  sink = await mailSink(world)
  const { port } = sink
  world.mailer = openMailer(`smtp://127.0.0.1:${port}`, signingKeyIn(world.dataDir))
})

const relaxed = (line: string) => {
  const at = line.indexOf(':')
  const value = line
    .slice(at + 1)
    .replace(/\r\n(?=[ \t])/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim()
  return `${line.slice(0, at).toLowerCase().trim()}:${value}`
}

/** Checks a DKIM signature as a mailbox does: the hash of the body, then the headers that it names. */
function verified(raw: string, record: string) {
  const end = raw.indexOf('\r\n\r\n')
  const lines = raw.slice(0, end).split(/\r\n(?![ \t])/)
  const body = raw.slice(end + 4)
  const signature = lines.find(line => /^dkim-signature:/i.test(line))!
  const tags = Object.fromEntries(
    relaxed(signature)
      .slice('dkim-signature:'.length)
      .split(';')
      .map(tag => [tag.split('=')[0]!.trim(), tag.slice(tag.indexOf('=') + 1).replace(/\s/g, '')]),
  )
  const canonical = `${body
    .split('\r\n')
    .map(line => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''))
    .join('\r\n')
    .replace(/(?:\r\n)*$/, '')}\r\n`
  const names = tags.h!.split(':')
  const signed = [
    ...names.map(name => relaxed(lines.findLast(line => line.toLowerCase().startsWith(`${name}:`))!)),
    relaxed(signature).replace(/ b=.*$/, ' b='),
  ].join('\r\n')
  const key = createPublicKey({
    key: Buffer.from(/p=(.*)$/.exec(record)![1]!, 'base64'),
    format: 'der',
    type: 'spki',
  })
  return {
    tags,
    names,
    body: createHash('sha256').update(canonical, 'latin1').digest('base64') === tags.bh,
    headers: createVerify('RSA-SHA256').update(signed, 'latin1').verify(key, tags.b!, 'base64'),
  }
}

test('D3: without a sender there is nothing to enter; with one, what the DNS has to say is shown', async () => {
  expect((await admin('GET', '/mail-domain')).body).toEqual({ domain: null, signedSince: null, records: [] })
  await setSender(world)
  expect((await admin('GET', '/mail-domain')).body).toEqual({
    domain: 'musubi.example.jp',
    signedSince: null,
    records: [
      { kind: 'spf', name: 'musubi.example.jp', value: 'v=spf1 mx ~all' },
      {
        kind: 'dmarc',
        name: '_dmarc.musubi.example.jp',
        value: 'v=DMARC1; p=none; rua=mailto:info@musubi.example.jp',
      },
    ],
  })
})

test('D3: once the key is made every mail is signed with it, and a mailbox can verify it by the record', async () => {
  const made = await admin('POST', '/mail-domain/key')
  const record = made.body.records.find((one: { kind: string }) => one.kind === 'dkim')
  expect(record.name).toBe('musubi._domainkey.musubi.example.jp')
  expect((await admin('POST', '/mail-domain/key')).status).toBe(409)
  expect((await admin('GET', '/mail-domain')).body).toEqual(made.body)

  const on = marketing(world, cast)
  await on.person('dkim@kaisha.example.com', { source: '署名' })
  const id = await on.mailing({ segmentId: (await on.segment('署名')).id })
  await on.send(id)
  await on.work(id)
  await byItself(world, act =>
    queueMail(act, { key: 'k', to: 'plain@kaisha.example.com', subject: '招待', body: 'です' }),
  )
  await sendDueMails(world)
  expect(sink.got).toHaveLength(2)
  for (const { raw } of sink.got) {
    const { tags, names, body, headers } = verified(raw, record.value)
    expect(tags).toMatchObject({ a: 'rsa-sha256', d: 'musubi.example.jp', s: 'musubi' })
    expect(names).toEqual(expect.arrayContaining(['from', 'to', 'subject', 'date', 'message-id']))
    expect([body, headers]).toEqual([true, true])
  }
  const mailing = sink.got.find(mail => mail.rcpt.startsWith('dkim'))!
  expect(verified(mailing.raw, record.value).names).toEqual(
    expect.arrayContaining(['list-unsubscribe', 'list-unsubscribe-post']),
  )
  expect((await simpleParser(mailing.raw)).subject).toBe('【結び】夏のご案内')
  expect(verified(mailing.raw.replace('List-Unsubscribe=One-Click', 'List-Unsubscribe=No'), record.value).headers).toBe(
    false,
  )
})

test('D3: the DNS is looked up: what is right, what is otherwise, what is not there, what did not answer', async () => {
  const { body: domain } = await admin('GET', '/mail-domain')
  const value = domain.records.find((one: { kind: string }) => one.kind === 'dkim').value as string
  const fails = (code: string) => Promise.reject(Object.assign(new Error(code), { code }))
  const states = async (dns: Record<string, string[] | string>) =>
    (
      await checkMailDomain(domain, name => {
        const said = dns[name.split('.')[0]!] ?? 'ENOTFOUND'
        return typeof said === 'string'
          ? fails(said)
          : Promise.resolve(said.map(text => [text.slice(0, 200), text.slice(200)]))
      })
    ).map(({ kind, state }) => `${kind} ${state}`)
  expect(await states({ musubi: ['v=spf1 include:_spf.example.net ~all', 'other=1'] })).toEqual([
    'spf right',
    'dkim none',
    'dmarc none',
  ])
  expect(await states({ musubi: ['v=spf1 mx ~all', 'v=spf1 -all'], _dmarc: 'ETIMEOUT' })).toEqual([
    'spf other',
    'dkim none',
    'dmarc unclear',
  ])
  const zone = (key: string) => async (name: string) => (name.startsWith('musubi._domainkey') ? [[key]] : [])
  expect((await checkMailDomain(domain, zone(value))).find(one => one.kind === 'dkim')!.state).toBe('right')
  expect(
    (await checkMailDomain(domain, zone('v=DKIM1; p=abc')).then(all => all.find(one => one.kind === 'dkim')))!.state,
  ).toBe('other')
})
