import { beforeAll, expect, test } from 'vitest'
import { type Cast, makeCast } from '../../../test/cast.ts'
import type { TestWorld } from '../../../test/database.ts'
import { type Asking, type Body, openOffice } from '../../../test/office.ts'
import { browsing, newVisitor } from '../tracking/tracking.fixture.ts'
import { filling, hana } from './forms.fixture.ts'

let world: TestWorld
let cast: Cast
let office: Awaited<ReturnType<typeof openOffice>>
let marketer: Asking
let visitor: ReturnType<typeof filling>

beforeAll(async () => {
  office = await openOffice()
  world = office.world
  cast = await makeCast(world)
  marketer = await office.signIn(cast.marketer.id)
  visitor = filling(office.app)
  await world.db.updateTable('workspace').set({ name: '結び商事', senderName: '結び商事 営業部' }).execute()
})

const make = async (kind: string, slug: string, name = '製品カタログ'): Promise<Body> => {
  const made = await marketer('POST', '/forms', { name, kind, slug })
  expect(made.status).toBe(200)
  return made.body
}
const personBy = async (email: string) => (await marketer('GET', `/persons?q=${encodeURIComponent(email)}`)).body.items
const mails = () => world.db.selectFrom('mail').selectAll().orderBy('id').execute()
const readFor = (ms: number) => world.clock.advance(ms)

test('R1, R7: three anonymous views and a form are one timeline, one record and one mail, though the button is pressed twice', async () => {
  const form = await make('document', 'catalogue')
  const cookie = newVisitor()
  const site = browsing(office.app)
  for (const path of ['/', '/product', '/pricing']) await site.look(cookie, path)
  await world.settle()

  const { page, token } = await visitor.open('catalogue', `?visitor=${cookie}`)
  expect(page).toContain(`<input type="hidden" name="visitor" value="${cookie}">`)
  expect(page).toContain('<label for="email">メールアドレス <span class="required">必須</span></label>')
  readFor(15_000)
  const values = { ...hana, _token: token, _consent: '1', _wording: String(form.wordings[0].id), visitor: cookie }
  const answers = await Promise.all([visitor.post('catalogue', values), visitor.post('catalogue', values)])
  expect(answers.map(a => [a.status, a.headers.get('location')])).toEqual([
    [303, '/f/catalogue/thanks'],
    [303, '/f/catalogue/thanks'],
  ])
  // An hour later the browser sends the same page again.
  readFor(3_600_000)
  expect((await visitor.post('catalogue', values)).status).toBe(303)
  await world.settle()

  const people = await personBy('mei.hanamura@hana.example.jp')
  expect(people).toHaveLength(1)
  const person = (await marketer('GET', `/persons/${people[0].id}`)).body
  expect(person).toMatchObject({ familyName: '花村', givenName: '芽衣', title: '課長', source: '製品カタログ' })
  expect(person.companyName).toBe('株式会社はな製作所')
  expect(person.leads).toHaveLength(1)
  expect(person.consents).toMatchObject([
    {
      channel: 'mail',
      basis: 'opt_in',
      grantedVia: expect.stringContaining('フォーム「製品カタログ」で同意（文言 第1版'),
    },
  ])
  const { items } = (await marketer('GET', `/persons/${person.id}/timeline?machine=true`)).body
  const kinds = items.map((i: Body) => i.kind)
  expect(kinds.filter((k: string) => k === 'page.viewed')).toHaveLength(3)
  for (const kind of ['form.submitted', 'document.requested', 'visitor.identified', 'consent.granted'])
    expect(kinds.filter((k: string) => k === kind)).toHaveLength(1)
  const sent = items.find((i: Body) => i.kind === 'form.submitted')
  expect(sent.words).toMatchObject({ form: '製品カタログ', answers: expect.stringContaining('役職: 課長') })
  expect(await mails()).toMatchObject([
    {
      toAddress: 'Mei.Hanamura@hana.example.jp',
      subject: '【資料請求】製品カタログをご請求いただきありがとうございます',
      body: expect.stringMatching(/^株式会社はな製作所\n花村 芽衣 様\n[^]*結び商事 営業部/),
      personId: person.id,
    },
  ])
  expect((await marketer('GET', '/forms')).body.items).toMatchObject([{ slug: 'catalogue', accepted: 1, spam: 0 }])
})

