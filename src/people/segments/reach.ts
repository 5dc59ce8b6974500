import { type RawBuilder, sql } from 'kysely'
import { addDays, momentOf } from '../../office/calendar/workdays.ts'
import type { Channel, WhyNoMail } from '../consent/consent.schema.ts'
import { disqualified, lawful, saidNo } from '../consent/lawful.ts'
import { noMail } from '../consent/noMail.ts'
import type { Asking } from './asking.ts'
import { activityKinds, mailable, type Reach } from './keys.schema.ts'

/** What keeps mailings away, as broadly as a list tells it: see `noMail`. */
const told: Record<WhyNoMail, Reach> = {
  noBasis: 'noBasis',
  optedOut: 'optedOut',
  noAddress: 'unreachable',
  bounced: 'unreachable',
  disqualified: 'disqualified',
  heldBack: 'heldBack',
  ownDomain: 'excluded',
  competitor: 'excluded',
  listed: 'excluded',
  roleAddress: 'roleAddress',
  tooOften: 'tooOften',
}

const byPhone = lawful(sql`p.id`, 'phone')
/** Neither theirs nor the company's. In two ways, so that a count need not look the company up for each. */
const noNumber = [
  sql<boolean>`(coalesce(p.phone_key, p.mobile_key) is null and p.company_id is null)`,
  sql<boolean>`exists (select from company c where c.id = p.company_id and coalesce(c.phone, '') = '' and coalesce(p.phone_key, p.mobile_key) is null)`,
]
const decided = disqualified(sql`p.id`)

const noCall = sql<string | null>`case
  when not ${byPhone} then case when ${saidNo(sql`p.id`, 'phone')} then 'optedOut' else 'noBasis' end
  when ${sql.join(noNumber, sql` or `)} then 'unreachable'
  when ${decided} then 'disqualified' end`

const never = (channel: Channel, asking: Asking) =>
  channel === 'mail' ? noMail({ at: asking.at, own: asking.ownDomains }, why => told[why]) : noCall

/** Who of us is in touch with them already, the first that counts first: with the ways in which it can be so. */
function busy(asking: Asking): { is: Reach; ways: RawBuilder<boolean>[] }[] {
  const since = sql`${momentOf(addDays(asking.today, -asking.touchDays), '00:00', asking.timeZone)}::timestamptz`
  return [
    { is: 'openDeal', ways: [sql`exists (select from person_in_deal k where k.person_id = p.id)`] },
    {
      is: 'touched',
      ways: [
        sql`exists (select from activity a where a.person_id = p.id and a.done_at >= ${since} and a.kind = any(${activityKinds}::text[]))`,
        sql`exists (select from lead l where l.person_id = p.id and l.touched_at >= ${since})`,
        sql`exists (select from mailing_recipient r where r.person_id = p.id and r.sending_at >= ${since} and r.state in ('sent', 'sending', 'unknown'))`,
      ],
    },
    {
      is: 'held',
      ways: [
        sql`exists (select from person_held h where h.person_id = p.id and h.holder_id is distinct from ${asking.me}::bigint)`,
      ],
    },
  ]
}

/** Whether person `p` can be approached today by this channel (`free`), else the first thing that speaks against it. */
export function reach(channel: Channel, asking: Asking): RawBuilder<string> {
  const whens = busy(asking).map(({ is, ways }) => sql`when ${sql.join(ways, sql` or `)} then ${sql.lit(is)}`)
  return sql<string>`coalesce(${never(channel, asking)}, case ${sql.join(whens, sql` `)} else 'free' end)`
}

/**
 * Whether it is one of these. Where they are the last ones of the order, nothing before them speaks against it: asked like
 * that, the few against whom something does are found as sets, and everybody else need not be judged.
 */
export function reachIs(channel: Channel, values: readonly string[], asking: Asking): RawBuilder<boolean> {
  const asked = new Set(values)
  const last = mailable.slice(mailable.length - asked.size)
  if (asked.size > mailable.length || !last.every(value => asked.has(value)))
    return sql`${reach(channel, asking)} = any(${values}::text[])`
  const before = busy(asking).filter(({ is }) => !asked.has(is))
  const may =
    channel === 'mail' ? [sql`${never(channel, asking)} is null`] : [byPhone, ...noneOf([...noNumber, decided])]
  return sql`(${sql.join([...may, ...noneOf(before.flatMap(({ ways }) => ways))], sql` and `)})`
}

const noneOf = (ways: RawBuilder<boolean>[]) => ways.map(way => sql`not ${way}`)
