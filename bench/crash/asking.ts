import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Acknowledged } from './known.ts'
import type { Answer, Ask, Office } from './office.ts'

/** What everybody who works in the office needs: whom to ask, what was acknowledged, when to stop. */
export type Work = { office: Office; url: () => string; known: Acknowledged; stopping: AbortSignal }

export const isLost = ({ status }: Answer) => status === 0 || status >= 500
export const isDone = ({ status }: Answer) => status >= 200 && status < 300

/** What an answer says of how the product takes it that something is away. */
function judge(known: Acknowledged, what: string, { status, body }: Answer): void {
  const message = String(body.message)
  if (status >= 500 && status !== 503) known.unexpected.push(`${what}${status} ${message}`)
  if (status === 503 && /disk of the database is full|ディスクに空きがない/.test(message)) known.full++
}

/** Asks once. Whether something was done that was not answered, nobody knows. */
export async function once(known: Acknowledged, asked: Promise<Answer>): Promise<Answer> {
  const answer = await asked
  judge(known, '', answer)
  if (isLost(answer)) {
    known.unknown++
    await sleep(50)
  } else if (!isDone(answer)) known.refused.push(`${answer.status}: ${String(answer.body.message)}`)
  return answer
}

/** Asks until it is answered: under one key it is carried out once, however often it is asked. Undefined: refused. */
export async function insist(
  known: Acknowledged,
  ask: Ask,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer['body'] | undefined> {
  const key = randomUUID()
  const giveUp = AbortSignal.timeout(120_000)
  for (let tries = 0; ; tries++) {
    const answer = await ask(method, path, body, method === 'GET' ? undefined : key)
    judge(known, `${method} ${path}: `, answer)
    if (isDone(answer)) return answer.body
    if (!isLost(answer)) {
      known.refused.push(`${method} ${path}: ${answer.status} ${String(answer.body.message)}`)
      return undefined
    }
    if (giveUp.aborted) throw new Error(`${method} ${path} was not answered in two minutes.`)
    if (tries === 0) known.unknown++
    known.again++
    await sleep(100)
  }
}

/** A change that is asked for until it is acknowledged. */
export async function probe(known: Acknowledged, { marketer }: Office): Promise<void> {
  const key = randomUUID()
  const viewed = {
    key,
    kind: 'page.viewed',
    occurredAt: new Date().toISOString(),
    person: { email: 'probe@crash.example.com' },
    facts: { url: 'https://example.jp/pricing' },
  }
  if (await insist(known, marketer, 'POST', '/events', [viewed])) known.events.add(key)
}
