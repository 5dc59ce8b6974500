import { sql } from 'kysely'
import { type Act, actAsOwner, asOwner } from '../../office/roles/act.ts'
import { isRace, type Tx } from '../../platform/db.ts'
import { enqueue } from '../../platform/jobs.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { World } from '../../platform/world.ts'
import { linesFollowPages } from './lines.ts'
import { noSuchCard } from './refusals.ts'
import { countScores, holdScores } from './scores.ts'
import { tellCrossings } from './tell.ts'

const perPass = 500

/**
 * Counts everybody anew by the version in force, from where it stands to the end. Each batch is a transaction that says
 * how far it came: it may be stopped, killed and begun again, and nobody is counted or told twice.
 */
export async function recount(world: World, cardId: number, stopping?: AbortSignal, size = perPass): Promise<void> {
  for (;;) {
    stopping?.throwIfAborted()
    if (!(await countBatch(world, cardId, size))) return
  }
}

async function countBatch(world: World, cardId: number, size: number, attempt = 1): Promise<boolean> {
  try {
    return await actAsOwner(world.db, world.clock, null, 'scoring.recount', async act => {
      const { tx, at } = act
      const { rows: standing } = await sql<{ throughId: number; pages: boolean; publishedBy: number | null }>`
        select r.through_id, r.pages, c.published_by from scoring_recount r join scoring_card c on c.id = r.card_id
        where r.card_id = ${cardId} and r.state = 'running' for update of r`.execute(tx)
      const { rows } = await sql<{ id: number }>`
        select id from person where id > ${standing[0]?.throughId ?? 0} and merged_into_id is null order by id limit ${size}`.execute(
        tx,
      )
      const personIds = standing[0] ? rows.map(r => r.id) : []
      const fresh = await holdScores(tx, personIds)
      if (standing[0]?.pages && personIds.length > 0) await linesFollowPages(act, personIds)
      await countScores(act, { personIds, fit: [], fresh })
      // What came with the product lifts nobody by their history: they are told when they act again.
      const crossed = await tellCrossings(act, personIds, { onlyDown: standing[0]?.publishedBy === null })
      // What is offered because of it is an operation of its own; this one changed nothing that anybody would undo.
      await tx.deleteFrom('operation').where('id', '=', act.operationId).execute()
      if (!standing[0]) return false
      const over = personIds.length < size
      await sql`
        update scoring_recount set through_id = ${personIds.at(-1) ?? standing[0].throughId}, done = done + ${personIds.length}, crossed = crossed + ${crossed},
          total = greatest(total, done + ${personIds.length}), state = ${over ? 'done' : 'running'}, ended_at = ${over ? at : null}::timestamptz, pages = pages and not ${over}
        where card_id = ${cardId}`.execute(tx)
      return !over
    })
  } catch (error) {
    if (isRace(error) && attempt < 6) return countBatch(world, cardId, size, attempt + 1)
    throw error
  }
}

/** Everybody is counted anew by the version in force, from the beginning: what pages mean for it has changed. */
export async function recountForPages(tx: Tx, at: Date): Promise<void> {
  const { rows } = await sql<{ cardId: number }>`
    insert into scoring_recount as r (card_id, started_at, pages, total)
    select c.id, ${at}, true, (select count(*) from person where merged_into_id is null) from scoring_card c
    where c.published_at is not null and c.ended_at is null
      and exists (select from scoring_rule x where x.card_id = c.id and x.page is not null)
    on conflict (card_id) do update set state = 'running', pages = true, through_id = 0, done = 0, crossed = 0, total = excluded.total, started_at = excluded.started_at, ended_at = null
    returning card_id`.execute(tx)
  for (const { cardId } of rows) await enqueue(tx, { name: 'scoring: recount' }, { cardId })
}

/** Stops behind the batch that is under way, or goes on. Who was counted stays so; the rest keep what they had. */
export async function steerRecount(act: Act, cardId: number, state: 'running' | 'stopped'): Promise<void> {
  await asOwner(act, async ({ tx, at }) => {
    const { rows } = await sql<{ known: boolean; changed: boolean }>`
      with changed as (
        update scoring_recount r set state = ${state}, ended_at = ${state === 'stopped' ? at : null}::timestamptz from scoring_card c
        where r.card_id = ${cardId} and c.id = r.card_id and c.ended_at is null and r.state = ${state === 'stopped' ? 'running' : 'stopped'} returning r.card_id
      ) select exists (select from scoring_recount where card_id = ${cardId}) as known, exists (select from changed) as changed`.execute(
      tx,
    )
    if (!rows[0]!.known) throw noSuchCard()
    if (!rows[0]!.changed) throw nothingToSteer()
    if (state === 'running') await enqueue(tx, { name: 'scoring: recount' }, { cardId })
  })
}

const nothingToSteer = () =>
  new Refusal('conflict', {
    en: 'The recount is not in a state for this. Reload the page to see where it stands.',
    ja: '再計算は現在この操作ができない状態です。ページを再読み込みして状態をご確認ください。',
  })
