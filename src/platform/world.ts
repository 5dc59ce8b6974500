import type { Logger } from 'pino'
import type { Clock } from './clock.ts'
import type { Db } from './db.ts'
import type { Mailer } from './mail.ts'
import type { Replica } from './replica.ts'

/** What the product runs in: passed to every entrance, never reached for. */
export type World = {
  db: Db
  /** Where what reads much may be read; absent without DATABASE_REPLICA_URL. */
  replica?: Replica | undefined
  clock: Clock
  log: Logger
  /** Where people reach the product, without a slash at the end. */
  baseUrl: string
  dataDir: string
  /** The installation's own secret: signs sessions. */
  secret: string
  /** Sends mails; absent without SMTP_URL, and then they stay in the outbox. */
  mailer?: Mailer | undefined
}
