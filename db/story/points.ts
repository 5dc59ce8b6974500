import { sql } from 'kysely'
import type { OwnerAct } from '../../src/office/roles/act.ts'
import { type Db, openDb, openPool } from '../../src/platform/db.ts'
import type { World } from '../../src/platform/world.ts'
import { countScores, holdScores } from '../../src/qualify/scoring/scores.ts'
import type { EventKind } from '../../src/timeline/vocabulary.ts'

/** By which conditions an event gives lines of points, by the preset: known while it is told, so that millions need not be looked at again. */
export type LinesOf = (kind: EventKind, facts: Record<string, unknown>, keyPage: boolean) => number[]

const none: number[] = []

export async function linesByPreset(db: Db): Promise<LinesOf> {
  const rules = await db
    .selectFrom('scoringRule')
    .innerJoin('scoringCard', 'scoringCard.id', 'cardId')
    .select(['conditionId', 'preset'])
    .where('about', '=', 'intent')
    .where('publishedAt', 'is not', null)
    .where('endedAt', 'is', null)
    .execute()
  const by = (...presets: string[]) => rules.filter(r => presets.includes(r.preset ?? '')).map(r => r.conditionId!)
  const given = {
    page: by('page'),
    keyPage: by('page', 'key_page'),
    document: by('document'),
    inquiry: by('inquiry'),
    toBuy: by('inquiry', 'to_buy'),
    seminar: by('seminar'),
    clicked: by('clicked'),
    talked: by('talked'),
    appointment: by('appointment'),
    refused: by('refused'),
  }
  return (kind, facts, keyPage) => {
    if (kind === 'page.viewed') return facts.machine ? none : keyPage ? given.keyPage : given.page
    if (kind === 'document.requested') return given.document
    if (kind === 'inquiry.received') return facts.toBuy ? given.toBuy : given.inquiry
    if (kind === 'seminar.attended') return given.seminar
    if (kind === 'mail.clicked') return given.clicked
    if (kind !== 'activity.done' || facts.kind !== 'call') return none
    return given[facts.outcome as 'talked' | 'appointment' | 'refused'] ?? none
  }
}

const perPass = 4_000

/**
 * Everybody's points, by the verb that counts them; their lines are there already. Two at a time, and without looking up
 * what each refers to. What they have crossed was told in its time.
 */
export async function countEverybody({ clock, db }: World, url: string): Promise<void> {
  const bare = openDb(
    openPool(url, { max: 2, options: '-c session_replication_role=replica -c synchronous_commit=off' }),
  )
  const { rows } = await sql<{ last: number; all: number }>`
    select coalesce(max(id), 0) as last, count(*) filter (where merged_into_id is null) as all from person`.execute(db)
  const { last, all } = rows[0]!
  let through = 0
  const work = async () => {
    while (through < last) {
      const from = through
      through += perPass
      await bare.transaction().execute(async tx => {
        const { rows: people } = await sql<{ id: number }>`
          select id from person where id > ${from} and id <= ${from + perPass} and merged_into_id is null order by id`.execute(
          tx,
        )
        const personIds = people.map(p => p.id)
        const act: OwnerAct = { tx, at: clock.now(), byId: null, operationId: null, actor: null, rights: 'owner' }
        await holdScores(tx, personIds)
        await countScores(act, { personIds, fit: personIds, fresh: new Map() })
      })
    }
  }
  try {
    await Promise.all([work(), work()])
  } finally {
    await bare.destroy()
  }
  await sql`update score set told_temperature = temperature, told_above = above
    where (told_temperature, told_above) is distinct from (temperature, above)`.execute(db)
  await sql`update scoring_recount set state = 'done', pages = false, through_id = ${last}, done = ${all}, total = ${all}, ended_at = ${clock.now()}
    where state = 'running'`.execute(db)
}