test('what is wrong is said beside the field, what was typed stays, and nothing that is typed runs', async () => {
  const form = await make('inquiry', 'contact-us', 'お問い合わせ "><script>alert(1)</script>')
  const hostile = '"><img src=x onerror=alert(1)><script>alert(2)</script>'
  const { token } = await visitor.open('contact-us')
  readFor(9_000)
  const wrong = await visitor.post('contact-us', {
    ...hana,
    company: hostile,
    email: 'not an address',
    message: '',
    _token: token,
  })
  expect(wrong.status).toBe(422)
  expect(wrong.page).toContain('<p class="problem" id="email-problem">メールアドレスの形式をご確認ください。</p>')
  expect(wrong.page).toContain('<a href="#message">「お問い合わせ内容」を入力してください。</a>')
  expect(wrong.page).toContain('aria-describedby="email-problem" aria-invalid="true"')
  expect(wrong.page).toContain('value="&quot;&gt;&lt;img src=x onerror=alert(1)&gt;')
  expect(wrong.page).toContain('value="not an address"')
  expect(wrong.page).not.toMatch(/<script>|<img/)
  const policy = wrong.headers.get('content-security-policy')
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toContain('unsafe-inline')

  const sent = await visitor.post('contact-us', {
    ...hana,
    company: hostile,
    family_name: '{{ "x" | upcase }}',
    given_name: '{% include "/etc/passwd" %}',
    email: 'hostile@evil.example.com',
    message: '{{ answers }} \u0000 <b>',
    to_buy: 'はい',
    _token: token,
  })
  expect(sent.status).toBe(303)
  const [person] = await personBy('hostile@evil.example.com')
  expect(person).toMatchObject({ familyName: '{{ "x" | upcase }}', companyName: hostile })
  const mail = (await mails()).at(-1)!
  // What people type is put into the mail, not read as a template.
  expect(mail.body).toContain('{{ "x" | upcase }} {% include "/etc/passwd" %} 様')
  await world.settle()
  const { items } = (await marketer('GET', `/persons/${person.id}/timeline`)).body
  expect(items.find((i: Body) => i.kind === 'inquiry.received').facts).toEqual({ subject: form.name, toBuy: true })

  expect((await visitor.open('nowhere')).page).toContain('このフォームは存在しないか、受付を終了しています。')
  expect((await visitor.open('nowhere', '', { 'accept-language': 'en' })).status).toBe(404)
})

test('of somebody known only what was empty is filled; a shared address makes nobody twice', async () => {
  await make('inquiry', 'ask')
  const { body: known } = await marketer('POST', '/persons', {
    familyName: '林',
    givenName: '一',
    email: 'hajime@rin.example.jp',
    title: '部長',
  })
  const lead = known.leads[0]
  const values = { ...hana, message: '見積を', family_name: '偽', given_name: '者', title: '社長' }
  expect((await visitor.post('ask', { ...values, email: 'HAJIME@rin.example.jp' })).status).toBe(303)
  const after = (await marketer('GET', `/persons/${known.id}`)).body
  expect(after).toMatchObject({ familyName: '林', title: '部長', department: '生産技術部', phone: '03-1234-5678' })
  expect(after.leads.map((l: Body) => l.id)).toEqual([lead.id])

  for (const message of ['一度目', '二度目'])
    expect((await visitor.post('ask', { ...values, message, email: 'info@hana.example.jp', phone: '' })).status).toBe(
      303,
    )
  const shared = await world.db
    .selectFrom('person')
    .select(['id', 'emailKey'])
    .where('email', '=', 'info@hana.example.jp')
    .execute()
  expect(shared).toMatchObject([{ emailKey: null }])
})

