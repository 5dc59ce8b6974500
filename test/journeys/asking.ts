import { everyMinute } from '../../src/tasks.ts'
import type { Asking } from '../office.ts'
import type { Stage } from './browser.ts'

/** Asks the running product over the network, with what an answer of it lets one in by. */
export function askingOver(url: string, credentials: Record<string, string> = {}): Asking {
  return async (method, path, body, headers = {}) => {
    const sent = body === undefined ? {} : body instanceof FormData ? { body } : { body: JSON.stringify(body) }
    const type: Record<string, string> =
      body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      ...sent,
      headers: { 'accept-language': 'ja', ...type, ...credentials, ...headers },
    })
    const text = await answer.text()
    return {
      status: answer.status,
      headers: answer.headers,
      body: answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text,
    }
  }
}

export async function signInOver(url: string, email: string, password: string): Promise<Asking> {
  const answer = await fetch(`${url}/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  if (!answer.ok) throw new Error(`${email} could not sign in: ${await answer.text()}`)
  return askingOver(url, {
    cookie: answer.headers
      .getSetCookie()
      .map(c => c.split(';')[0])
      .join('; '),
  })
}

/** Waits for what the workers do behind the screens. */
export async function until<T>(read: () => Promise<T>, is: (value: T) => boolean, patience = 60_000): Promise<T> {
  const last = performance.now() + patience
  for (;;) {
    const value = await read()
    if (is(value)) return value
    if (performance.now() > last) throw new Error(`It did not come to that: ${JSON.stringify(value).slice(0, 500)}`)
    await new Promise(done => setTimeout(done, 50))
  }
}

/** Moves the clock, and does what the minute does. */
export async function passTo({ clock, running }: Stage, moment: string): Promise<void> {
  clock.moveTo(moment)
  for (const { run } of everyMinute) await run(running.world)
}
