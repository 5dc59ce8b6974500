import pg from 'pg'
import type { Plan } from './plan.ts'

/** What went to the database: statements as they were sent, and the plan of each one that ran, those of triggers too. */
export type Heard = { sent: string[]; ran: { text: string; plan: Plan }[] }

type Send = (...given: unknown[]) => unknown

let hearing: Heard | undefined
const known = new WeakSet<pg.Client>()
const client = pg.Client.prototype as unknown as { query: Send }
const send = client.query

/** The database itself says how it went about a statement, in the very role, settings and values it was sent with. */
const explain = `load 'auto_explain'; set auto_explain.log_min_duration = 0; set auto_explain.log_nested_statements = on;
  set auto_explain.log_format = json; set auto_explain.log_level = notice; set auto_explain.log_analyze = on; set auto_explain.log_timing = off`

/** Hears what is sent to the database meanwhile, by whichever pool of this process. */
export async function listen<T>(run: () => Promise<T>): Promise<{ answer: T; heard: Heard }> {
  const heard: Heard = { sent: [], ran: [] }
  hearing = heard
  try {
    return { answer: await run(), heard }
  } finally {
    hearing = undefined
  }
}

client.query = function (this: pg.Client, ...given) {
  // A statement that the server knows by name comes with it.
  const text = typeof given[0] === 'object' ? (given[0] as { text?: unknown } | null)?.text : given[0]
  if (!hearing || typeof text !== 'string') return send.apply(this, given)
  // What goes out along with the next statement is no way of its own to the database and back.
  if (!text.trimStart().startsWith('/* ahead */')) hearing.sent.push(text)
  if (known.has(this)) return send.apply(this, given)
  // A connection is first heard of outside of any transaction, with the rights of its owner.
  known.add(this)
  this.on('notice', ({ message }) => note(message ?? ''))
  void send.call(this, explain)
  return send.apply(this, given)
}

function note(message: string): void {
  const [, said] = message.split(' plan:\n')
  if (!hearing || !message.startsWith('duration:') || said === undefined) return
  const { 'Query Text': text, Plan: plan } = JSON.parse(said) as { 'Query Text': string; Plan: Plan }
  hearing.ran.push({ text, plan })
}
