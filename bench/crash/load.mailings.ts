import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { insist, isDone, once, type Work } from './asking.ts'
import type { KnownMailing } from './known.ts'
import { fileOf } from './load.capture.ts'
import { type Answer, rival } from './office.ts'

/** Written and ready to go: people are in its segment, some of whom must not get it. */
export type Ready = KnownMailing & { id: number; version: number }

const size = 60

/** Begins a mailing at once, so that the crash meets it under way, and prepares the next. */
export async function sendMailings(on: Work, ready: Ready[]): Promise<void> {
  while (!on.stopping.aborted) {
    const next = ready.shift() ?? (await prepare(on))
    if (next) await begin(on, next)
    if (!on.stopping.aborted) {
      const after = await prepare(on)
      if (after) ready.push(after)
    }
    await sleep(1_500, undefined, { signal: on.stopping }).catch(() => {})
  }
}

async function begin({ office, known }: Work, { id, version, meant, never }: Ready): Promise<void> {
  const sent = await insist(known, office.marketer, 'POST', `/mailings/${id}/send`, { version })
  if (sent) known.mailings.set(id, { meant, never })
}

async function prepare({ office, known }: Work): Promise<Ready | undefined> {
  const ask = (method: string, path: string, body?: unknown) => insist(known, office.marketer, method, path, body)
  const tag = randomUUID()
  const willing = Array.from({ length: size }, (_, i) => `${tag}-${i}@mailed.example.com`)
  const lines = willing.map((address, i) => `受信${i},受信株式会社${i % 8},${address}`)
  // Not asked again: a file has no key. Without an answer there is just no mailing to these people.
  const started = await once(known, office.marketer('POST', '/imports', fileOf(lines, tag)))
  if (!isDone(started)) return undefined
  known.imports.set(started.body.id, { rows: size })
  const add = async (address: string, basis: boolean) => {
    const made = await ask('POST', '/persons', { familyName: '不可', email: address, source: tag })
    const granted = { channel: 'mail', basis: 'business_card', via: '名刺交換' }
    if (made && basis) await ask('POST', `/persons/${made.id}/consents`, granted)
    return made?.id
  }
  const never = [`${tag}@${rival}`, `${tag}-no@mailed.example.com`, `${tag}-none@mailed.example.com`]
  await add(never[0]!, true)
  const opted = await add(never[1]!, true)
  await ask('POST', `/persons/${opted}/opt-outs`, { channel: 'mail', via: 'お断りの電話' })
  await add(never[2]!, false)
  const rules = { all: [{ key: 'source', op: 'is', value: tag }] }
  const segment = await ask('POST', '/segments', { name: tag, rules, columns: null, sort: null, shared: true })
  const written = { name: tag, subject: '夏のご案内', body: '{{ person.familyName }} 様\n\nご案内です。', rate: 6000 }
  const mailing = await ask('POST', '/mailings', { ...written, segmentId: segment?.id })
  if (!mailing || !(await imported(ask, started.body.id))) return undefined
  return { id: mailing.id, version: Number(mailing.version), meant: [...willing, ...never], never }
}

async function imported(ask: (method: string, path: string) => Promise<Answer['body'] | undefined>, id: number) {
  for (let tries = 0; tries < 600; tries++) {
    const run = await ask('GET', `/imports/${id}`)
    if (run?.state === 'done') return true
    await sleep(100)
  }
  return false
}
