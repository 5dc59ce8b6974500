import { sql } from 'kysely'
import type { z } from 'zod'
import { type Act, asOwner } from '../../office/roles/act.ts'
import type { Tx } from '../../platform/db.ts'
import { enqueue } from '../../platform/jobs.ts'
import { Refusal } from '../../platform/refusal.ts'
import { stale } from '../../platform/stale.ts'
import { beginDraft } from './draft.ts'
import { noSuchCard, publishedAlready } from './refusals.ts'
import { rulesOf } from './rules.ts'
import { recountTask } from './scoring.jobs.ts'
import type { ChangeCard, ScoringCard } from './scoring.schema.ts'

type Row = Omit<ScoringCard, 'rules'>

/** The versions, latest first: the draft if there is one, the one in force, and those that were. */
export async function listCards(act: Act): Promise<ScoringCard[]> {
  return withRules(act, await find(act))
}

export async function getCard(act: Act, id: number): Promise<ScoringCard> {
  const [card] = await withRules(act, await find(act, id))
  if (!card) throw noSuchCard()
  return card
}

async function find(act: Act, id?: number): Promise<Row[]> {
  const { rows } = await sql<Row & { recount: { startedAt: string; endedAt: string | null } | null }>`
    select c.id, c.mql_intent, c.mql_fit, c.warm_at, c.hot_at, c.warm_acts, c.key_page_days, c.warm_days, c.idle_days, c.intent_cap,
      c.created_at, c.published_at, c.ended_at, c.version,
      case when c.published_at is null then 'draft' when c.ended_at is null then 'inForce' else 'past' end as state,
      case when h.id is not null then jsonb_build_object('id', h.id, 'name', h.name) end as published_by,
      case when r.card_id is not null then jsonb_build_object('state', r.state, 'done', r.done, 'total', r.total, 'crossed', r.crossed,
        'startedAt', r.started_at, 'endedAt', r.ended_at) end as recount
    from scoring_card c left join holder h on h.id = c.published_by left join scoring_recount r on r.card_id = c.id
    where ${id === undefined ? sql`true` : sql`c.id = ${id}`} order by c.published_at desc nulls first, c.id desc limit 100`.execute(
    act.tx,
  )
  return rows.map(({ recount, ...row }) => ({
    ...row,
    recount: recount && {
      ...recount,
      startedAt: new Date(recount.startedAt),
      endedAt: recount.endedAt ? new Date(recount.endedAt) : null,
    },
  }))
}

async function withRules(act: Act, cards: Row[]): Promise<ScoringCard[]> {
  const rules = await rulesOf(
    act,
    cards.map(c => c.id),
  )
  return cards.map(card => ({ ...card, rules: rules.filter(r => r.cardId === card.id) }))
}

export async function draftCard(act: Act): Promise<ScoringCard> {
  const id = await asOwner(act, async owner => (await beginDraft(owner)).id)
  return getCard(act, id)
}

/** The thresholds of the draft. */
export async function changeCard(
  act: Act,
  { id, version, ...patch }: z.infer<typeof ChangeCard>,
): Promise<ScoringCard> {
  const card = await getCard(act, id)
  if (card.state !== 'draft') throw publishedAlready()
  const { warmAt, hotAt } = { ...card, ...patch }
  if (hotAt < warmAt)
    throw new Refusal(
      'invalid',
      { en: 'Hot begins no lower than warm.', ja: 'ホットの下限は、ウォームの下限以上にしてください。' },
      { field: 'hotAt' },
    )
  if (card.version !== version) throw stale(card, patch)
  if (Object.keys(patch).length > 0) {
    const changed = await asOwner(act, ({ tx }) =>
      tx
        .updateTable('scoringCard')
        .set(patch)
        .where('id', '=', id)
        .where('version', '=', version)
        .where('publishedAt', 'is', null)
        .returning('id')
        .executeTakeFirst(),
    )
    if (!changed) throw stale(await getCard(act, id), patch)
  }
  return getCard(act, id)
}

export async function discardDraft(act: Act, id: number): Promise<void> {
  const gone = await asOwner(act, ({ tx }) =>
    tx
      .deleteFrom('scoringCard')
      .where('id', '=', id)
      .where('publishedAt', 'is', null)
      .returning('id')
      .executeTakeFirst(),
  )
  if (!gone) throw (await find(act, id)).length > 0 ? publishedAlready() : noSuchCard()
}

/** From this moment the draft is the version in force; everybody is counted anew in the background. */
export async function publishCard(act: Act, id: number): Promise<ScoringCard> {
  await getCard(act, id)
  await asOwner(act, async act => {
    const { tx, at } = act
    const { rows: before } = await sql<{ id: number }>`
      select id from scoring_card where published_at is not null and ended_at is null for update`.execute(tx)
    await tx.updateTable('scoringCard').set({ endedAt: at }).where('id', '=', before[0]!.id).execute()
    const published = await tx
      .updateTable('scoringCard')
      .set({ publishedAt: at, publishedBy: act.byId })
      .where('id', '=', id)
      .where('publishedAt', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!published) throw publishedAlready()
    await shareConditions(tx, id, before[0]!.id)
    await sql`update scoring_recount set state = 'stopped', ended_at = ${at} where state = 'running'`.execute(tx)
    await sql`
      insert into scoring_recount (card_id, started_at, total, pages)
      select ${id}, ${at}, count(*), (select pages from scoring_recount where card_id = ${before[0]!.id}) is true
      from person where merged_into_id is null`.execute(tx)
    await enqueue(tx, recountTask, { cardId: id })
  })
  return getCard(act, id)
}

/** A rule that asks what its like in the version before asked goes on with the lines of that; what is new begins its own. */
async function shareConditions(tx: Tx, cardId: number, beforeId: number): Promise<void> {
  await sql`
    update scoring_rule r set condition_id = coalesce((
      select f.condition_id from scoring_rule f where f.id = r.from_id and f.card_id = ${beforeId}
        and (f.event_kind, f.facts, f.page, f.page_id, f.conditions) is not distinct from (r.event_kind, r.facts, r.page, r.page_id, r.conditions)), r.id)
    where r.card_id = ${cardId}`.execute(tx)
}
