import { type RawBuilder, sql } from 'kysely'
import type { Act } from '../../office/roles/act.ts'
import { deskLocal, domainOf, isFreeMail } from '../identity/email.ts'
import type { WhyNoMail } from './consent.schema.ts'
import { disqualified, lawful, saidNo } from './lawful.ts'

/** More than three mailings in seven days are too many, whoever sends them. */
const mostInAWeek = 3

type Sending = {
  at: Date
  /** The domains that we write from ourselves. */
  own: readonly string[]
  /** The mailing that is asked about, which does not speak against itself. */
  mailingId?: number
}

/**
 * The first thing that speaks against a mailing to person `p`, in the words of `say`, or null. The one place that decides
 * it: for whoever counts, for the plan of a mailing, and again at the moment of sending. Whether anything is listed is
 * asked before what: of a hundred thousand hardly anybody is.
 */
export function noMail(sending: Sending, say: (why: WhyNoMail) => string = why => why): RawBuilder<string | null> {
  const id = sql`p.id`
  const is = (why: WhyNoMail) => sql.lit(say(why))
  const host = sql`split_part(coalesce(p.email_key, lower(p.email), ''), '@', 2)`
  const desk = sql`split_part(coalesce(p.email_key, lower(p.email), ''), '@', 1) ~ ${deskLocal.source}`
  const week = new Date(sending.at.getTime() - 7 * 86_400_000)
  return sql<string | null>`case
    when not ${lawful(id, 'mail')} then case when ${saidNo(id, 'mail')} then ${is('optedOut')} else ${is('noBasis')} end
    when coalesce(p.email_key, '') = '' and not coalesce(${desk}, false) then ${is('noAddress')}
    when exists (select from person_bounced b where b.person_id = p.id) then ${is('bounced')}
    when ${disqualified(id)} then ${is('disqualified')}
    when exists (select from mail_hold h where h.person_id = p.id and h.released_at is null) then ${is('heldBack')}
    when ${host} = any(${[...sending.own]}::text[]) then ${is('ownDomain')}
    when '.' || ${host} like any ((select array_agg('%.' || e.value) from mail_exclusion e where e.kind = 'domain')::text[])
      or p.email_key in (select e.value from mail_exclusion e where e.kind = 'address')
      or p.company_id in (select s.company_id from company_excluded s)
      then (
        select case x.why when 'own' then ${is('ownDomain')} when 'competitor' then ${is('competitor')} else ${is('listed')} end
        from (
          select e.why from mail_exclusion e
          where e.kind = 'domain' and '.' || ${host} like '%.' || e.value or e.kind = 'address' and p.email_key = e.value
          union all select s.why from company_excluded s where s.company_id = p.company_id
        ) x order by array_position(array['own', 'competitor', 'other'], x.why) limit 1)
    when ${desk} then ${is('roleAddress')}
    when (select count(*) from mailing_recipient r where r.person_id = p.id and r.mailing_id is distinct from ${sending.mailingId ?? null}::bigint
      and r.sending_at > ${week}) >= ${mostInAWeek} then ${is('tooOften')}
  end`
}

/** The domain that we write from is our own, unless it is a mail provider's. `also`: another address that is written from. */
export async function ownDomains(act: Act, also = ''): Promise<string[]> {
  const { senderEmail } = await act.tx.selectFrom('workspace').select('senderEmail').executeTakeFirstOrThrow()
  return ownOf([also, senderEmail])
}

export function ownOf(addresses: readonly string[]): string[] {
  const domains = addresses.flatMap(address => domainOf(address) ?? [])
  return [...new Set(domains.filter(domain => !isFreeMail(domain)))]
}
