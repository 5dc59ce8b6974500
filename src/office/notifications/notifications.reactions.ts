import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { planned } from '../../platform/lines.ts'
import type { Reaction, Taken } from '../../timeline/reactions.ts'
import { localDay } from '../calendar/workdays.ts'
import type { RoleName } from '../roles/rights.ts'
import { tellLive } from './live.ts'
import type { NotificationKind } from './notifications.schema.ts'

/** Whom an event is to be told: whoever is, or works off, this holder; or the managers above them. Not whoever did it. */
type Wanted = {
  event_id: number
  identity_id: number
  occurred_at: Date
  holder_id?: number
  managers?: true
  /** Everybody of this role, instead of a holder. */
  role?: RoleName
  kind: NotificationKind
  key: string
  by_id: number | null
}

/**
 * Writes the notifications of a batch. What belongs together is one notification with a count: the offers of one act,
 * the overdue leads of one day. Nobody is told of the same event twice.
 */
async function notify(tx: Tx, events: Taken[], at: Date): Promise<void> {
  const { timeZone } = await tx.selectFrom('workspace').select('timeZone').executeTakeFirstOrThrow()
  const givers = await giversOf(tx, events)
  const wanted = events.flatMap(event => wantedFor(event, givers, localDay(at, timeZone)))
  if (wanted.length === 0) return
  const { rows } = await sql<{ userId: number }>`
    ${planned('notify')} with wanted as (
      select * from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
        as w(event_id bigint, identity_id bigint, occurred_at timestamptz, holder_id bigint, managers boolean, role text, kind text, key text, by_id bigint)
    ), colleague as (
      select u.id, u.roles, h.team_id from app_user u join holder h on h.id = u.id where h.active and not u.is_program
    ), concerned as (
      select w.*, c.id as user_id from wanted w join holder h on h.id = w.holder_id join colleague c on
        c.id = h.id
        or h.kind = 'queue' and c.team_id = h.team_id
        or h.kind = 'queue' and h.team_id is null and case h.purpose when 'marketing' then 'marketer' else h.purpose end = any(c.roles)
      where w.managers is null
      union all
      select w.*, c.id from wanted w join colleague c on w.role = any(c.roles)
      union all
      select w.*, c.id from wanted w join holder h on h.id = w.holder_id join colleague c on 'manager' = any(c.roles)
        and (c.team_id is null or c.team_id in (
          with recursive above as (select id, parent_id from team where id = h.team_id
            union select t.id, t.parent_id from team t join above a on t.id = a.parent_id)
          select id from above))
      where w.managers
    ), standing_in as (
      select c.event_id, c.identity_id, c.occurred_at, c.holder_id, c.managers, c.role, c.kind, c.key, c.by_id, d.id as user_id
      from concerned c join app_user u on u.id = c.user_id join colleague d on d.id = u.deputy_id cross join workspace w
      where (${at}::timestamptz at time zone w.time_zone)::date between u.away_from and coalesce(u.away_until, 'infinity')
    ), once as (
      select distinct on (event_id, user_id) * from (select * from concerned union all select * from standing_in) everybody
      where user_id is distinct from by_id order by event_id, user_id, managers nulls first
    )
    insert into notification (user_id, kind, key, event_id, identity_id, occurred_at, facts, created_at)
    select distinct on (user_id, kind, key) user_id, kind, key, event_id, identity_id, occurred_at,
      jsonb_build_object('count', count(*) over (partition by user_id, kind, key)), ${at} from once order by user_id, kind, key, event_id
    on conflict (user_id, kind, key) do update set
      facts = jsonb_build_object('count', (notification.facts ->> 'count')::int + (excluded.facts ->> 'count')::int),
      created_at = excluded.created_at, read_at = null, mailed_at = null
    returning user_id`.execute(tx)
  const users = [...new Set(rows.map(row => row.userId))]
  if (users.length > 0) await tellLive({ users }).execute(tx)
}

function wantedFor(event: Taken, givers: Map<number, number>, day: string): Wanted[] {
  const { id, operationId, byId, facts } = event
  const each = { event_id: id, identity_id: event.identityId ?? 0, occurred_at: event.occurredAt, by_id: byId }
  const together = operationId === null ? `event ${id}` : `operation ${operationId}`
  const giver = givers.get(Number(facts.offerId)) ?? Number(facts.from)
  switch (event.kind) {
    case 'offer.given':
      return [{ ...each, holder_id: Number(facts.to), kind: 'offer.given', key: together }]
    case 'offer.accepted':
      return [{ ...each, holder_id: giver, kind: 'offer.accepted', key: together }]
    case 'offer.returned':
      return [{ ...each, holder_id: giver, kind: 'offer.returned', key: together }]
    case 'offer.expired':
      return [giver, Number(facts.to)].map(holder_id => ({ ...each, holder_id, kind: 'offer.expired', key: together }))
    case 'lead.overdue': {
      // Ninety silent days are marketing's list to look at, not a duty somebody missed.
      if (facts.clockFor === 'sign_of_life') return []
      const late = { ...each, holder_id: Number(facts.holderId) }
      return [
        { ...late, kind: 'lead.overdue', key: `day ${day}` },
        { ...late, managers: true, kind: 'team.overdue', key: `day ${day}` },
      ]
    }
    case 'activity.due':
      return [{ ...each, holder_id: Number(facts.holderId), kind: 'activity.due', key: `event ${id}` }]
    case 'invoice.overdue': {
      const late = { ...each, kind: 'invoice.overdue' as const, key: together }
      const owner = facts.holderId ? [{ ...late, holder_id: Number(facts.holderId) }] : []
      return [{ ...late, role: 'accounting' }, ...owner]
    }
    // Who holds them hears of it when they are hot; warm is for the lists.
    case 'person.warmed':
      return facts.to === 'hot' && facts.holderId
        ? [{ ...each, holder_id: Number(facts.holderId), kind: 'person.warmed', key: together }]
        : []
    // Whoever ran it wants to know, though it was they who did it.
    case 'import.done':
      return byId === null ? [] : [{ ...each, by_id: null, holder_id: byId, kind: 'import.done', key: `event ${id}` }]
    case 'book.handedOver':
      return [{ ...each, holder_id: Number(facts.to), kind: 'book.handedOver', key: `event ${id}` }]
    default:
      return []
  }
}

/** Who gave an offer by hand; offers by a rule or the clock come from the holder. */
async function giversOf(tx: Tx, events: Taken[]): Promise<Map<number, number>> {
  const ids = events.map(event => Number(event.facts.offerId)).filter(id => id > 0)
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{
    id: number
    givenBy: number
  }>`select id, given_by from offer where id = any(${ids}::bigint[]) and given_by is not null`.execute(tx)
  return new Map(rows.map(row => [row.id, row.givenBy]))
}

export const notificationReactions: Reaction[] = [
  {
    name: 'notifications: tell whom it concerns',
    kinds: [
      'offer.given',
      'offer.accepted',
      'offer.returned',
      'offer.expired',
      'lead.overdue',
      'activity.due',
      'person.warmed',
      'invoice.overdue',
      'import.done',
      'book.handedOver',
    ],
    effects: true,
    rebuildable: false,
    run: notify,
  },
]
