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

/** Who of us is in touch with them already. What is asked of rows alone comes first; each look-up is one set for everybody. */
function busy(asking: Asking): RawBuilder<string> {
  const since = sql`${momentOf(addDays(asking.today, -asking.touchDays), '00:00', asking.timeZone)}::timestamptz`
  return sql<string>`case
    when p.id in (select k.person_id from person_in_deal k) then 'openDeal'
    when p.id in (select a.person_id from activity a where a.done_at >= ${since} and a.kind = any(${activityKinds}::text[]) and a.person_id is not null)
      or p.id in (select l.person_id from lead l where l.touched_at >= ${since} and l.person_id is not null)
      or p.id in (select r.person_id from mailing_recipient r where r.sending_at >= ${since} and r.state in ('sent', 'sending', 'unknown'))
      then 'touched'
    when p.id in (select h.person_id from person_held h where h.holder_id is distinct from ${asking.me}::bigint) then 'held'
    else 'free' end`
}

/** Whether person `p` can be approached today by this channel (`free`), else the first thing that speaks against it. */
export function reach(channel: Channel, asking: Asking): RawBuilder<string> {
  const never = channel === 'mail' ? noMail({ at: asking.at, own: asking.ownDomains }, why => told[why]) : noCall
  return sql<string>`coalesce(${never}, ${busy(asking)})`
}
