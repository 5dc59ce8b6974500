import { setTimeout as sleep } from 'node:timers/promises'
import { Client, escapeIdentifier } from 'pg'

export type Listening = { stop(): Promise<void> }

/** What the database tells on a channel. `onBack` runs after each (re)connection: what was told meanwhile was not heard. */
export type Ears = {
  channels: Record<string, (payload: string) => void>
  onBack?: () => void
  onAway?: (error: Error) => void
}

const checkEvery = 10_000
const longestWait = 5_000

/** Listens on a connection of its own, and comes back by itself when that is lost. */
export function listen(url: string, ears: Ears): Listening {
  const leaving = new AbortController()
  let wait = 100

  async function once(): Promise<void> {
    const client = new Client({
      connectionString: url,
      application_name: 'musubi ears',
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
      keepAlive: true,
    })
    const gone = new Promise<Error | undefined>(resolve => {
      client.on('error', resolve)
      client.on('end', () => resolve(undefined))
    })
    client.on('notification', ({ channel, payload }) => ears.channels[channel]?.(payload ?? ''))
    const hangUp = () => void client.end().catch(() => {})
    let check: ReturnType<typeof setInterval> | undefined
    try {
      await client.connect()
      leaving.signal.addEventListener('abort', hangUp)
      leaving.signal.throwIfAborted()
      for (const channel of Object.keys(ears.channels)) await client.query(`listen ${escapeIdentifier(channel)}`)
      wait = 100
      ears.onBack?.()
      // A line that is cut without a word stays open for hours unless somebody speaks on it.
      check = setInterval(() => client.query('select 1').catch(hangUp), checkEvery)
      const error = await gone
      if (error) throw error
    } finally {
      clearInterval(check)
      leaving.signal.removeEventListener('abort', hangUp)
      hangUp()
    }
  }

  async function keepOn() {
    while (!leaving.signal.aborted) {
      await once().catch((error: Error) => ears.onAway?.(error))
      await sleep(wait, undefined, { signal: leaving.signal }).catch(() => {})
      wait = Math.min(longestWait, wait * 2)
    }
  }
  const kept = keepOn()

  return {
    async stop() {
      leaving.abort()
      await kept
    },
  }
}
