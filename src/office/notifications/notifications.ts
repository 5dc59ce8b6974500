import { sql } from 'kysely'
import type { z } from 'zod'
import { fromCursor, toCursor } from '../../platform/api.ts'
import { isEventOf } from '../../timeline/reactions.ts'
import type { Act } from '../roles/act.ts'
import type { Notification, NotificationQuery, ReadNotifications, Unread } from './notifications.schema.ts'
import { sentenceOf } from './sentences.ts'

type Found = Omit<Notification, 'title'>

/** What the actor was told, newest first. People are named only as long as the actor may see them. */
export async function listNotifications(
  act: Act,
  { unread, limit, cursor }: z.infer<typeof NotificationQuery>,
): Promise<{ items: Notification[]; nextCursor: string | null }> {
  const after = fromCursor(cursor)
  const { rows } = await sql<Found>`
    select n.id, n.kind, (n.facts ->> 'count')::int as count, n.created_at as at, n.read_at is not null as read,
      coalesce(e.facts, '{}') as facts, e.lead_id, c.name as company_name,
      case when b.id is not null then jsonb_build_object('id', b.id, 'name', b.name) end as by,
      case when p.id is not null then jsonb_build_object('id', p.id, 'name', trim(concat(p.family_name, ' ', p.given_name))) end as person
    from notification n
    left join event e on ${isEventOf('n')}
    left join person p on p.id = e.person_id
    left join company c on c.id = coalesce(p.company_id, e.company_id)
    left join holder b on b.id = e.by_id
    where n.user_id = ${act.byId} and (not ${unread} or n.read_at is null)
      and ${after ? sql`(n.created_at, n.id) < (${after[0]}::timestamptz, ${after[1]}::bigint)` : sql`true`}
    order by n.created_at desc, n.id desc limit ${limit + 1}`.execute(act.tx)
  const language = act.actor?.language ?? 'ja'
  const items = rows.slice(0, limit).map(row => ({
    ...row,
    title: sentenceOf({ ...row, by: row.by?.name ?? null, person: row.person?.name ?? null }, language),
  }))
  const last = items.at(-1)
  return { items, nextCursor: rows.length > limit && last ? toCursor([last.at, last.id]) : null }
}

export async function readNotifications(
  act: Act,
  { ids }: z.infer<typeof ReadNotifications>,
): Promise<z.infer<typeof Unread>> {
  let unread = act.tx
    .updateTable('notification')
    .set({ readAt: act.at })
    .where('userId', '=', act.byId)
    .where('readAt', 'is', null)
  if (ids) unread = unread.where('id', '=', sql<number>`any(${ids}::bigint[])`)
  await unread.execute()
  return countUnread(act)
}

export async function countUnread({ tx, byId }: Act): Promise<z.infer<typeof Unread>> {
  const { unread } = await tx
    .selectFrom('notification')
    .select(eb => eb.fn.countAll<number>().as('unread'))
    .where('userId', '=', byId)
    .where('readAt', 'is', null)
    .executeTakeFirstOrThrow()
  return { unread }
}
