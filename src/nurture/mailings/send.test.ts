import { expect, test } from 'vitest'
import { as, seeing } from '../../../test/cast.ts'
import { optOut } from '../../people/consent/consent.ts'
import { personTimeline } from '../../people/persons/timeline.ts'
import { audienceOf } from './audience.ts'
import { addExclusion } from './exclusions.ts'
import { openDesk, refusing, setSender } from './mailings.fixture.ts'
import { holdBack, liftBounce, mailStandingOf } from './standing.ts'

const { world, cast, on, sink, fair, person, mailing } = await openDesk()

test('a mailing goes to each in the segment, in Japanese, with both parts, the sender, the postal address and a way out', async () => {
  await person('hanako', { familyName: '髙橋', givenName: '花子' })
  await person('taro', { familyName: '齋藤' })
  const id = await mailing({
    subject: '【結び】{{ person.familyName }}様へ 〜夏のご案内〜',
    body: '{{ person.name }} 様\n\n**「限定」**のご案内です。[詳細](https://www.musubi.example.jp/a?x=1&y=2)',
  })
  await on.send(id)
  await on.work(id)
  expect(sink.to()).toEqual([`hanako@${fair.n}.example.com`, `taro@${fair.n}.example.com`])
  const mail = sink.got.find(one => one.rcpt.startsWith('hanako'))!
  expect(mail.subject).toBe('【結び】髙橋様へ 〜夏のご案内〜')
  expect(mail.from?.value).toEqual([{ name: '結び商事', address: 'info@musubi.example.jp' }])
  expect(mail.text).toContain('髙橋 花子 様')
  for (const part of [mail.text, mail.html]) {
    expect(part).toContain('〒100-0005 東京都千代田区丸の内1-1-1')
    expect(part).toMatch(/http:\/\/localhost:3000\/u\/[0-9a-f]{32}/)
    expect(part).toMatch(/http:\/\/localhost:3000\/c\/[0-9a-f]{32}\/1/)
  }
  expect(mail.html).toContain('<strong>「限定」</strong>')
  expect(mail.raw).toMatch(/^List-Unsubscribe: <http:\/\/localhost:3000\/u\/[0-9a-f]{32}>\r$/m)
  expect(mail.raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m)
  expect(mail.raw).toMatch(/Content-Transfer-Encoding: base64/)
  expect(mail.raw).not.toMatch(/^Auto-Submitted/m)
  expect(await on.get(id)).toMatchObject({ state: 'sent', figures: { sent: 2, waiting: 0 } })
  await on.work(id)
  expect(sink.got).toHaveLength(2)
})

test('D3: whoever may not be sent to is counted once with the first reason, and is not sent to', async () => {
  await person('gets')
  await on.person(undefined, { source: fair.source, familyName: '宛先', givenName: 'なし', phone: '03-1111-2222' })
  await person('nobasis', { basis: null })
  const said = await person('optedout')
  await as(world, cast.marketer, act => optOut(act, { id: said, channel: 'mail', via: '電話で' }))
  await on.person(`own${fair.n}@musubi.example.jp`, { source: fair.source })
  await on.person(`rival${fair.n}@sub.rival.example.com`, { source: fair.source })
  await person('listed')
  await on.person(`info@desk${fair.n}.example.com`, { source: fair.source })
  const held = await person('held')
  await person('atrival', { companyName: '競合株式会社' })
  const company = await world.db
    .selectFrom('company')
    .select('id')
    .where('name', '=', '競合株式会社')
    .executeTakeFirstOrThrow()
  await as(world, cast.marketer, async act => {
    await addExclusion(act, { kind: 'domain', value: 'rival.example.com', why: 'competitor', note: '' })
    await addExclusion(act, { kind: 'address', value: `LISTED@${fair.n}.example.com`, why: 'other', note: '' })
    await addExclusion(act, { kind: 'company', companyId: company.id, why: 'competitor', note: '' })
  })
  await as(world, cast.kato, act => holdBack(act, { id: held, note: '今は控える' }).catch(() => {}))
  await as(world, cast.manager, act => holdBack(act, { id: held, note: '商談の山場なので控える' }))
  const id = await mailing()
  const counted = await as(world, cast.marketer, async act => audienceOf(act, await on.get(id)))
  expect(counted).toEqual({
    total: 10,
    receive: 1,
    excluded: [
      { why: 'noBasis', count: 1 },
      { why: 'optedOut', count: 1 },
      { why: 'noAddress', count: 1 },
      { why: 'heldBack', count: 1 },
      { why: 'ownDomain', count: 1 },
      { why: 'competitor', count: 2 },
      { why: 'listed', count: 1 },
      { why: 'roleAddress', count: 1 },
    ],
  })
  await on.send(id)
  await on.work(id)
  expect(sink.to()).toEqual([`gets@${fair.n}.example.com`])
  expect(await on.states(id)).toEqual([
    'gets sent',
    '- noAddress',
    'nobasis noBasis',
    'optedout optedOut',
    `own${fair.n} ownDomain`,
    `rival${fair.n} competitor`,
    'listed listed',
    'info roleAddress',
    'held heldBack',
    'atrival competitor',
  ])
})

