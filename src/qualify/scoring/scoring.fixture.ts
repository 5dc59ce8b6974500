import { sql } from 'kysely'
import { byItself } from '../../../test/cast.ts'
import type { TestWorld } from '../../../test/database.ts'
import { insertPersons } from '../../people/persons/write.ts'
import { type Happened, recordAll } from '../../timeline/timeline.ts'
import { coolDown } from './cooling.ts'

/** Somebody at a company of so many, with a title; their lead is opened. */
export async function somebody(
  world: TestWorld,
  name: string,
  {
    title,
    company,
    employees,
    industry,
  }: { title?: string; company?: string; employees?: number; industry?: string } = {},
): Promise<{ personId: number; leadId: number }> {
  const someone = await byItself(world, async act => {
    const companyId = company
      ? (
          await act.tx
            .insertInto('company')
            .values({
              name: company,
              nameKey: company,
              employees: employees ?? null,
              industry: industry ?? null,
              createdAt: act.at,
            })
            .returning('id')
            .executeTakeFirstOrThrow()
        ).id
      : null
    const [personId] = await insertPersons(act, [{ familyName: name, title: title ?? null, companyId }], 'hand')
    const lead = await act.tx
      .selectFrom('lead')
      .select('id')
      .where('personId', '=', personId!)
      .executeTakeFirstOrThrow()
    return { personId: personId!, leadId: lead.id }
  })
  await world.settle()
  return someone
}

export const pricing = 'https://www.example.jp/pricing'
export const top = 'https://www.example.jp/'

type Act = Omit<Happened, 'facts'> & { facts?: object }

/** What somebody does, now unless it is said when; with what follows from it. */
export async function did(
  world: TestWorld,
  personId: number,
  kind: Happened['kind'],
  facts: object,
  more: Partial<Act> = {},
) {
  await byItself(world, act => recordAll(act, [{ kind, facts, personId, ...more } as Happened]))
  await world.settle()
}
export const saw = (world: TestWorld, personId: number, url = pricing, more: Partial<Act> = {}) =>
  did(world, personId, 'page.viewed', { url }, more)
export const requested = (world: TestWorld, personId: number) =>
  did(world, personId, 'document.requested', { document: '製品カタログ' })

/** Days pass; each midnight lets them cool. */
export async function days(world: TestWorld, many: number): Promise<void> {
  for (let day = 0; day < Math.max(1, many); day++) {
    if (many > 0) world.clock.advance(86_400_000)
    while ((await byItself(world, act => coolDown(act))) > 0);
  }
  await world.settle()
}

export const scoreOf = (world: TestWorld, personId: number) =>
  world.db.selectFrom('score').selectAll().where('personId', '=', personId).executeTakeFirstOrThrow()
export const leadOf = (world: TestWorld, leadId: number) =>
  world.db.selectFrom('lead').selectAll().where('id', '=', leadId).executeTakeFirstOrThrow()
export const offerOf = (world: TestWorld, leadId: number) =>
  world.db.selectFrom('offer').selectAll().where('leadId', '=', leadId).where('answer', 'is', null).executeTakeFirst()
export const linesOf = (world: TestWorld) =>
  world.db
    .selectFrom('scoreLine')
    .select(['personId', 'conditionId', 'eventId', 'at', 'knownAt', 'untilAt'])
    .orderBy('personId')
    .orderBy('conditionId')
    .orderBy('eventId')
    .orderBy('at')
    .execute()
export const scores = async (world: TestWorld) =>
  (
    await sql<Record<string, unknown>>`
      select person_id, card_id, intent, fit, temperature, above, next_change_at from score order by person_id`.execute(
      world.db,
    )
  ).rows
