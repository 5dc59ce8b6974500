import { type RawBuilder, sql } from 'kysely'
import { type Act, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import { lawful, neverMailed, saidNo } from '../../people/consent/lawful.ts'
import { domainOf, isFreeMail, isRoleAddress } from '../../people/identity/email.ts'
import type { Picked } from '../../people/leads/leads.schema.ts'
import { pickedCondition } from '../../people/leads/together.ts'
import { personsInSegment } from '../../people/segments/condition.ts'
import { Refusal } from '../../platform/refusal.ts'
import { type Audience, type WhyNot, whyNots } from './mailings.schema.ts'

export type Whom = { segmentId: number | null; whom: Picked | null }

/** More than three mailings in seven days are too many, whoever sends them. */
const mostInAWeek = 3

/** Whom the actor means, as far as they see them: the people in the segment, or those who were picked. */
export async function personsMeant(act: Act, { segmentId, whom }: Whom): Promise<number[]> {
  if (segmentId === null && whom === null) throw noAudience()
  const where =
    segmentId === null
      ? await pickedCondition(act, await followMerges(act, whom!))
      : await personsInSegment(act, segmentId)
  const { rows } = await sql<{ id: number }>`select p.id from person p where ${where} order by p.id`.execute(act.tx)
  return rows.map(row => row.id)
}

/** Who was picked and has become another since is that other. */
async function followMerges(act: Act, picked: Picked): Promise<Picked> {
  if (!picked.personIds) return picked
  const { personIds } = picked
  return asOwner(act, async ({ tx }) => {
    const { rows } = await sql<{ id: number }>`
      with recursive up as (
        select id, merged_into_id from person where id = any(${personIds}::bigint[])
        union select p.id, p.merged_into_id from person p join up on p.id = up.merged_into_id
      ) select id from up where merged_into_id is null`.execute(tx)
    return { ...picked, personIds: rows.map(row => row.id) }
  })
}

/** Who would get it and who would not, each person counted once, with the first reason that applies. */
export async function audienceOf(act: Act, mailing: Whom & { id: number; senderEmail: string }): Promise<Audience> {
  const ids = await personsMeant(act, mailing)
  return asOwner(act, async act => {
    const { rows } = await sql<{ why: WhyNot | null; count: number }>`
      select judged.why, count(*) as count from (${await judged(act, mailing, ids)}) judged group by 1`.execute(act.tx)
    const excluded = whyNots.flatMap(why => rows.filter(row => row.why === why).map(({ count }) => ({ why, count })))
    return { total: ids.length, receive: rows.find(row => row.why === null)?.count ?? 0, excluded }
  })
}

/**
 * These people, each with the reason why no mail of this mailing may go to them, or null. The one place that decides it:
 * for the count, for the plan, and again at the moment of sending.
 */
export async function judged(
  act: OwnerAct,
  mailing: { id: number; senderEmail: string },
  ids: number[],
): Promise<RawBuilder<{ id: number; why: WhyNot | null }>> {
  const id = sql`p.id`
  const week = new Date(act.at.getTime() - 7 * 86_400_000)
  const own = await ownDomains(act, mailing.senderEmail)
  const desks = await roleLocals(act, ids)
  const is = (why: WhyNot) => sql.lit(why)
  return sql`
    with recursive shut as (
      select company_id as id, why from mail_exclusion where kind = 'company'
      union select c.id, shut.why from company c join shut on c.parent_id = shut.id
    )
    select p.id, case
      when p.email_key is null and not k.desk then ${is('noAddress')}
      when not ${lawful(id, 'mail')} and ${saidNo(id, 'mail')} then ${is('optedOut')}
      when not ${lawful(id, 'mail')} then ${is('noBasis')}
      when ${neverMailed(id, 'mail')} then ${is('disqualified')}
      when exists (select from mail_hold h where h.person_id = p.id and h.released_at is null) then ${is('heldBack')}
      when k.host = any(${own}::text[]) or x.why = 'own' then ${is('ownDomain')}
      when x.why = 'competitor' then ${is('competitor')}
      when x.why is not null then ${is('listed')}
      when k.desk then ${is('roleAddress')}
      when exists (select from mail_bounce b where b.address = p.email_key and b.lifted_at is null) then ${is('bounced')}
      when (select count(*) from mailing_recipient r where r.person_id = p.id and r.mailing_id <> ${mailing.id}
        and r.sending_at > ${week}) >= ${mostInAWeek} then ${is('tooOften')}
      when exists (select from mailing_recipient r where r.mailing_id = ${mailing.id} and r.address = p.email_key
        and r.person_id <> p.id) then ${is('double')}
    end as why
    from person p
    cross join lateral (
      select split_part(a.written, '@', 2) as host, split_part(a.written, '@', 1) = any(${desks}::text[]) as desk
      from (select coalesce(p.email_key, lower(p.email), '') as written) a
    ) k
    left join lateral (
      select why from (
        select e.why from mail_exclusion e
        where e.kind = 'domain' and (k.host = e.value or k.host like '%.' || e.value) or e.kind = 'address' and p.email_key = e.value
        union all select shut.why from shut where shut.id = p.company_id
      ) listed order by array_position(array['own', 'competitor', 'other'], why) limit 1
    ) x on true
    where p.id = any(${ids}::bigint[]) and p.merged_into_id is null`
}

/** The domain that we write from is our own, unless it is a mail provider's. */
export async function ownDomains(act: OwnerAct, senderEmail: string): Promise<string[]> {
  const { senderEmail: companys } = await act.tx.selectFrom('workspace').select('senderEmail').executeTakeFirstOrThrow()
  const domains = [senderEmail, companys].flatMap(address => domainOf(address) ?? [])
  return [...new Set(domains.filter(domain => !isFreeMail(domain)))]
}

/** What stands before the @ of those among them whose address is a desk's, not a person's: no key is kept of it. */
async function roleLocals({ tx }: OwnerAct, ids: number[]): Promise<string[]> {
  const { rows } = await sql<{ local: string }>`
    select distinct split_part(coalesce(p.email_key, lower(p.email)), '@', 1) as local from person p where p.id = any(${ids}::bigint[]) and p.email is not null`.execute(
    tx,
  )
  return rows.flatMap(({ local }) => (isRoleAddress(`${local}@example.jp`) ? local : []))
}

const noAudience = () =>
  new Refusal(
    'invalid',
    { en: 'Choose whom it goes to first.', ja: '配信先のセグメントを選択してください。' },
    { field: 'segmentId' },
  )