test('without sender, postal address, subject or anybody to get it, it is refused in a sentence', async () => {
  const id = await mailing({ subject: '' })
  await world.db.updateTable('workspace').set({ postalAddress: '' }).execute()
  await expect(on.send(id)).rejects.toMatchObject({
    code: 'invalid',
    sentence: { ja: expect.stringMatching(/件名.*住所/) },
  })
  await setSender(world)
  await expect(on.send(await mailing())).rejects.toMatchObject({ code: 'conflict' })
  expect(await on.get(id)).toMatchObject({ state: 'draft' })
})

test('who says no between planning and sending gets none, and an address that became another’s is written to once', async () => {
  const first = await person('a')
  const second = await person('b')
  const third = await person('c')
  const id = await mailing({ rate: 12 })
  await on.send(id)
  sink.onMail = async () => {
    if (sink.got.length > 1) return
    await as(world, cast.marketer, act => optOut(act, { id: second, channel: 'mail', via: '電話で' }))
    for (const [id, email] of [
      [first, `elsewhere@${fair.n}.example.com`],
      [third, `a@${fair.n}.example.com`],
    ] as const)
      await world.db.updateTable('person').set({ email, emailKey: email }).where('id', '=', id).execute()
  }
  await on.work(id)
  expect(sink.to()).toEqual([`a@${fair.n}.example.com`])
  expect(await on.states(id)).toEqual(['elsewhere sent', 'b optedOut', 'a double'])
})

test('killed in between: what was being sent is unknown and not sent again by itself', async () => {
  await person('cut')
  await person('next')
  const id = await mailing()
  await on.send(id)
  await world.db
    .updateTable('mailingRecipient')
    .set({ state: 'sending', attempts: 1, sendingAt: world.clock.now(), address: `cut@${fair.n}.example.com` })
    .where('mailingId', '=', id)
    .where('id', '=', eb =>
      eb
        .selectFrom('mailingRecipient')
        .select(e => e.fn.min<number>('id').as('id'))
        .where('mailingId', '=', id),
    )
    .execute()
  await on.work(id)
  await on.work(id)
  expect(sink.to()).toEqual([`next@${fair.n}.example.com`])
  expect(await on.states(id)).toEqual(['cut unknown', 'next sent'])
})

test('when the line breaks after the text was handed over, it is unknown too', async () => {
  await person('lost')
  sink.answers.set(`lost@${fair.n}.example.com`, 'hang up')
  const id = await mailing()
  await on.send(id)
  await on.work(id)
  await on.work(id)
  expect(sink.got).toHaveLength(1)
  expect(await on.states(id)).toEqual(['lost unknown'])
})

test('an address that the server refuses for good has bounced: it stands on the person and gets no more, until it is lifted', async () => {
  const gone = await person('gone')
  await person('policy')
  await person('grey')
  sink.answers.set(`gone@${fair.n}.example.com`, refusing(550, '5.1.1 no such user here'))
  sink.answers.set(`policy@${fair.n}.example.com`, refusing(550, '5.7.1 blocked by policy'))
  sink.answers.set(`grey@${fair.n}.example.com`, refusing(451, '4.7.1 come back later'))
  const id = await mailing()
  await on.send(id)
  await on.work(id)
  expect(await on.states(id)).toEqual(['gone bounced', 'policy failed', 'grey waiting'])
  sink.answers.clear()
  world.clock.advance(6 * 60_000)
  await on.work(id)
  expect(await on.states(id)).toEqual(['gone bounced', 'policy failed', 'grey sent'])
  expect(await seeing(world, cast.manager, act => mailStandingOf(act, gone))).toMatchObject({
    bounce: { address: `gone@${fair.n}.example.com` },
  })
  const { items } = await seeing(world, cast.manager, act => personTimeline(act, gone, { limit: 5, machine: true }))
  expect(items[0]).toMatchObject({ kind: 'mail.bounced', words: { mailing: '夏のご案内' } })

  const again = await mailing({ name: '秋' })
  const counted = () => as(world, cast.marketer, async act => (await audienceOf(act, await on.get(again))).excluded)
  expect(await counted()).toEqual([{ why: 'bounced', count: 1 }])
  await as(world, cast.manager, act => liftBounce(act, gone))
  expect(await counted()).toEqual([])
})
