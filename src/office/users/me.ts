import { sql } from 'kysely'
import type { z } from 'zod'
import { type Act, type Actor, asOwner } from '../roles/act.ts'
import { has, type Right, rights } from '../roles/rights.ts'
import { lockUser, writeUser } from './change.ts'
import type { ChangeMe, Me, SetPreference } from './users.schema.ts'
import { getUser } from './users.ts'

/** Who sits here, what they may do, and what the company has set. */
export async function getMe(act: Act, actor: Actor): Promise<z.infer<typeof Me>> {
  const user = await getUser(act, actor.id)
  const { rows } = await sql<Pick<z.infer<typeof Me>, 'mailNotifications' | 'unread' | 'preferences' | 'company'>>`
    select u.mail_notifications,
      (select count(*) from notification where user_id = u.id and read_at is null) as unread,
      coalesce((select jsonb_object_agg(name, value) from preference where user_id = u.id), '{}') as preferences,
      jsonb_build_object('name', w.name, 'timeZone', w.time_zone, 'language', w.language, 'fiscalMonth', w.fiscal_month) as company
    from app_user u cross join workspace w where u.id = ${actor.id}`.execute(act.tx)
  const own = rows[0]
  if (!own) throw new Error(`The actor ${actor.id} has no row.`)
  const mine = (Object.keys(rights) as Right[]).filter(right => has(actor.roles, right))
  return { ...user, ...own, rights: mine }
}

/** What users decide about themselves. There is no version: it is their own, and the last word counts. */
export async function changeMe(
  act: Act,
  actor: Actor,
  { mailNotifications, ...patch }: z.infer<typeof ChangeMe>,
): Promise<z.infer<typeof Me>> {
  await asOwner(act, async act => {
    const before = await lockUser(act, actor.id)
    if (mailNotifications !== undefined)
      await act.tx.updateTable('appUser').set({ mailNotifications }).where('id', '=', actor.id).execute()
    if (Object.keys(patch).length > 0) await writeUser(act, before, patch)
  })
  return getMe(act, actor)
}

/** Remembers how a user likes a screen: columns of a grid, light or dark. */
export async function setPreference({ tx, byId }: Act, { name, value }: z.infer<typeof SetPreference>): Promise<void> {
  await sql`insert into preference (user_id, name, value) values (${byId}, ${name}, ${JSON.stringify(value)}::jsonb)
    on conflict (user_id, name) do update set value = excluded.value`.execute(tx)
}
