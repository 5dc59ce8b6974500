import { createHash, randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { Refusal } from './refusal.ts'

/**
 * Which processes of the installation live, as the database sees it. All connections of a process carry its name; one of
 * them, the pulse, asks something every other second. Whose pulse is silent for too long is frozen, or its machine is
 * gone without a word: the others end its connections, so that its transactions, locks and lanes are free. Should it
 * come back, it finds its lines cut, as after a restart of the database, and goes on with what is left to do. The same
 * the other way round: where the database does not answer the pulse, and not on a new line either, `onSilence` is told.
 */
export type Presence = { stop(): Promise<void> }

const beatEvery = 2_000
export const longestSilence = 8_000
const others = '^musubi (all|web|worker) [0-9]+-[0-9a-f]{6} '
const longestWait = 5_000

/** The address of the database with the name of this process, so that every connection made by it carries that. */
export function nameProcess(url: string, role: Config['role'], secret: string): string {
  const print = createHash('sha256').update(`musubi: presence ${secret}`).digest('hex').slice(0, 8)
  const named = new URL(url)
  named.searchParams.set('application_name', `musubi ${role} ${process.pid}-${randomBytes(3).toString('hex')} ${print}`)
  return named.href
}

/**
 * Shows that this process lives, and looks after the others. `onLook` follows each look: what a dead one had in hand may
 * be taken over then. Refuses where another process signs with another secret.
 */
export async function keepPresence(
  url: string,
  { log, onLook, onSilence }: { log: Logger; onLook?: () => Promise<void>; onSilence?: () => void },
): Promise<Presence> {
  const leaving = new AbortController()
  const name = new URL(url).searchParams.get('application_name') ?? ''
  const pause = (ms: number) => sleep(ms, undefined, { signal: leaving.signal }).catch(() => {})
  let wait = 100
  let unanswered = 0

  const connect = async () => {
    const pulse = new URL(url)
    pulse.searchParams.set('application_name', `${name} pulse`)
    const client = new Client({ connectionString: pulse.href, connectionTimeoutMillis: 5_000, query_timeout: 5_000 })
    client.on('error', () => {})
    await client.connect()
    return client
  }

  async function beat(client: Client): Promise<void> {
    while (!leaving.signal.aborted) {
      for (const gone of await endSilent(client, name))
        log.warn({ process: gone }, 'a process was silent and is put out')
      wait = 100
      unanswered = 0
      await onLook?.().catch((error: unknown) =>
        log.warn({ err: error }, 'what the dead left could not be taken over yet'),
      )
      await pause(beatEvery)
    }
  }

  async function keepOn(first: Client) {
    let client: Client | undefined = first
    while (!leaving.signal.aborted) {
      try {
        client ??= await connect()
        await beat(client)
      } catch (error) {
        log.debug({ err: error }, 'the pulse is away')
        unanswered = isSilence(error) ? unanswered + 1 : 0
        // Once may be our own silence: whoever was frozen themselves finds their time run out when they thaw.
        if (unanswered === 2) log.warn({}, 'the database does not answer; what waits for it is told so')
        if (unanswered >= 2) onSilence?.()
      }
      await client?.end().catch(() => {})
      client = undefined
      await pause(wait)
      wait = Math.min(longestWait, wait * 2)
    }
  }

  const first = await connect()
  try {
    await mustShareSecret(first, name)
  } catch (error) {
    await first.end()
    throw error
  }
  const kept = keepOn(first)
  return {
    async stop() {
      leaving.abort()
      await kept
    },
  }
}

/** Neither refused nor cut off: nothing was heard in time. */
const isSilence = (error: unknown) => error instanceof Error && /timeout/i.test(error.message)

/** A pulse that is in the middle of a query is not silent: it is the database that takes its time. */
async function endSilent(client: Client, name: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `with silent as (
       select regexp_replace(application_name, ' pulse$', '') as name from pg_stat_activity
       where datname = current_database() and usename = current_user and application_name ~ $1 and application_name like '% pulse' group by 1
       having bool_and(state = 'idle' and state_change < clock_timestamp() - $2 * interval '1 ms')
     ), ended as (
       select s.name, pg_terminate_backend(a.pid, 1000) from silent s join pg_stat_activity a on a.application_name in (s.name, s.name || ' pulse')
       where s.name <> $3 and a.datname = current_database() and a.usename = current_user
     )
     select distinct name from ended`,
    [others, longestSilence, name],
  )
  return rows.map(row => row.name)
}

async function mustShareSecret(client: Client, name: string): Promise<void> {
  const { rowCount } = await client.query(
    `select from pg_stat_activity where datname = current_database() and application_name ~ $1 and split_part(application_name, ' ', 4) <> $2 limit 1`,
    [others, name.split(' ')[3]],
  )
  if (rowCount) throw otherSecret()
}

const otherSecret = () =>
  new Refusal('conflict', {
    en: 'Another process of this installation signs with another secret, so neither would know whom the other signed in. Copy the file "secret" from its DATA_DIR into the DATA_DIR of this one.',
    ja: '同じデータベースを使う別のプロセスと秘密鍵が異なるため、サインイン状態を共有できません。そのプロセスの DATA_DIR にある secret ファイルを、このプロセスの DATA_DIR にコピーしてください。',
  })
