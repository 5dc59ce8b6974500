import { sql } from 'kysely'
import type { z } from 'zod'
import { fromCursor, toCursor } from '../../platform/api.ts'
import { enqueue } from '../../platform/jobs.ts'
import { Refusal } from '../../platform/refusal.ts'
import { type Act, asOwner, type OwnerAct } from '../roles/act.ts'
import { sendMails } from './mail.jobs.ts'
import type { Mail, MailQuery } from './mail.schema.ts'

export type NewMail = {
  key: string
  to: string
  subject: string
  body: string
  personId?: number
  /** A second part, and headers, as mailings have them. */
  html?: string
  headers?: Record<string, string>
}

/** Writes a mail into the outbox. The same key again is the same mail: it goes out once. */
export async function queueMail(
  { tx, at }: Pick<OwnerAct, 'tx' | 'at'>,
  { key, to, subject, body, personId, html, headers }: NewMail,
): Promise<void> {
  await tx
    .insertInto('mail')
    .values({
      key,
      toAddress: to,
      subject,
      body,
      personId: personId ?? null,
      html: html ?? null,
      headers: headers ? JSON.stringify(headers) : null,
      createdAt: at,
      dueAt: at,
    })
    .onConflict(oc => oc.column('key').doNothing())
    .execute()
  await enqueue(tx, sendMails, {})
}

export async function listMails(
  act: Act,
  { state, limit, cursor }: z.infer<typeof MailQuery>,
): Promise<{ items: z.infer<typeof Mail>[]; nextCursor: string | null }> {
  const after = fromCursor(cursor)
  const { rows } = await sql<z.infer<typeof Mail>>`
    select id, to_address as "to", subject, body, state, attempts, error, created_at, due_at, sent_at from mail
    where ${state ? sql`state = ${state}` : sql`true`} and ${after ? sql`id < ${after[0]}::bigint` : sql`true`}
    order by id desc limit ${limit + 1}`.execute(act.tx)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > limit && last ? toCursor([last.id]) : null }
}

/** Sends a mail again that failed, or of which nobody knows whether it arrived: a person's decision, never made by itself. */
export async function sendAgain(act: Act, id: number): Promise<void> {
  await asOwner(act, async act => {
    const sent = await act.tx
      .updateTable('mail')
      .set({ state: 'queued', attempts: 0, error: null, dueAt: act.at, createdAt: act.at })
      .where('id', '=', id)
      .where('state', 'in', ['failed', 'unknown'])
      .returning('id')
      .executeTakeFirst()
    if (sent) return enqueue(act.tx, sendMails, {})
    const mail = await act.tx.selectFrom('mail').select('state').where('id', '=', id).executeTakeFirst()
    if (!mail) throw new Refusal('missing', { en: 'There is no such mail.', ja: 'このメールは存在しません。' })
    throw new Refusal('conflict', {
      en: 'This mail waits to be sent or has been sent already.',
      ja: 'このメールは送信待ちか、すでに送信済みです。',
    })
  })
}
