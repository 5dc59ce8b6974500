import { sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'
import { recordAll } from '../../timeline/timeline.ts'
import { type Channel, channels } from './consent.schema.ts'

type Pursued = { id: number; personId: number | null; companyId: number | null }

/**
 * They told one of us that they want no more contact. That is their own act, so mail and phone end with the pursuit; it
 * is kept with who was told, when, and in which call. Nobody known at the company: nobody who could have granted anything.
 */
export async function refuseContact(act: OwnerAct, leads: Pursued[], activityId?: number): Promise<void> {
  const told = leads.filter(lead => lead.personId !== null)
  const ids = [...new Set(told.map(lead => lead.personId))]
  if (ids.length === 0) return
  const via = await inWords(act, activityId)
  await sql`select from person where id = any(${ids}::bigint[]) order by id for no key update`.execute(act.tx)
  const { rows } = await sql<{ id: number; personId: number; channel: Channel }>`
    with wanted as (select person_id, channel from unnest(${ids}::bigint[]) person_id, unnest(${[...channels]}::text[]) channel),
    ended as (
      update consent c set withdrawn_at = ${act.at}, withdrawn_via = ${via}
      from wanted w where c.person_id = w.person_id and c.channel = w.channel and c.withdrawn_at is null
    )
    insert into consent (person_id, channel, basis, granted_at, granted_via, withdrawn_at, withdrawn_via, created_by)
    select w.person_id, w.channel, 'none', ${act.at}, ${via}, ${act.at}, ${via}, ${act.byId}::bigint from wanted w
    where not exists (select from consent c where c.person_id = w.person_id and c.channel = w.channel)
    returning id, person_id, channel`.execute(act.tx)
  const kept = new Map(rows.map(row => [`${row.personId} ${row.channel}`, row.id]))
  await recordAll(
    act,
    told.flatMap(({ id: leadId, personId, companyId }) =>
      channels.map(channel => ({
        kind: 'consent.withdrawn' as const,
        leadId,
        personId,
        companyId,
        facts: { channel, activityId, consentId: kept.get(`${personId} ${channel}`) },
      })),
    ),
  )
}

async function inWords(act: OwnerAct, activityId: number | undefined): Promise<string> {
  const user =
    act.byId === null
      ? undefined
      : await act.tx.selectFrom('holder').select('name').where('id', '=', act.byId).executeTakeFirst()
  const to = user ? `（受けた人：${user.name}）` : ''
  return `${activityId === undefined ? '' : '架電時に'}本人から連絡拒否の申し出${to}`
}
