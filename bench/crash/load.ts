import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Office } from './office.ts'

/** What the product has acknowledged, and so must be there for ever. */
export type Acknowledged = {
  people: Map<string, number>
  events: Set<string>
  stages: Map<number, { stage: string; version: number }>
  offers: Set<number>
  /** With their amounts. */
  deals: Map<number, number>
  imports: Map<number, number>
  invited: Set<string>
  refused: number
  unknown: number
}

export const nothingYet = (): Acknowledged => ({
  people: new Map(),
  events: new Set(),
  stages: new Map(),
  offers: new Set(),
  deals: new Map(),
  imports: new Map(),
  invited: new Set(),
  refused: 0,
  unknown: 0,
})

const stageOf = (body: Record<string, unknown>) => ({ stage: String(body.stage), version: Number(body.version) })

/** Works as an office does, many at once, until it is told to stop. Only what was answered with 200 counts. */
export async function work(office: Office, known: Acknowledged, stopping: AbortSignal): Promise<void> {
  const waiting: { personId: number; leadId: number; offerId: number; rep: number }[] = []

  const tally = async <T extends { status: number }>(asked: Promise<T>): Promise<T> => {
    const answer = await asked
    if (answer.status === 0 || answer.status >= 500) {
      known.unknown++
      await sleep(50)
    } else if (answer.status >= 400) known.refused++
    return answer
  }

  async function capture(): Promise<void> {
    const email = `${randomUUID()}@crash.example.com`
    const made = await tally(
      office.marketer('POST', '/persons', {
        familyName: '落下',
        givenName: '傘',
        email,
        companyName: `企業${email.slice(0, 1)}`,
      }),
    )
    if (made.status !== 200) return
    known.people.set(email, made.body.id)
    const key = randomUUID()
    const sent = await tally(
      office.marketer('POST', '/events', [
        {
          key,
          kind: 'page.viewed',
          occurredAt: new Date().toISOString(),
          person: { email },
          facts: { url: 'https://example.jp/pricing' },
        },
      ]),
    )
    if (sent.status === 202) known.events.add(key)
    const rep = Math.floor(Math.random() * office.reps.length)
    const leadId = (made.body.leads as { id: number }[])[0]!.id
    const given = await tally(
      office.marketer('POST', '/offers', { leadIds: [leadId], to: office.reps[rep]!.id, note: '落ちても消えない' }),
    )
    const offer = (given.body.offers as { id: number }[] | undefined)?.[0]
    if (given.status !== 200 || !offer) return
    known.offers.add(offer.id)
    waiting.push({ personId: made.body.id, leadId, offerId: offer.id, rep })
  }

  async function sell(): Promise<void> {
    const next = waiting.shift()
    if (!next) return void (await sleep(20))
    const rep = office.reps[next.rep]!
    const accepted = await tally(rep.ask('POST', `/offers/${next.offerId}/accept`))
    if (accepted.status !== 200) return
    known.stages.set(next.leadId, { stage: 'sal', version: 0 })
    if (Math.random() < 0.5) return openDeal(rep, next.personId, next.leadId)
    const back = { to: 'recycled', reason: 'unreachable' }
    const moved = await tally(rep.ask('POST', `/leads/${next.leadId}/transitions`, back))
    if (moved.status === 200) known.stages.set(next.leadId, stageOf(moved.body))
    // Not answered: it may have been done or not, both are right.
    else known.stages.delete(next.leadId)
  }

  async function openDeal(rep: Office['reps'][number], personId: number, leadId: number): Promise<void> {
    const amount = 1_000 * Math.ceil(Math.random() * 5_000)
    const deal = { personId, title: '落ちても消えない商談', amount, bant: { needs: '二重入力をなくしたい' } }
    const opened = await tally(rep.ask('POST', '/deals', deal))
    known.stages.delete(leadId)
    if (opened.status !== 200 && opened.status !== 201) return
    known.deals.set(opened.body.id, amount)
    known.stages.set(leadId, { stage: 'sql', version: 0 })
  }

  async function importFile(): Promise<void> {
    const rows = 400
    const tag = randomUUID()
    const lines = Array.from(
      { length: rows },
      (_, i) => `取込${i},取込株式会社${i % 40},${tag}-${i}@import.example.com`,
    )
    const form = new FormData()
    form.append(
      'file',
      new Blob([`氏名,会社名,メールアドレス\n${lines.join('\n')}\n`], { type: 'text/csv' }),
      'people.csv',
    )
    form.append('about', 'person')
    form.append('options', JSON.stringify({ source: '展示会', basis: 'business_card', evidence: '名刺交換' }))
    form.append('start', 'true')
    const started = await tally(office.marketer('POST', '/imports', form))
    if (started.status === 201 && started.body.state === 'running') known.imports.set(started.body.id, rows)
    await sleep(1_500, undefined, { signal: stopping }).catch(() => {})
  }

  /** Each invitation is a mail that must go out once. */
  async function invite(): Promise<void> {
    const email = `${randomUUID()}@invited.example.com`
    const made = await tally(office.admin('POST', '/users', { name: '招待', email, roles: ['viewer'] }))
    if (made.status === 200 || made.status === 201) known.invited.add(email)
    await sleep(200, undefined, { signal: stopping }).catch(() => {})
  }

  const forever = async (act: () => Promise<void>) => {
    while (!stopping.aborted) await act()
  }
  await Promise.all([
    forever(capture),
    forever(capture),
    forever(capture),
    forever(sell),
    forever(sell),
    forever(importFile),
    forever(invite),
  ])
}
