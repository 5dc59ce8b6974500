import { sql } from 'kysely'
import type { z } from 'zod'
import { type Act, asOwner } from '../../office/roles/act.ts'
import { namedPage } from '../../people/identity/pages.ts'
import { Refusal } from '../../platform/refusal.ts'
import { acts, cardAt, counting, isAbove, isLively, keptLines, standings, temperatureOf } from './points.ts'
import { presetNames } from './presets.ts'
import { type PersonScore, type ScoreLine, type ScoreQuery, Thresholds } from './scoring.schema.ts'

type Found = Omit<PersonScore, 'lines' | 'at' | 'acts' | 'thresholds' | 'personId'> & {
  thresholds: unknown
  lastAt: Date | null
  recent: number
  keyPageDays: number
}

/** A person's score at a moment, with every line that it is the sum of: to the last digit. */
export async function personScore(act: Act, { id, at = act.at }: z.infer<typeof ScoreQuery>): Promise<PersonScore> {
  const seen = await act.tx.selectFrom('person').select('id').where('id', '=', id).executeTakeFirst()
  if (!seen) throw new Refusal('missing', { en: 'There is no such person.', ja: 'この担当者は存在しません。' })
  const language = act.actor?.language ?? 'ja'
  return asOwner(act, async ({ tx }) => {
    const card = sql`card as (${cardAt(at)})`
    const kept = keptLines(sql`l.person_id = ${id}`, at)
    const acted = sql`(a.last_at is not null)`
    const { rows } = await sql<Found>`
      with ${card}, ${standings(kept, at)} select c.id as card_id, i.intent, i.fit,
        ${temperatureOf(sql`i.intent`, { acted, lively: isLively })} as temperature, ${isAbove(sql`i.intent`, sql`i.fit`, acted)} as above,
        a.last_at, a.recent, a.key_page_days,
        jsonb_build_object('mqlIntent', c.mql_intent, 'mqlFit', c.mql_fit, 'warmAt', c.warm_at, 'hotAt', c.hot_at, 'warmActs', c.warm_acts,
          'keyPageDays', c.key_page_days, 'warmDays', c.warm_days, 'idleDays', c.idle_days, 'intentCap', c.intent_cap) as thresholds
      from person p cross join card c left join standing n on n.person_id = p.id
      cross join lateral (select coalesce(n.intent, 0) as intent, coalesce(n.fit, 0)::int as fit) i
      cross join lateral ${acts(at)} a
      where p.id = ${id}`.execute(tx)
    const { rows: lines } = await sql<ScoreLine & { preset: string | null }>`
      with ${card}, ${counting(kept, at)} select c.id, c.about, c.rule_id, r.name as rule, r.preset, c.at, c.event_id, e.kind as event_kind, n.name as page, c.points,
        c.counts, c.half_life_days, c.counts < c.worth as capped
      from counted c join scoring_rule r on r.id = c.rule_id left join event e on (e.identity_id = c.identity_id and e.occurred_at = c.at and e.id = c.event_id)
      left join lateral ${namedPage(sql`case when e.kind = 'page.viewed' then e.facts ->> 'url' end`)} n on e.kind = 'page.viewed'
      order by c.about desc, c.at desc, c.id desc limit 2000`.execute(tx)
    const found = rows[0]
    if (!found) return { ...unknown, personId: id, at }
    const { lastAt, recent, keyPageDays, thresholds, ...score } = found
    return {
      ...score,
      personId: id,
      at,
      thresholds: Thresholds.parse(thresholds),
      acts: { lastAt, recent, keyPageDays },
      lines: lines.map(({ preset, ...line }) => ({
        ...line,
        rule: presetNames[preset ?? '']?.[language] ?? line.rule,
      })),
    }
  })
}

/** Before anything was counted. */
const unknown = {
  cardId: null,
  intent: 0,
  fit: 0,
  temperature: 'cool' as const,
  above: false,
  thresholds: null,
  acts: { recent: 0, keyPageDays: 0, lastAt: null },
  lines: [],
}
