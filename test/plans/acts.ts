import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { browsing, newVisitor } from '../../src/capture/tracking/tracking.fixture.ts'
import { everyMinute } from '../../src/tasks.ts'
import type { Asking, Body } from '../office.ts'
import type { Known } from './known.ts'
import type { LargeOffice } from './office.ts'

export type Person = { ask: Asking; known: Known }
/** Does something under a name, and answers what came of it. */
export type Doing = <T>(name: string, run: () => Promise<T>) => Promise<T>

/** What is done all day, one after the other, by a rep and by an admin, by visitors, programs and the product itself. */
export async function actAll(
  { world, app }: LargeOffice,
  { rep, admin }: { rep: Person; admin: Person },
  doing: Doing,
): Promise<void> {
  const sent = async (who: Person, method: string, path: string, body: unknown): Promise<Body> => {
    const answer = await doing(`${method} ${path.replace(/\d+/g, '{id}')}`, () => who.ask(method, path, body))
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const settle = (after: string) => doing(`reactions to ${after}`, () => world.settle())
  const get = async (who: Person, path: string): Promise<Body> => (await who.ask('GET', path)).body
  const { known } = rep

  const whole = {
    familyName: '新田',
    givenName: '義男',
    email: 'nitta@new.example.jp',
    phone: '03-9876-5432',
    companyName: known.companyName,
  }
  const made = await sent(rep, 'POST', '/persons', whole)
  const twin = await sent(rep, 'POST', '/persons', { ...whole, email: 'nitta2@new.example.jp', phone: '06-1111-2222' })
  await sent(rep, 'PATCH', `/persons/${made.id}`, { version: made.version, title: '部長', companyName: '新田製作所' })
  await sent(rep, 'POST', `/persons/${made.id}/consents`, { channel: 'mail', basis: 'business_card', via: '名刺交換' })
  await sent(rep, 'POST', `/persons/${made.id}/opt-outs`, { channel: 'phone', via: '電話で' })
  await sent(rep, 'POST', '/companies', {
    name: '結城電子工業株式会社',
    phone: '03-1212-3434',
    website: 'https://yuki-denshi.example.jp',
  })
  const merge = await sent(rep, 'POST', '/persons/merge', { keep: made.id, absorb: twin.id })
  await settle('people that are made, changed and merged')
  await sent(rep, 'POST', `/merges/${merge.id}/undo`, {})

  const plan = { kind: 'call', personId: Number(known.person), subject: '確認', plannedAt: '2026-11-24T10:00:00+09:00' }
  const planned = await sent(rep, 'POST', '/activities', plan)
  await sent(rep, 'POST', `/activities/${planned.id}/done`, { outcome: 'talked', note: '来週訪問' })
  const undone = await sent(rep, 'POST', '/activities', { kind: 'visit', personId: Number(known.person), note: '訪問' })
  await sent(rep, 'POST', `/operations/${undone.operationId}/undo`, {})
  const called = await get(admin, `/leads/${admin.known.lead}`)
  await sent(admin, 'POST', `/call-list/${called.id}/outcome`, { outcome: 'absent' })
  await sent(admin, 'POST', '/offers', { leadIds: [called.id], to: Number(known.holder), note: 'お願いします' })
  await settle('work')

  const opened = await sent(rep, 'POST', '/deals', {
    personId: Number(known.person),
    title: '追加導入',
    amount: 2_000_000,
    expectedClose: '2026-12-25',
    bant: { needs: '老朽化' },
  })
  const { items: pipelines } = await get(rep, '/pipelines')
  const stage = pipelines.find((p: Body) => p.id === opened.pipelineId).stages[1].id
  const dragged = await sent(rep, 'PATCH', `/deals/${opened.id}`, { version: opened.version, stage })
  await sent(rep, 'PATCH', `/deals/${opened.id}`, { version: dragged.version, outcome: 'won', orderedOn: '2026-11-20' })
  const order = await sent(rep, 'POST', '/orders', { dealId: opened.id })
  const draft = await sent(admin, 'POST', '/invoices', { orderId: order.id })
  const invoice = await sent(admin, 'POST', `/invoices/${draft.id}/issue`, {})
  await sent(admin, 'POST', '/payments', { invoiceId: invoice.id, amount: invoice.total })
  await settle('a deal until it is paid')

  const site = browsing(app)
  const visitors = Array.from({ length: 20 }, newVisitor)
  await doing('POST /t', async () => {
    for (const v of visitors) await site.send({ v, e: ['/', '/product', '/pricing'].map(path => site.view(path)) })
  })
  await settle('views of strangers')
  const { rows: people } = await sql<{
    email: string
  }>`select email from person where email is not null and merged_into_id is null order by id limit 200`.execute(
    world.db,
  )
  const seen = people.flatMap(({ email }) =>
    ['/pricing', '/case/1'].map(path => ({
      key: randomUUID(),
      kind: 'page.viewed',
      occurredAt: world.clock.now(),
      person: { email },
      facts: { url: `https://www.yuki.example.jp${path}` },
    })),
  )
  await sent(admin, 'POST', '/events', seen)
  await settle('views of people')
  const form = await get(admin, `/forms/${known.form}`)
  const values: Record<string, string> = {
    company: '株式会社はな製作所',
    family_name: '花村',
    given_name: '芽衣',
    email: 'hana@hana.example.jp',
    phone: '03-1234-5678',
    message: '資料をください',
  }
  const answers = Object.fromEntries(
    form.fields.map((f: Body) => [f.key, values[f.key] ?? f.options?.[0]?.value ?? f.options?.[0] ?? '1']),
  )
  await sent(admin, 'POST', `/forms/${form.id}/submissions`, { answers, consented: true, visitor: visitors[0] })
  await settle('a form')

  await sent(admin, 'POST', '/handovers', { from: Number(known.holder), to: [Number(admin.known.holder)], what: 'all' })
  await settle('a handover')
  const user = await get(admin, `/users/${known.holder}`)
  const other = (await get(admin, '/teams')).items.find((t: Body) => t.id !== user.teamId)
  await sent(admin, 'PATCH', `/users/${user.id}`, { version: user.version, teamId: other.id })
  await settle('a change of team')
  await sent(admin, 'DELETE', `/persons/${made.id}`, {})
  await settle('an erasure')

  // What goes out needs the queue, which no server runs here.
  const due = everyMinute.filter(({ name }) => !/mail|fields|tend/.test(name))
  for (const time of ['2026-11-20T13:00:00+09:00', '2026-11-21T00:10:00+09:00']) {
    world.clock.moveTo(time)
    for (const { name, run } of due) await doing(`by the clock: ${name}`, () => run(world))
  }
  await settle('clocks')
}
