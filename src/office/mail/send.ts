import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { type Db, isAway } from '../../platform/db.ts'
import { alone } from '../../platform/guard.ts'
import type { Mailer, Posted } from '../../platform/mail.ts'
import type { World } from '../../platform/world.ts'

type Due = {
  id: number
  toAddress: string
  subject: string
  body: string
  html: string | null
  headers: Record<string, string> | null
  attempts: number
  createdAt: Date
  senderName: string
  senderEmail: string
  company: string
}

const MINUTE = 60_000
/** After the n-th attempt. Mail servers greylist first contact; an early retry counts against us. */
const pauses = [5, 15, 60, 240, 720].map(minutes => minutes * MINUTE)
/** What an old mail says is no longer so: a link that has ended, a reminder of last week. */
const oldest = 3 * 24 * 60 * MINUTE

/** Sends what is due, one after the other. Only one process of the installation does, so that nothing is sent twice. */
export async function sendDueMails(world: World, stopping?: AbortSignal): Promise<void> {
  const { db, mailer } = world
  if (!mailer) return
  await alone(db, sql`hashtext('mail: send')`, async still => {
    await settleLeftovers(db)
    await giveUpOld(world)
    let more = true
    while (more) {
      await still()
      more = !stopping?.aborted && (await sendNext(world, mailer))
    }
  })
}

/** Whoever was sending these is gone (we hold the guard now), and nobody knows whether they went out. */
async function settleLeftovers(db: Db): Promise<void> {
  await db
    .updateTable('mail')
    .set({ state: 'unknown', error: 'It was being sent when the server stopped.' })
    .where('state', '=', 'sending')
    .execute()
}

async function giveUpOld({ db, clock }: World): Promise<void> {
  await db
    .updateTable('mail')
    .set({ state: 'failed', error: 'It waited for longer than three days and was not sent any more.' })
    .where('state', '=', 'queued')
    .where('createdAt', '<', new Date(clock.now().getTime() - oldest))
    .execute()
}

/** Answers whether there may be more to send now. */
async function sendNext(world: World, mailer: Mailer): Promise<boolean> {
  const { db, clock, baseUrl } = world
  const { rows } = await sql<Due>`
    update mail m set state = 'sending', attempts = attempts + 1 from workspace w
    where m.id = (select id from mail where state = 'queued' and due_at <= ${clock.now()} order by due_at, id limit 1 for update skip locked)
    returning m.id, m.to_address, m.subject, m.body, m.html, m.headers, m.attempts, m.created_at, w.sender_name, w.sender_email, w.name as company`.execute(
    db,
  )
  const mail = rows[0]
  if (!mail) return false
  const host = new URL(baseUrl).hostname
  const from = { name: mail.senderName || mail.company || 'Musubi', address: mail.senderEmail || `musubi@${host}` }
  const id = `<mail-${mail.id}-${mail.createdAt.getTime()}@${host}>`
  const { toAddress: to, subject, body: text, html, headers } = mail
  const posted = await mailer.post({ id, from, to, subject, text, html, headers })
  if (posted.went !== 'sent')
    world.log.warn({ mail: mail.id, went: posted.went, why: posted.why }, 'a mail was not sent')
  await insist(() => note(world, mail, posted))
  return posted.went === 'sent' || !posted.line
}

async function note({ db, clock }: World, { id, attempts }: Due, posted: Posted): Promise<void> {
  const at = clock.now()
  // Where it was the line that failed, nothing is wrong with the mail: no attempt of its own, and back as soon as may be.
  const line = posted.went === 'later' && posted.line
  const pause = line ? MINUTE : pauses[attempts - 1]
  const again = posted.went === 'later' && pause !== undefined
  const state = posted.went === 'sent' ? 'sent' : posted.went === 'unknown' ? 'unknown' : again ? 'queued' : 'failed'
  await db
    .updateTable('mail')
    .set({
      state,
      error: posted.went === 'sent' ? null : posted.why,
      ...(state === 'sent' ? { sentAt: at } : {}),
      ...(again ? { dueAt: new Date(at.getTime() + pause) } : {}),
      ...(line ? { attempts: attempts - 1 } : {}),
    })
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .where('state', 'in', ['sending', 'unknown'])
    .execute()
}

/** What happened outside cannot be taken back, so it is written down even if the database is away just now. */
async function insist(write: () => Promise<void>): Promise<void> {
  for (let left = 60; ; left--) {
    try {
      return await write()
    } catch (error) {
      if (!isAway(error) || left === 0) throw error
      await sleep(1_000)
    }
  }
}
