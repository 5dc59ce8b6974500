import { sql } from 'kysely'
import { systemClock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db.ts'
import { planned } from '../../platform/lines.ts'
import type { Actor } from '../roles/act.ts'
import type { RoleName } from '../roles/rights.ts'
import { lasting } from './session.ts'

type Found = Omit<Actor, 'sight'> & {
  roles: RoleName[]
  scope: string
  below: number[]
  deputiseFor: number[]
  queues: number[]
}

/** By whom an actor is known: the id here, who signed in, the token of a session, or the hash of an API key. */
export type Known = { id: number } | { authId: string } | { session: string } | { keyHash: string }

/** The queues that a role works off. */
const purposeOf = sql`case r when 'marketer' then 'marketing' else r end`

/**
 * The actor behind a user id, a sign-in or an API key: with the widest scope of their roles, their team and the teams below it, and
 * whoever they stand in for today. Nobody for users who have left.
 */
export async function findActor(db: Db, who: Known, at: Date): Promise<Actor | undefined> {
  const today = sql`(${at}::timestamptz at time zone w.time_zone)::date`
  const { rows } = await sql<Found>`
    ${planned(`actor-by-${Object.keys(who)[0]}`)} select u.id, h.name, u.roles, h.team_id, u.language, u.is_program,
      (select case when bool_or(r.scope = 'all') then 'all' when bool_or(r.scope = 'team') then 'team' else 'own' end
       from role r where r.name = any(u.roles)) as scope,
      array(with recursive below as (
              select id from team where id = h.team_id union select t.id from team t join below b on t.parent_id = b.id)
            select id from below) as below,
      array(select a.id from app_user a where a.deputy_id = u.id and a.away_from <= ${today} and coalesce(a.away_until, ${today}) >= ${today}) as deputise_for,
      array(select q.id from holder q where q.kind = 'queue' and (q.team_id = h.team_id or q.team_id is null and q.purpose in
        (select ${purposeOf} from unnest(u.roles) r))) as queues
    from app_user u join holder h on h.id = u.id cross join workspace w
    where ${whoIs(who)} and h.active`.execute(db)
  const found = rows[0]
  if (!found) return undefined
  const { scope, below, deputiseFor, queues, ...actor } = found
  const own = [actor.id, ...deputiseFor, ...queues]
  return { ...actor, sight: scope === 'all' ? [0] : scope === 'team' ? [...own, ...below] : own }
}

function whoIs(who: Known) {
  if ('id' in who) return sql`u.id = ${who.id}`
  if ('authId' in who) return sql`u.auth_id = ${who.authId}`
  if ('session' in who) {
    // Sessions go by the time of this machine, whatever the clock that is passed in. One that is to be prolonged is not found.
    const atLeast = (lasting.expiresIn - lasting.updateAge) * 1000
    const until = new Date(systemClock.now().getTime() + atLeast)
    return sql`u.auth_id = (select "userId"::text from auth.session where token = ${who.session} and "expiresAt" > ${until})`
  }
  // Read by its hash: better-auth's own check would write to the key's row twice a request, and all its requests would queue there.
  return sql`u.auth_id = (select "referenceId" from auth.apikey where key = ${who.keyHash} and enabled)`
}
