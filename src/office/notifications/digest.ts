import { sql } from 'kysely'
import type { Language } from '../../platform/api.ts'
import type { World } from '../../platform/world.ts'
import { isEventOf } from '../../timeline/reactions.ts'
import { queueMail } from '../mail/outbox.ts'
import type { NotificationKind } from './notifications.schema.ts'
import { sentenceOf } from './sentences.ts'

/** Who sits before the screen has read it by then and needs no mail. */
const pause = 2 * 60_000
const perPass = 2_000

type Row = {
  id: number
  userId: number
  kind: NotificationKind
  count: number
  createdAt: Date
  wanted: boolean
  name: string
  email: string
  language: Language
  by: string | null
  facts: Record<string, unknown>
}

/**
 * Copies what nobody has read into mails, one mail a user, for those who want mails. Marked in the same transaction, so
 * never twice. People are not named: a mail cannot be taken back.
 */
export async function mailUnread({ db, clock, baseUrl }: World): Promise<number> {
  const at = clock.now()
  return db.transaction().execute(async tx => {
    const { rows } = await sql<Row>`
      select n.id, n.user_id, n.kind, (n.facts ->> 'count')::int as count, n.created_at, h.name, u.email, u.language,
        u.mail_notifications and n.read_at is null and h.active as wanted, b.name as by, coalesce(e.facts, '{}') as facts
      from notification n join app_user u on u.id = n.user_id join holder h on h.id = u.id
      left join event e on ${isEventOf('n')} left join holder b on b.id = e.by_id
      where n.mailed_at is null and n.created_at <= ${new Date(at.getTime() - pause)}
      order by n.created_at, n.id limit ${perPass} for update of n skip locked`.execute(tx)
    if (rows.length === 0) return 0
    await sql`update notification set mailed_at = ${at} where id = any(${rows.map(row => row.id)}::bigint[])`.execute(
      tx,
    )
    const byUser = Map.groupBy(
      rows.filter(row => row.wanted),
      row => row.userId,
    )
    for (const theirs of byUser.values()) await queueMail({ tx, at }, letter(theirs, baseUrl))
    return rows.length
  })
}

function letter(rows: Row[], baseUrl: string) {
  const [first, last] = [rows[0], rows.at(-1)]
  if (!first || !last) throw new Error('A mail about nothing.')
  const { language, name, email, userId } = first
  const lines = rows.map(row => `・${sentenceOf({ ...row, person: null }, language)}`)
  const subject =
    rows.length === 1
      ? sentenceOf({ ...first, person: null }, language)
      : language === 'ja'
        ? `Musubi：${rows.length}件のお知らせ`
        : `Musubi: ${rows.length} notifications`
  const [greeting, end] =
    language === 'ja'
      ? [`${name} 様`, 'このメールは Musubi の「設定」で止められます。']
      : [`Dear ${name},`, 'You can switch these mails off in the settings of Musubi.']
  return {
    key: `notifications of ${userId} up to ${last.id} at ${last.createdAt.toISOString()}`,
    to: email,
    subject,
    body: `${greeting}\n\n${lines.join('\n')}\n\n${baseUrl}/\n\n${end}\n`,
  }
}
