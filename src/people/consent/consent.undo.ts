import { sql } from 'kysely'
import type { Changed } from '../../office/journal/images.ts'
import type { WhyLeft } from '../../office/journal/journal.schema.ts'
import type { Restored } from '../../office/journal/rows.ts'
import type { SoFar, TakeBack } from '../../office/journal/takeBack.ts'
import type { OwnerAct } from '../../office/roles/act.ts'
import { recordAll } from '../../timeline/timeline.ts'
import type { Channel } from './consent.schema.ts'

/**
 * Refusals that the operation wrote down by closing a lead, and that go back with it: whoever closed it by mistake was
 * told nothing. Not where the person has said no again since, nor where the lead stays as it is.
 */
const saidByMistake = ({ operationId, restored, forced }: SoFar) => sql`
  select e.person_id, e.facts ->> 'channel' as channel, (e.facts ->> 'consentId')::bigint as consent_id from event e
  where e.operation_id = ${operationId} and e.kind = 'consent.withdrawn' and not ${forced}::boolean
    and e.lead_id = any(${restored.flatMap(r => (r.table === 'lead' ? r.id : []))}::bigint[])
    and not exists (select from event again where again.person_id = e.person_id and again.kind = 'consent.withdrawn'
      and again.facts ->> 'channel' = e.facts ->> 'channel' and again.id > e.id and again.operation_id is distinct from ${operationId})`

/** Who said no is not approached again because somebody takes something back. */
async function keeps(act: OwnerAct, rows: Changed[], soFar: SoFar): Promise<Map<number, WhyLeft>> {
  const { rows: said } = await sql<{ id: number }>`
    select j.row_id as id from journal j left join consent c on c.id = j.row_id
    where j.id = any(${rows.map(r => r.image)}::bigint[]) and j.before ->> 'withdrawn_at' is null
      and (c.id is null or c.withdrawn_at is not null)
      and (c.person_id, c.channel) not in (select person_id, channel from (${saidByMistake(soFar)}) mistaken)`.execute(
    act.tx,
  )
  return new Map(said.map(r => [r.id, 'consent' as const]))
}

async function restored(act: OwnerAct, rows: Restored[]): Promise<void> {
  const again = rows.filter(({ old, now }) => old && old.withdrawn_at !== null && now.withdrawn_at === null)
  await tell(
    act,
    again.map(({ now }) => ({ personId: now.person_id as number, channel: now.channel as Channel })),
  )
}

/** Of whom there was nothing before, there is nothing again. */
async function inserted(act: OwnerAct, soFar: SoFar): Promise<{ taken: number[]; left: number[] }> {
  const { rows } = await sql<{ id: number; personId: number; channel: Channel }>`
    delete from consent c using (${saidByMistake(soFar)}) mistaken
    where c.id = mistaken.consent_id and c.version = 1 returning c.id, c.person_id, c.channel`.execute(act.tx)
  await tell(act, rows)
  return { taken: rows.map(r => r.id), left: [] }
}

async function tell(act: OwnerAct, refusals: { personId: number; channel: Channel }[]): Promise<void> {
  const unique = new Map(refusals.map(r => [`${r.personId} ${r.channel}`, r]))
  const people = await act.tx
    .selectFrom('person')
    .select(['id', 'companyId'])
    .where('id', 'in', refusals.map(r => r.personId).concat(0))
    .execute()
  await recordAll(
    act,
    [...unique.values()].map(({ personId, channel }) => ({
      kind: 'consent.restored' as const,
      personId,
      companyId: people.find(p => p.id === personId)?.companyId ?? null,
      facts: { channel },
    })),
  )
}

export const consentTakeBack: TakeBack = { table: 'consent', keeps, restored, inserted }
