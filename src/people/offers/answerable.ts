import { type RawBuilder, sql } from 'kysely'
import type { Act } from '../../office/roles/act.ts'

/**
 * Whether an offer's receiver (a row of `holder` under this alias) is the actor, somebody they stand in for, or a queue
 * that they work off.
 */
export function isToActor(act: Act, receiver: string): RawBuilder<boolean> {
  const actor = act.actor
  if (!actor) return sql`true`
  const to = {
    id: sql.ref(`${receiver}.id`),
    kind: sql.ref(`${receiver}.kind`),
    team: sql.ref(`${receiver}.teamId`),
    purpose: sql.ref(`${receiver}.purpose`),
  }
  const purposes = actor.roles.map(role => (role === 'marketer' ? 'marketing' : role))
  return sql`(${to.id} = ${actor.id} or ${to.id} = any(${actor.sight}::bigint[])
    or ${to.kind} = 'queue' and (${to.team} = any(${actor.sight}::bigint[]) or ${to.team} = ${actor.teamId}::bigint
      or ${to.team} is null and ${to.purpose} = any(${purposes}::text[])))`
}

/** Managers and admins may answer for others. */
export const steers = (act: Act): boolean => act.actor?.roles.some(r => r === 'admin' || r === 'manager') ?? true
