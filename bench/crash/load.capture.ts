import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { isDone, once, type Work } from './asking.ts'
import type { Given } from './load.sell.ts'

const pause = (ms: number, stopping: AbortSignal) => sleep(ms, undefined, { signal: stopping }).catch(() => {})

/** Somebody new, what they looked at, and an offer to a rep. Asked once: what is not answered may be there or not. */
export async function capture({ office, known }: Work, given: Given[]): Promise<void> {
  const email = `${randomUUID()}@crash.example.com`
  const person = { familyName: '落下', givenName: '傘', email, companyName: `企業${email.slice(0, 2)}` }
  const made = await once(known, office.marketer('POST', '/persons', person))
  if (!isDone(made)) return
  known.people.set(email, made.body.id)
  const key = randomUUID()
  const viewed = {
    key,
    kind: 'page.viewed',
    occurredAt: new Date().toISOString(),
    person: { email },
    facts: { url: 'https://example.jp/pricing' },
  }
  if (isDone(await once(known, office.marketer('POST', '/events', [viewed])))) known.events.add(key)
  const rep = Math.floor(Math.random() * office.reps.length)
  const leadId = (made.body.leads as { id: number }[])[0]!.id
  const note = '落ちても消えない'
  const answer = await once(
    known,
    office.marketer('POST', '/offers', { leadIds: [leadId], to: office.reps[rep]!.id, note }),
  )
  const offer = (answer.body.offers as { id: number }[] | undefined)?.[0]
  if (!isDone(answer) || !offer) return
  known.offers.add(offer.id)
  given.push({ personId: made.body.id, leadId, offerId: offer.id, rep })
}

export async function importFile({ office, known, stopping }: Work): Promise<void> {
  const rows = 200
  const tag = randomUUID()
  const lines = Array.from({ length: rows }, (_, i) => `取込${i},取込株式会社${i % 40},${tag}-${i}@import.example.com`)
  const started = await once(known, office.marketer('POST', '/imports', fileOf(lines, '展示会')))
  if (started.status === 201 && started.body.state === 'running') known.imports.set(started.body.id, { rows })
  await pause(3_000, stopping)
}

/** Each invitation is a mail that must go out once. */
export async function invite({ office, known, stopping }: Work): Promise<void> {
  const email = `${randomUUID()}@invited.example.com`
  if (isDone(await once(known, office.admin('POST', '/users', { name: '招待', email, roles: ['viewer'] }))))
    known.invited.add(email)
  await pause(400, stopping)
}

/** A list of people with a name, a company and a mail address, to be taken in at once. */
export function fileOf(lines: string[], source: string): FormData {
  const form = new FormData()
  const file = new Blob([`氏名,会社名,メールアドレス\n${lines.join('\n')}\n`], { type: 'text/csv' })
  form.append('file', file, 'people.csv')
  form.append('about', 'person')
  form.append('options', JSON.stringify({ source, basis: 'business_card', evidence: '名刺交換' }))
  form.append('start', 'true')
  return form
}
