import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Work } from './asking.ts'

const browser =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

/**
 * A visitor whose snippet keeps what it could not deliver and sends it again under the same key, as tracker/ does. Leaves
 * only when nothing waits any more.
 */
export async function browse({ url, known: { views }, stopping }: Work): Promise<void> {
  const visitor = randomBytes(16).toString('hex')
  let waiting: { k: string; u: string; at: number }[] = []
  while (!stopping.aborted || waiting.length > 0) {
    if (!stopping.aborted) waiting.push({ k: randomUUID(), u: 'https://www.example.jp/pricing', at: performance.now() })
    const sent = waiting.slice(0, 20)
    const status = await send(url(), visitor, sent)
    if (status === 204) {
      for (const { k } of sent) views.acknowledged.add(`${visitor}:${k}`)
      waiting = waiting.filter(view => !sent.includes(view))
      await sleep(50)
    } else if (status === 503 || status === 0) {
      if (status === 503) views.away++
      views.again += sent.length
      await sleep(200)
    } else {
      views.strange.push(`a view was answered with ${status}`)
      return
    }
  }
}

async function send(url: string, visitor: string, views: { k: string; u: string; at: number }[]): Promise<number> {
  const e = views.map(({ at, ...view }) => ({ ...view, t: '料金', a: performance.now() - at }))
  const answer = await fetch(`${url}/t`, {
    method: 'POST',
    body: JSON.stringify({ v: visitor, e }),
    headers: { 'content-type': 'text/plain;charset=UTF-8', origin: 'https://www.example.jp', 'user-agent': browser },
    signal: AbortSignal.timeout(20_000),
  }).catch(() => undefined)
  return answer?.status ?? 0
}
