import { sql } from 'kysely'
import { changedRows, imagesOf } from '../../office/journal/images.ts'
import type { Journaled } from '../../office/journal/journaled.ts'
import { type Restored, restoreFields, restoreRows } from '../../office/journal/rows.ts'
import type { OwnerAct } from '../../office/roles/act.ts'
import { refreshSight } from '../leads/sight.ts'
import { mailGoesBack } from './merge.mail.ts'
import type { MergedTable } from './merge.schema.ts'
import { spreadSight } from './merge.ts'

export type Open = {
  table: MergedTable
  id: number
  field: string | null
  why: 'later' | 'edited' | 'refused'
  with: 'keep' | 'absorb'
}
export type MergeRow = {
  id: number
  keepId: number
  absorbId: number
  operationId: number
  eventIds: number[]
  kept: Record<string, number[]>
  undecided: Open[]
  undoneAt: Date | null
}

type Back = { restored: Restored[]; refused: number[]; edited: number[] }

/**
 * Rows that stand as the merge left them go back whole. Of the others goes back what the merge changed and nobody has
 * since: whose they are, above all.
 */
export async function goBack(act: OwnerAct, operationId: number, table: Journaled, only?: number[]): Promise<Back> {
  const rows = (await changedRows(act.tx, operationId, table)).filter(r => !only || only.includes(r.id))
  const touched = rows.filter(r => !r.untouched && r.present)
  const images = await imagesOf(
    act.tx,
    operationId,
    table,
    touched.map(r => r.id),
  )
  const partly = async (ids: number[]) => {
    const done: Restored[] = []
    for (const row of touched.filter(r => ids.includes(r.id))) {
      const { was, made, is } = images.find(i => i.id === row.id)!
      const columns = Object.keys(was).filter(c => !same(was[c], made?.[c]) && same(made?.[c], is?.[c]))
      done.push(...(await restoreFields(act, row, columns)))
    }
    return done
  }
  // An address or an open lead can go back only when the other's has gone: what was refused at first tries again.
  const first = await partly(touched.map(r => r.id))
  const whole = await restoreRows(
    act,
    table,
    rows.filter(r => r.untouched),
  )
  const second = await partly(touched.map(r => r.id).filter(id => !first.some(f => f.id === id)))
  const again =
    second.length > 0 ? await restoreRows(act, table, whole.refused) : { restored: [], refused: whole.refused }
  return {
    restored: [...first, ...whole.restored, ...second, ...again.restored],
    refused: again.refused.map(r => r.id),
    edited: touched.map(r => r.id),
  }
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** What was done on a lead goes with the lead; what happened to an identity goes with whose it is. */
export async function eventsGoBack(
  act: OwnerAct,
  { keepId, absorbId, eventIds }: Pick<MergeRow, 'keepId' | 'absorbId' | 'eventIds'>,
): Promise<void> {
  await sql`
    update activity a set person_id = ${absorbId} from lead l
    where l.id = a.lead_id and l.person_id = ${absorbId} and a.person_id = ${keepId}`.execute(act.tx)
  await sql`
    update event e set person_id = ${absorbId} where e.person_id = ${keepId} and (
      e.identity_id in (select id from identity where person_id = ${absorbId})
      or e.id = any(${eventIds}::bigint[])
      or e.lead_id in (select id from lead where person_id = ${absorbId})
      or e.kind in ('activity.planned', 'activity.done', 'activity.due')
        and (e.facts ->> 'activityId')::bigint in (select id from activity where person_id = ${absorbId}))`.execute(
    act.tx,
  )
  await webGoesBack(act, keepId, absorbId)
  await mailGoesBack(act, keepId, absorbId)
}

/** Visits and what was sent in go where their events went. */
export async function webGoesBack(act: OwnerAct, from: number, to: number): Promise<void> {
  await sql`
    update visit v set person_id = ${to} where v.person_id = ${from} and exists (
      select from event e where e.identity_id = v.identity_id and e.person_id = ${to} and e.kind = 'page.viewed'
        and e.occurred_at between v.first_at and v.last_at)`.execute(act.tx)
  await sql`
    update submission s set person_id = ${to} from event e where s.person_id = ${from} and e.person_id = ${to}
      and e.kind = 'form.submitted' and (e.facts ->> 'submissionId')::bigint = s.id`.execute(act.tx)
}

/** Open leads decide who sees somebody; without one it is whoever saw them before the merge. */
export async function sightGoesBack(
  act: OwnerAct,
  { keepId, absorbId, kept }: Pick<MergeRow, 'keepId' | 'absorbId' | 'kept'>,
): Promise<void> {
  const leads = await act.tx
    .selectFrom('lead')
    .select(['id', 'personId', 'closedAt'])
    .where('personId', 'in', [keepId, absorbId])
    .execute()
  await refreshSight(
    act.tx,
    leads.map(l => l.id),
  )
  const hasOpen = (id: number) => leads.some(l => l.personId === id && l.closedAt === null)
  if (!hasOpen(keepId)) await spreadSight(act, keepId, sql`${kept.seenBy ?? [0]}::bigint[]`)
  if (!hasOpen(absorbId)) await spreadSight(act, absorbId, sql`p.seen_by`)
}
