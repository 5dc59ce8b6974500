import { sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'
import { planned } from '../../platform/lines.ts'
import { type Happened, recordAll } from '../../timeline/timeline.ts'
import { type Done, demote, promote } from './promote.ts'
import type { Temperature } from './scoring.schema.ts'

type Changed = {
  personId: number
  companyId: number | null
  cardId: number
  intent: number
  fit: number
  temperature: Temperature
  above: boolean
  toldTemperature: Temperature
  toldAbove: boolean
  holderId: number | null
}

const rank = { cool: 0, warm: 1, hot: 2 }
const nothing: Done = { acted: [], inquired: [], toBuy: [] }

/**
 * Tells of these people, who are held, what their score has crossed, and draws the conclusions: who is across the line is
 * offered, who has cooled while nobody answered is nurtured again. What history alone has lifted is told when they act
 * again; time alone only ever cools. Answers how many crossed the line upwards.
 */
export async function tellCrossings(
  act: OwnerAct,
  personIds: number[],
  { done = nothing, onlyDown = false }: { done?: Done; onlyDown?: boolean } = {},
): Promise<number> {
  const told = (await changedSince(act, personIds)).filter(
    c => !onlyDown || (rank[c.temperature] <= rank[c.toldTemperature] && !(c.above && !c.toldAbove)),
  )
  if (told.length > 0) {
    await sql`
      ${planned('told')} update score set told_temperature = temperature, told_above = above where person_id = any(${told.map(c => c.personId)}::bigint[])`.execute(
      act.tx,
    )
    await recordAll(act, told.flatMap(eventsOf))
  }
  const up = told.filter(c => c.above && !c.toldAbove).map(c => c.personId)
  const hot = told.filter(c => c.temperature === 'hot' && c.toldTemperature !== 'hot').map(c => c.personId)
  await promote(act, { crossed: [...new Set([...up, ...hot])], ...done })
  const cooled = told.filter(c => c.temperature === 'cool' && c.toldTemperature !== 'cool')
  await demote(
    act,
    cooled.map(c => c.personId),
  )
  return up.length
}

async function changedSince({ tx }: OwnerAct, personIds: number[]): Promise<Changed[]> {
  const { rows } = await sql<Changed>`
    ${planned('scores-changed')} select s.person_id, p.company_id, s.card_id, s.intent, s.fit, s.temperature, s.above, s.told_temperature, s.told_above,
      (select l.holder_id from lead l join app_user u on u.id = l.holder_id where l.person_id = s.person_id and l.closed_at is null
        order by l.id limit 1) as holder_id
    from score s join person p on p.id = s.person_id
    where s.person_id = any(${personIds}::bigint[]) and s.card_id is not null
      and (s.temperature <> s.told_temperature or s.above <> s.told_above)
    order by s.person_id`.execute(tx)
  return rows
}

function eventsOf({ personId, companyId, ...c }: Changed): Happened[] {
  const whom = { personId, companyId }
  const [from, to] = [c.toldTemperature, c.temperature]
  const happened: Happened[] = []
  if (rank[to] > rank[from]) {
    const holder = c.holderId === null ? {} : { holderId: c.holderId }
    happened.push({ kind: 'person.warmed', ...whom, facts: { from, to, ...holder } })
  } else if (from !== to) happened.push({ kind: 'person.cooled', ...whom, facts: { from, to } })
  if (c.above !== c.toldAbove) {
    const facts = {
      direction: c.above ? ('up' as const) : ('down' as const),
      intent: c.intent,
      fit: c.fit,
      cardId: c.cardId,
    }
    happened.push({ kind: 'score.crossed', ...whom, facts })
  }
  return happened
}
