import { type RawBuilder, sql } from 'kysely'
import { addDays, momentOf } from '../../office/calendar/workdays.ts'
import type { Channel } from '../consent/consent.schema.ts'
import { disqualified, lawful, saidNo } from '../consent/lawful.ts'
import type { Asking } from './asking.ts'
import { activityKinds } from './keys.schema.ts'

const noNumber = sql`(coalesce(p.phone_key, p.mobile_key) is null
  and not exists (select from company c where c.id = p.company_id and c.phone <> ''))`

const noAddress = sql`(coalesce(p.email_key, '') = '' or p.email_key in (select b.address from mail_bounce b where b.lifted_at is null))`

/**
 * Whether person `p` can be approached today by this channel (`free`), else the first thing that speaks against it. What
 * is asked of rows alone comes first; each look-up is one set for everybody, so that counting all costs one pass.
 */
export function reach(channel: Channel, asking: Asking): RawBuilder<string> {
  const since = sql`${momentOf(addDays(asking.today, -asking.touchDays), '00:00', asking.timeZone)}::timestamptz`
  return sql<string>`case
    when not ${lawful(sql`p.id`, channel)} then case when ${saidNo(sql`p.id`, channel)} then 'optedOut' else 'noBasis' end
    when ${channel === 'mail' ? noAddress : noNumber} then 'unreachable'
    when ${disqualified(sql`p.id`)} then 'disqualified'
    when p.id in (select k.person_id from person_in_deal k) then 'openDeal'
    when p.id in (select a.person_id from activity a where a.done_at >= ${since} and a.kind = any(${activityKinds}::text[]) and a.person_id is not null)
      or p.id in (select l.person_id from lead l where l.touched_at >= ${since} and l.person_id is not null)
      or p.id in (select r.person_id from mailing_recipient r where r.sending_at >= ${since} and r.state in ('sent', 'sending', 'unknown'))
      then 'touched'
    when p.id in (select h.person_id from person_held h where h.holder_id is distinct from ${asking.me}::bigint) then 'held'
    else 'free' end`
}
