import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { fromCursor, toCursor } from '../../platform/api.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Act } from '../roles/act.ts'
import type { User, UserQuery } from './users.schema.ts'

async function find(act: Act, where: RawBuilder<unknown>, limit: number): Promise<User[]> {
  const { rows } = await sql<User>`
    select u.id, h.name, u.email, u.roles, u.language, h.active, u.auth_id is not null as joined, u.is_program,
      case when t.id is not null then jsonb_build_object('id', t.id, 'name', t.name) end as team,
      case when d.id is not null then jsonb_build_object('id', d.id, 'name', d.name) end as deputy,
      u.away_from, u.away_until, u.created_at, u.version + h.version as version
    from app_user u join holder h on h.id = u.id
    left join team t on t.id = h.team_id
    left join holder d on d.id = u.deputy_id
    where ${where} order by h.name, u.id limit ${limit}`.execute(act.tx)
  return rows
}

export async function listUsers(
  act: Act,
  { q, active, teamId, limit, cursor }: z.infer<typeof UserQuery>,
): Promise<{ items: User[]; nextCursor: string | null }> {
  const conditions: RawBuilder<unknown>[] = [sql`not u.is_program`, sql`h.active = ${active}`]
  if (q) conditions.push(sql`(strpos(lower(h.name), lower(${q})) > 0 or strpos(u.email, lower(${q})) > 0)`)
  if (teamId) conditions.push(sql`h.team_id = ${teamId}`)
  const after = fromCursor(cursor)
  if (after) conditions.push(sql`(h.name, u.id) > (${after[0]}::text, ${after[1]}::bigint)`)
  const found = await find(act, sql.join(conditions, sql` and `), limit + 1)
  const items = found.slice(0, limit)
  const last = items.at(-1)
  return { items, nextCursor: found.length > limit && last ? toCursor([last.name, last.id]) : null }
}

export async function getUser(act: Act, id: number): Promise<User> {
  const [user] = await find(act, sql`u.id = ${id}`, 1)
  if (!user) throw new Refusal('missing', { en: 'There is no such user.', ja: 'このユーザーは存在しません。' })
  return user
}