test('spam is kept and makes nobody; a person here may say that it was none, and then it is carried out, once', async () => {
  const form = await make('inquiry', 'spammed')
  const before = await world.db.selectFrom('person').select('id').execute()
  const quick = await visitor.open('spammed')
  const message = '見てください https://a.example http://b.example www.c.example'
  await visitor.post('spammed', { ...hana, email: 'trap@x.example.jp', message: 'a', _confirm: 'I fill in all' })
  await visitor.post('spammed', {
    ...hana,
    email: 'fast@x.example.jp',
    phone: '',
    message: 'b',
    _token: quick.token,
    _consent: '1',
  })
  expect((await visitor.post('spammed', { ...hana, email: 'links@x.example.jp', message })).status).toBe(303)
  expect(await world.db.selectFrom('person').select('id').execute()).toHaveLength(before.length)
  const spam = (await marketer('GET', `/forms/${form.id}/submissions?verdict=spam`)).body.items
  expect(spam.map((s: Body) => s.why)).toEqual([['links'], ['fast'], ['trap']])

  const fast = spam[1]
  expect((await marketer('POST', `/submissions/${fast.id}/accept`)).status).toBe(200)
  expect((await marketer('POST', `/submissions/${fast.id}/accept`)).status).toBe(409)
  const [person] = await personBy('fast@x.example.jp')
  expect(person).toMatchObject({ familyName: '花村' })
  expect((await mails()).filter(m => m.toAddress === 'fast@x.example.jp')).toHaveLength(1)
  expect((await marketer('GET', `/forms/${form.id}/submissions`)).body.items).toMatchObject([
    { person: { id: person.id, name: '花村 芽衣' }, judgedBy: '佐藤 美咲', consented: true, wording: 1 },
  ])
  const { consents } = (await marketer('GET', `/persons/${person.id}`)).body
  expect(consents[0].grantedVia).toContain('フォーム')
})

test('one address of the network that sends on and on is taken for a machine, and at last not heard', async () => {
  const form = await make('inquiry', 'flooded')
  world.clock.advance(3_600_000)
  for (let n = 0; n < 22; n++)
    await visitor.post('flooded', { ...hana, email: `n${n}@flood.example.jp`, message: `${n}` })
  const spam = (await marketer('GET', `/forms/${form.id}/submissions?verdict=spam`)).body.items
  expect(spam.map((s: Body) => s.why)).toEqual([['rate'], ['rate']])
  world.clock.advance(11 * 60_000)
  await visitor.post('flooded', { ...hana, email: 'later@flood.example.jp', phone: '', message: 'x' })
  expect(await personBy('later@flood.example.jp')).toHaveLength(1)
})

test('programs fill it in too; who was erased or has said no is not brought back by stealth', async () => {
  const form = await make('document', 'by-program')
  const answers = { ...hana, email: 'prog@ram.example.jp', phone: '' }
  const path = `/forms/${form.id}/submissions`
  const wrong = await office.anybody('POST', path, { answers: { email: 'x' } })
  expect([wrong.status, wrong.body.data.fields.email.en]).toEqual([
    400,
    'This does not look like a mail address. Please check it.',
  ])
  const sent = await office.anybody('POST', path, { answers, consented: true })
  expect([sent.status, sent.body.thanks]).toEqual([200, form.thanks])
  expect((await office.anybody('POST', path, { answers, consented: true })).body).toEqual(sent.body)
  const [person] = await personBy('prog@ram.example.jp')
  expect((await marketer('GET', `/persons/${person.id}/export`)).body.submissions).toMatchObject([
    { form: '製品カタログ', consent: form.wordings[0].consent, consented: true },
  ])
  const admin = await office.signIn(cast.admin.id)
  expect((await admin('DELETE', `/persons/${person.id}`)).status).toBe(200)
  expect(
    await world.db.selectFrom('submission').select('id').where('id', '=', sent.body.submissionId).execute(),
  ).toEqual([])
  const again = await office.anybody('POST', path, { answers: { ...answers, title: '部長' } })
  expect([again.status, again.body.message]).toEqual([
    409,
    'This could not be taken by the form. Please contact us by phone or mail.',
  ])
})

test('a merge takes what was sent in along, and gives it back', async () => {
  await make('document', 'merged')
  for (const n of [1, 2])
    await visitor.post('merged', {
      ...hana,
      phone: `03-9999-000${n}`,
      email: `m${n}@merge.example.jp`,
      given_name: `人${n}`,
    })
  const [one] = await personBy('m1@merge.example.jp')
  const [two] = await personBy('m2@merge.example.jp')
  const whose = async () =>
    (
      await world.db
        .selectFrom('submission')
        .innerJoin('form', 'form.id', 'submission.formId')
        .select('personId')
        .where('slug', '=', 'merged')
        .orderBy('submission.id')
        .execute()
    ).map(s => s.personId)
  const merged = await marketer('POST', '/persons/merge', { keep: one.id, absorb: two.id })
  expect(merged.status).toBe(200)
  expect(await whose()).toEqual([one.id, one.id])
  expect((await marketer('POST', `/merges/${merged.body.id}/undo`, {})).status).toBe(200)
  expect(await whose()).toEqual([one.id, two.id])
})
