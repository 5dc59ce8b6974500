import { sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'

/** The draft: begun as a copy of the version in force if there is none yet. Answers its id, and the copy of each rule. */
export async function beginDraft(act: OwnerAct): Promise<{ id: number; copyOf: Map<number, number> }> {
  // One at a time: of two who begin a draft, the second works on the first one's.
  await sql`select id from scoring_card where published_at is not null and ended_at is null for update`.execute(act.tx)
  const { rows: made } = await sql<{ id: number }>`
    insert into scoring_card (mql_intent, mql_fit, warm_at, hot_at, warm_acts, key_page_days, warm_days, idle_days, intent_cap, created_at, created_by)
    select mql_intent, mql_fit, warm_at, hot_at, warm_acts, key_page_days, warm_days, idle_days, intent_cap, ${act.at}, ${act.byId}::bigint
    from scoring_card where published_at is not null and ended_at is null
      and not exists (select from scoring_card d where d.published_at is null)
    returning id`.execute(act.tx)
  if (made[0]) {
    await sql`
      insert into scoring_rule (card_id, from_id, about, name, preset, points, position, conditions, event_kind, facts, page, page_id, half_life_days, cap)
      select ${made[0].id}, r.id, r.about, r.name, r.preset, r.points, r.position, r.conditions, r.event_kind, r.facts, r.page, r.page_id, r.half_life_days, r.cap
      from scoring_rule r join scoring_card c on c.id = r.card_id and c.published_at is not null and c.ended_at is null
      order by r.id`.execute(act.tx)
  }
  const { rows } = await sql<{ cardId: number; id: number | null; fromId: number | null }>`
    select c.id as card_id, r.id, r.from_id from scoring_card c left join scoring_rule r on r.card_id = c.id
    where c.published_at is null`.execute(act.tx)
  return {
    id: rows[0]!.cardId,
    copyOf: new Map(rows.flatMap(r => (r.id !== null && r.fromId !== null ? [[r.fromId, r.id]] : []))),
  }
}
