import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { queueMail } from '../../office/mail/outbox.ts'
import { isAway } from '../../platform/db.ts'
import { alone } from '../../platform/guard.ts'
import type { Letter, Posted } from '../../platform/mail.ts'
import type { World } from '../../platform/world.ts'
import { record } from '../../timeline/timeline.ts'
import { type Claimed, claim, room } from './claim.ts'
import { type Compiled, type Composed, compile, type Sender } from './compose.ts'
import { inOneGo } from './own.ts'
import { senderOf, toldTo } from './sender.ts'

type Going = { id: number; sender: Sender; compiled: Compiled; rate: number }

const MINUTE = 60_000
/** After the n-th attempt. Mail servers greylist first contact; an early retry counts against us. */
const pauses = [5, 15, 60, 240].map(minutes => minutes * MINUTE)
const mostAtOnce = 5

/**
 * Sends a mailing at its own pace until nobody waits. Only one process of the installation does, so what is found "sending"
 * at the start was cut off: nobody knows whether it went out. `wait` is how time passes.
 */
export async function sendRecipients(
  world: World,
  mailingId: number,
  stopping?: AbortSignal,
  wait: () => Promise<unknown> = () => sleep(500),
): Promise<void> {
  await alone(world.db, sql`hashtext('mailing: send'), ${mailingId}::int`, async still => {
    await settleLeftovers(world, mailingId)
    const going = await prepare(world, mailingId)
    if (going) await sendOn(going, still)
    await finish(world, mailingId)
  })

  async function sendOn(going: Going, still: () => Promise<void>): Promise<void> {
    let more = true
    while (more) {
      await still()
      more = !stopping?.aborted && (await sendSome(world, going, wait))
    }
  }
}

async function settleLeftovers({ db, clock }: World, mailingId: number): Promise<void> {
  await db
    .updateTable('mailingRecipient')
    .set({ state: 'unknown', error: 'It was being sent when the server stopped.', settledAt: clock.now() })
    .where('mailingId', '=', mailingId)
    .where('state', '=', 'sending')
    .execute()
}

async function prepare({ db }: World, id: number): Promise<Going | undefined> {
  const mailing = await db
    .selectFrom('mailing')
    .select(['subject', 'preheader', 'body', 'senderName', 'senderEmail', 'rate'])
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .executeTakeFirst()
  if (!mailing) return undefined
  const sender = await db.transaction().execute(tx => senderOf({ tx }, mailing))
  return { id, sender, compiled: compile(mailing), rate: mailing.rate }
}

/** Answers whether there may be more to send now. */
async function sendSome(world: World, going: Going, wait: () => Promise<unknown>): Promise<boolean> {
  const free = Math.min(mostAtOnce, await room(world, going.id, going.rate))
  if (free <= 0) {
    await wait()
    return true
  }
  const claimed = await claim(world, going.id, free)
  if (!claimed) return false
  // Each to its end, whatever befalls another: what is with the mail server must be written down before the guard goes.
  const lines = await Promise.allSettled(claimed.map(recipient => sendTo(world, going, recipient)))
  for (const line of lines) if (line.status === 'rejected') throw line.reason
  return lines.every(line => line.status === 'fulfilled' && line.value)
}

/** Answers whether the line to the mail server holds. */
async function sendTo(world: World, { sender, compiled, id }: Going, recipient: Claimed): Promise<boolean> {
  const { baseUrl, mailer } = world
  const { token, address, personId } = recipient
  const unsubscribeUrl = `${baseUrl}/u/${token}`
  const places = { unsubscribeUrl, click: `${baseUrl}/c/${token}`, open: `${baseUrl}/o/${token}.gif` }
  let mail: Composed
  try {
    mail = compiled.render(toldTo(recipient, sender, places))
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 300) : String(error)
    await insist(() => note(world, recipient, { went: 'no', why, line: false }))
    return true
  }
  const headers = headersOf(unsubscribeUrl)
  if (!mailer) {
    const key = `mailing:${id}:${recipient.id}`
    await inOneGo(world, async act => {
      await queueMail(act, {
        key,
        to: address,
        subject: mail.subject,
        body: mail.text,
        html: mail.html,
        headers,
        personId,
      })
      await act.tx.updateTable('mailing').set({ outbox: true }).where('id', '=', id).execute()
    })
    await insist(() => note(world, recipient, { went: 'sent' }))
    return true
  }
  const from = { name: sender.name, address: sender.email }
  const letter: Letter = { id: recipient.messageId, from, to: address, ...mail, headers }
  const posted = await mailer.post(letter)
  if (posted.went !== 'sent')
    world.log.warn({ recipient: recipient.id, went: posted.went, why: posted.why }, 'a mail of a mailing was not sent')
  await insist(() => note(world, recipient, posted))
  return posted.went === 'sent' || !posted.line
}

/** RFC 8058: the mailbox's own button ends it with one POST, without anybody signing in. */
export const headersOf = (unsubscribeUrl: string): Record<string, string> => ({
  'List-Unsubscribe': `<${unsubscribeUrl}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  Precedence: 'bulk',
})

async function note(world: World, recipient: Claimed, posted: Posted): Promise<void> {
  const { id, mailingId, personId, companyId, attempts, address } = recipient
  const pause = posted.went === 'later' && posted.line ? MINUTE : pauses[attempts - 1]
  const again = posted.went === 'later' && pause !== undefined
  const bounced = posted.went === 'no' && posted.noSuchAddress === true
  const state =
    posted.went === 'sent' || posted.went === 'unknown'
      ? posted.went
      : bounced
        ? 'bounced'
        : again
          ? 'waiting'
          : 'failed'
  await inOneGo(world, async act => {
    const { tx, at } = act
    const noted = await tx
      .updateTable('mailingRecipient')
      .set({
        state,
        error: posted.went === 'sent' ? null : posted.why,
        ...(again
          ? {
              dueAt: new Date(at.getTime() + pause),
              sendingAt: null,
              address: null,
              ...(posted.line ? { attempts: attempts - 1 } : {}),
            }
          : { settledAt: at }),
      })
      .where('id', '=', id)
      .where('attempts', '=', attempts)
      .where('state', 'in', ['sending', 'unknown'])
      .returning('id')
      .executeTakeFirst()
    if (!noted) return
    const whom = { personId, companyId }
    const facts = { mailingId, recipientId: id }
    if (state === 'sent') await record(act, 'mail.sent', whom, facts, { key: `mail.sent:${id}` })
    if (state !== 'bounced' || posted.went === 'sent') return
    const { id: bounceId } = await tx
      .insertInto('mailBounce')
      .values({ recipientId: id, address, bouncedAt: at, reason: posted.why })
      .onConflict(oc =>
        oc.column('address').where('liftedAt', 'is', null).doUpdateSet({ bouncedAt: at, reason: posted.why }),
      )
      .returning('id')
      .executeTakeFirstOrThrow()
    await record(act, 'mail.bounced', whom, { ...facts, bounceId }, { key: `mail.bounced:${id}` })
  })
}

/** Nobody waits any more: it has been sent. */
async function finish({ db, clock }: World, id: number): Promise<void> {
  const at = clock.now()
  await sql`
    update mailing m set state = 'sent', ended_at = ${at} where m.id = ${id} and m.state = 'sending'
      and not exists (select from mailing_recipient r where r.mailing_id = m.id and r.state in ('waiting', 'sending'))`.execute(
    db,
  )
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
