import { type RawBuilder, sql } from 'kysely'
import { addDays, momentOf } from '../../office/calendar/workdays.ts'
import type { Channel, WhyNoMail } from '../consent/consent.schema.ts'
import { disqualified, lawful, saidNo } from '../consent/lawful.ts'
import { noMail } from '../consent/noMail.ts'
import type { Asking } from './asking.ts'
import { activityKinds, type Reach } from './keys.schema.ts'

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

const noCall = sql<string | null>`case
  when not ${lawful(sql`p.id`, 'phone')} then case when ${saidNo(sql`p.id`, 'phone')} then 'optedOut' else 'noBasis' end
  when coalesce(p.phone_key, p.mobile_key) is null
    and not exists (select from company c where c.id = p.company_id and c.phone <> '') then 'unreachable'
  when ${disqualified(sql`p.id`)} then 'disqualified' end`

/**
 * Who of us is in touch with them already. Each look-up names the person, so that a page asks it of its own rows by their
 * keys, and a count over everybody makes one set of it.
 */
function busy(asking: Asking): RawBuilder<string> {
  const since = sql`${momentOf(addDays(asking.today, -asking.touchDays), '00:00', asking.timeZone)}::timestamptz`
  return sql<string>`case
    when exists (select from person_in_deal k where k.person_id = p.id) then 'openDeal'
    when exists (select from activity a where a.person_id = p.id and a.done_at >= ${since} and a.kind = any(${activityKinds}::text[]))
      or exists (select from lead l where l.person_id = p.id and l.touched_at >= ${since})
      or exists (select from mailing_recipient r where r.person_id = p.id and r.sending_at >= ${since} and r.state in ('sent', 'sending', 'unknown'))
      then 'touched'
    when exists (select from person_held h where h.person_id = p.id and h.holder_id is distinct from ${asking.me}::bigint) then 'held'
    else 'free' end`
}

/** Whether person `p` can be approached today by this channel (`free`), else the first thing that speaks against it. */
export function reach(channel: Channel, asking: Asking): RawBuilder<string> {
  const never = channel === 'mail' ? noMail({ at: asking.at, own: asking.ownDomains }, why => told[why]) : noCall
  return sql<string>`coalesce(${never}, ${busy(asking)})`
}
