import { beforeAll, expect, test } from 'vitest'
import { makeCast } from '../../../test/cast.ts'
import { type Asking, type Body, openOffice } from '../../../test/office.ts'
import { filling } from './forms.fixture.ts'

let marketer: Asking
let visitor: ReturnType<typeof filling>

beforeAll(async () => {
  const office = await openOffice()
  const cast = await makeCast(office.world)
  marketer = await office.signIn(cast.marketer.id)
  visitor = filling(office.app)
  await make('document', 'catalogue')
})

const make = async (kind: string, slug: string, name = '製品カタログ'): Promise<Body> =>
  (await marketer('POST', '/forms', { name, kind, slug })).body

test('the editor: what cannot work is refused in a sentence, wordings are kept, and the code is plain HTML', async () => {
  const form = await make('seminar', 'autumn', '秋のセミナー')
  const change = (patch: object, version = form.version) =>
    marketer('PATCH', `/forms/${form.id}`, { version, ...patch })
  const email = form.fields.find((f: Body) => f.key === 'email')
  const said = async (patch: object) => (await change(patch)).body.message
  expect(await said({ fields: [{ ...email, required: false }] })).toContain('必須のメールアドレスの項目')
  expect(await said({ fields: [email, { ...email, to: null }] })).toContain('キー「email」の項目が複数あります。')
  expect(await said({ fields: [email, { key: 'x', kind: 'select', label: '規模' }] })).toContain('選択肢を入力')
  expect(await said({ fields: [email, { key: 'x', kind: 'text', label: '階', to: 'person.custom.none' }] })).toContain(
    '保存先の項目が存在しません',
  )
  expect(await said({ slug: 'catalogue' })).toContain('別のフォームで使用されています')
  expect(await said({ mailBody: '{% for x in (1..99999999) %}a{% endfor %}' })).toContain('お礼メールの記述に誤り')
  expect(await said({ mailBody: '{% include "/etc/passwd" %}' })).toContain('お礼メールの記述に誤り')
  expect(await said({ mailSubject: '{{ form.name' })).toContain('お礼メールの記述に誤り')
  expect((await change({ redirect: 'javascript:alert(1)' })).status).toBe(400)

  const size = { key: 'size', kind: 'radio', label: '規模', choices: ['〜99名', '100名〜'], required: true }
  const days = { key: 'days', kind: 'checkbox', label: '希望日', choices: ['1日', '2日'] }
  const hidden = { key: 'campaign', kind: 'hidden', label: '企画', value: '秋' }
  const changed = await change({ fields: [email, size, days, hidden], redirect: 'https://www.yuki.example.jp/thanks' })
  expect(changed.body).toMatchObject({ version: 2, redirect: 'https://www.yuki.example.jp/thanks' })
  expect((await change({ name: '古い' })).status).toBe(409)
  expect((await visitor.post('autumn', { email: 'a@b.example.jp', size: '1000名' })).page).toContain(
    '「規模」は選択肢から選んでください。',
  )
  const sent = await visitor.post('autumn', {
    email: 'a@b.example.jp',
    size: '100名〜',
    days: ['1日', '2日'],
    campaign: '偽',
  })
  expect(sent.headers.get('location')).toBe('https://www.yuki.example.jp/thanks')
  expect((await visitor.open('autumn')).headers.get('content-security-policy')).toContain(
    "form-action 'self' https://www.yuki.example.jp;",
  )
  const reworded = await marketer('POST', `/forms/${form.id}/wordings`, { purpose: '新しい目的', consent: '' })
  expect(reworded.body.wordings).toMatchObject([
    { number: 2, purpose: '新しい目的', consent: '', by: '佐藤 美咲' },
    { number: 1 },
  ])
  expect(reworded.body.embed).toContain('<form action="http://localhost:3000/f/autumn" method="post">')
  expect(reworded.body.embed).toContain('新しい目的')
  const [submission] = (await marketer('GET', `/forms/${form.id}/submissions`)).body.items
  expect(submission.answers).toEqual([
    { key: 'email', label: 'メールアドレス', value: 'a@b.example.jp' },
    { key: 'size', label: '規模', value: '100名〜' },
    { key: 'days', label: '希望日', value: '1日、2日' },
    { key: 'campaign', label: '企画', value: '秋' },
  ])
  expect(submission.wording).toBe(1)
  expect((await change({ active: false }, 2)).status).toBe(200)
  expect((await visitor.post('autumn', { email: 'a@b.example.jp', size: '100名〜' })).status).toBe(404)
})
