import { type RawBuilder, sql } from 'kysely'
import { type Act, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import { noMail, ownDomains } from '../../people/consent/noMail.ts'
import type { Picked } from '../../people/leads/leads.schema.ts'
import { pickedCondition } from '../../people/leads/together.ts'
import { personsInSegment } from '../../people/segments/condition.ts'
import { Refusal } from '../../platform/refusal.ts'
import { type Audience, type WhyNot, whyNots } from './mailings.schema.ts'

export type Whom = { segmentId: number | null; whom: Picked | null }

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

/** These people, each with the reason why no mail of this mailing may go to them, or null. */
export async function judged(
  act: OwnerAct,
  mailing: { id: number; senderEmail: string },
  ids: number[],
): Promise<RawBuilder<{ id: number; why: WhyNot | null }>> {
  const own = await ownDomains(act, mailing.senderEmail)
  return sql`
    select p.id, coalesce(${noMail({ at: act.at, own, mailingId: mailing.id })}, case
      when exists (select from mailing_recipient r where r.mailing_id = ${mailing.id} and r.address = p.email_key
        and r.person_id <> p.id) then 'double' end) as why
    from person p where p.id = any(${ids}::bigint[]) and p.merged_into_id is null`
}

const noAudience = () =>
  new Refusal(
    'invalid',
    { en: 'Choose whom it goes to first.', ja: '配信先のセグメントを選択してください。' },
    { field: 'segmentId' },
  )
