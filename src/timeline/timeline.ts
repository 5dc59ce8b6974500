import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../platform/db.ts'
import { ahead, planned } from '../platform/lines.ts'
import { type EventKind, type Facts, vocabulary } from './vocabulary.ts'

/** Whom an event concerns and who did it. Without an identity, a person's event is known by the person's own record. */
export type Concerning = {
  personId?: number | null
  companyId?: number | null
  leadId?: number | null
  identityId?: number | null
}

/** Where and when a verb records: its transaction, the user (null: a machine), the time, and the operation it is part of. */
export type Recorder = { tx: Tx; at: Date; byId: number | null; operationId: number | null }

export type Happened<K extends EventKind = EventKind> = {
  kind: K
  facts: Facts<K>
  occurredAt?: Date
  /** The sender's own: the same again of the same identity is the same event. */
  key?: string
  /** Until when the key is remembered; for ever when left out. */
  forgetAfter?: Date
  historic?: boolean
} & Concerning

/**
 * Appends what happened to the timeline, in the transaction that changed the rows. A trigger fills the inbox; reactions
 * follow after the commit. One whose key its identity has used is left as it is. Nothing is known before it happens: what a
 * sender's clock says of the future happened now.
 */
export async function recordAll(by: Recorder, happened: Happened[]): Promise<void> {
  if (happened.length > 0) await happening(by, happened, sql`${ahead} ${planned('record')}`).execute(by.tx)
}

/** The same, answering the ids of the events that are new. */
export async function recordNew(by: Recorder, happened: Happened[]): Promise<number[]> {
  if (happened.length === 0) return []
  const { rows } = await happening(by, happened, planned('record-new')).execute(by.tx)
  return rows[0]!.ids
}

function happening(by: Recorder, happened: Happened[], plan: RawBuilder<unknown>) {
  const rows = happened.map(h => ({
    key: h.key ?? null,
    forget_after: h.forgetAfter ?? null,
    kind: h.kind,
    occurred_at: h.occurredAt ?? by.at,
    identity_id: h.identityId ?? null,
    person_id: h.personId ?? null,
    company_id: h.companyId ?? null,
    lead_id: h.leadId ?? null,
    historic: h.historic ?? false,
    facts: vocabulary[h.kind].facts.parse(h.facts),
  }))
  return appended(
    sql`
      select public.next_event() as id, e.key, e.forget_after, e.kind, least(e.occurred_at, ${by.at}::timestamptz) as occurred_at,
        coalesce(e.identity_id, i.id, 0) as identity_id, e.person_id, e.company_id, e.lead_id, e.historic, e.facts
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as e(key text, forget_after timestamptz, kind text, occurred_at timestamptz,
        identity_id bigint, person_id bigint, company_id bigint, lead_id bigint, historic boolean, facts jsonb)
      left join lateral (
        select r.id from identity r where e.identity_id is null and r.kind = 'record' and r.value = e.person_id::text offset 0) i on true`,
    by,
    plan,
  )
}

/**
 * The same event of many rows that stand in the database already, and so need not travel here and back: `rows` selects
 * whom each concerns (person_id, company_id, lead_id, identity_id), when it occurred and its facts, in their order.
 */
export async function recordOfRows(
  by: Recorder,
  kind: EventKind,
  rows: RawBuilder<unknown>,
  historic = false,
): Promise<void> {
  await appended(
    sql`
      select public.next_event() as id, null::text as key, null::timestamptz as forget_after, ${kind}::text as kind,
        least(r.occurred_at, ${by.at}::timestamptz) as occurred_at, coalesce(r.identity_id, i.id, 0) as identity_id,
        r.person_id, r.company_id, r.lead_id, ${historic}::boolean as historic, r.facts
      from (${rows}) r
      left join lateral (
        select i.id from identity i where r.identity_id is null and i.kind = 'record' and i.value = r.person_id::text offset 0) i on true`,
    by,
  ).execute(by.tx)
}

/**
 * Writes down what `sent` selects (id, key, forget_after, kind, occurred_at, identity_id, person_id, company_id, lead_id,
 * historic, facts), each once by its key, and wakes the reactions at commit. Answers how many were sent and which are new.
 * `plan`: `planned(…)`, where the same is asked over and over.
 */
export const appended = (sent: RawBuilder<unknown>, by: Omit<Recorder, 'tx'>, plan = sql``) => sql<{
  sent: number
  ids: number[]
}>`
    ${plan} with sent as materialized (${sent}), fresh as (
      insert into event_key (identity_id, key, event_id, forget_after)
      select identity_id, key, id, forget_after from sent where key is not null
      on conflict do nothing returning event_id
    ), added as (
      insert into event (id, kind, occurred_at, recorded_at, identity_id, person_id, company_id, lead_id, by_id, operation_id, historic, facts)
      select s.id, s.kind, s.occurred_at, ${by.at}::timestamptz, s.identity_id, s.person_id, s.company_id, s.lead_id,
             ${by.byId}::bigint, ${by.operationId}::bigint, s.historic, s.facts
      from sent s where s.key is null or s.id in (select event_id from fresh) returning id
    )
    -- The database folds equal messages of one transaction into one.
    select (select count(*) from sent) as sent, array(select id from added order by id) as ids, pg_notify('inbox', '')`

export async function record<K extends EventKind>(
  by: Recorder,
  kind: K,
  concerning: Concerning,
  facts: Facts<K>,
  more: { occurredAt?: Date; key?: string; historic?: boolean } = {},
): Promise<void> {
  await recordAll(by, [{ kind, facts, ...concerning, ...more } as Happened])
}
