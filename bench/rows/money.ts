import { randomUUID } from 'node:crypto'
import type { Ask } from '../asking.ts'
import { bareCommits } from '../limits.ts'
import type { Measured, Row } from '../row.ts'
import { at, sorted } from '../timing.ts'

type Versioned = { id: number; version: number }

/** What is asked one after the other, by whoever's work it is. */
const steps = ['deal', 'won', 'order', 'invoice', 'issued', 'paid'] as const

export const money: Row = {
  id: 'money',
  unit: 'ms',
  target: 60,
  async run(office) {
    const [rep, accountant, admin] = [await office.as('kato'), await office.as('keiri'), await office.as('admin')]
    const invoicing = await admin<{ registrationNumber: string }>('GET', '/invoicing')
    if (!invoicing.registrationNumber) throw new Error('Nothing can be invoiced without a registration number.')
    const answer = await office.limit('', () => admin('GET', '/me'), 40)
    const commit = at((await bareCommits(office, 1, 2)).took, 0.5)
    const before = office.cpu()
    const took: Record<string, number[]> = { 'in all': [] }
    const times = office.many(50)
    for (let n = 0; n < times; n++) {
      const spent = await sellAndCollect(rep, accountant)
      for (const [step, ms] of Object.entries(spent)) (took[step] ??= []).push(ms)
      took['in all']!.push(Object.values(spent).reduce((sum, ms) => sum + ms, 0))
    }
    const after = office.cpu()
    const cpu = { app: (after.app - before.app) / times, database: (after.database - before.database) / times }
    const whole = { at: (answer.at + commit) * steps.length, is: 'six bare answers (/me) and six bare commits' }
    const single = { at: answer.at + commit, is: 'a bare answer (/me) and a bare commit' }
    return Object.entries(took).map(([step, each]): Measured => {
      const all = step === 'in all'
      const what = all ? 'deal, won, order, invoice, issued, paid: in all' : `of it: ${step}`
      return { what, took: sorted(each), ...(all ? { cpu, limit: whole } : { target: null, limit: single }) }
    })
  },
}

/** The deal of somebody new, to the last yen: milliseconds of every step. The person is there before. */
async function sellAndCollect(rep: Ask, accountant: Ask): Promise<Record<string, number>> {
  const tag = randomUUID().slice(0, 8)
  const email = `${tag}@bench.example.jp`
  const someone = {
    familyName: '支払',
    givenName: '早男',
    email,
    companyName: `即金${tag}株式会社`,
    source: 'ベンチマーク',
  }
  const { id: personId } = await rep<Versioned>('POST', '/persons', someone)
  const spent: Record<string, number> = {}
  const timed = async (step: (typeof steps)[number], asking: () => Promise<Versioned>) => {
    const since = performance.now()
    const answer = await asking()
    spent[step] = performance.now() - since
    return answer
  }
  const wish = { personId, title: '検査装置の入れ替え', amount: 1_200_000, bant: { needs: '二重入力をなくしたい' } }
  const deal = await timed('deal', () => rep('POST', '/deals', wish))
  const orderedOn = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10)
  const won = { version: deal.version, outcome: 'won', amount: 1_200_000, orderedOn }
  await timed('won', () => rep('PATCH', `/deals/${deal.id}`, won))
  const order = await timed('order', () => rep('POST', '/orders', { dealId: deal.id }))
  const draft = await timed('invoice', () => accountant('POST', '/invoices', { orderId: order.id }))
  const issued = await timed('issued', () =>
    accountant<Versioned & { total: number }>('POST', `/invoices/${draft.id}/issue`, { version: draft.version }),
  )
  const { total } = issued as Versioned & { total: number }
  await timed('paid', () => accountant('POST', '/payments', { invoiceId: issued.id, amount: total }))
  return spent
}
