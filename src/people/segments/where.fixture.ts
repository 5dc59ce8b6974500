import { sql } from 'kysely'
import type { Cast } from '../../../test/cast.ts'
import type { TestWorld } from '../../../test/database.ts'

const DAY = 86_400_000

/** Numbers that look random and are the same each time. */
export function dice(seed: number) {
  let state = seed
  const roll = (sides: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * sides)
  }
  return { roll, of: <T>(things: readonly T[]): T => things[roll(things.length)]! }
}

/** People of all sorts: with and without company, lead, offer, activities, events, consents and values of one's own. */
export async function makePeople(world: TestWorld, cast: Cast, many: number): Promise<void> {
  const { db, clock } = world
  const { roll, of } = dice(7)
  const now = clock.now().getTime()
  const moment = () => new Date(now + (roll(140) - 120) * DAY + roll(24) * 3_600_000)
  const day = () => moment().toISOString().slice(0, 10)
  const maybe = <T>(value: T) => (roll(3) === 0 ? null : value)
  const second = await db.insertInto('productLine').values({ name: '保守' }).returning('id').executeTakeFirstOrThrow()
  await db
    .insertInto('customField')
    .values([
      { about: 'person', key: 'rank', label: 'ランク', kind: 'choice', choices: ['A', 'B'] },
      { about: 'person', key: 'budget', label: '予算', kind: 'number' },
      { about: 'person', key: 'renews', label: '更新日', kind: 'date' },
      { about: 'company', key: 'vip', label: '重点', kind: 'boolean' },
    ])
    .execute()
  const companies: number[] = []
  for (let i = 0; i < 8; i++) {
    const { id } = await db
      .insertInto('company')
      .values({
        name: `会社${i}`,
        nameKey: `会社${i}`,
        industry: maybe(of(['製造', 'ＩＴサービス', 'it'])),
        prefecture: maybe('東京都'),
        employees: maybe(roll(300)),
        customerSince: maybe(day()),
        custom: JSON.stringify(of([{}, { vip: true }, { vip: false }])),
        createdAt: moment(),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    companies.push(id)
  }
  const { rows: holders } = await sql<{
    id: number
    teamId: number | null
  }>`select id, team_id from holder order by id`.execute(db)
  for (let i = 0; i < many; i++) {
    const seenBy = [0, ...(roll(2) ? [cast.teams.east] : []), ...(roll(3) === 0 ? [cast.ito.id] : [])]
    const companyId = maybe(of(companies))
    const person = await db
      .insertInto('person')
      .values({
        familyName: of(['山田', '髙橋', 'Smith']),
        givenName: of(['', '葵', '太郎']),
        companyId,
        title: of([null, '', '部長', 'ﾏﾈｰｼﾞｬｰ', 'Sales Manager']),
        decisionLevel: of([null, 'head', 'user']),
        source: of([null, '展示会 2026', '紹介']),
        exchangedOn: maybe(day()),
        createdAt: moment(),
        seenBy,
        custom: JSON.stringify({
          rank: of([null, 'A', 'B']),
          ...(roll(2) ? { budget: roll(1000) } : {}),
          ...(roll(2) ? { renews: day() } : {}),
        }),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    for (const productLineId of [1, second.id].slice(0, roll(3))) {
      const stage = of(['lead', 'mql', 'sal', 'sql', 'recycled', 'won', 'disqualified'])
      const closed = stage === 'won' || stage === 'disqualified'
      const lead = await db
        .insertInto('lead')
        .values({
          personId: person.id,
          companyId,
          productLineId,
          stage,
          stageSince: moment(),
          openedAt: moment(),
          closedAt: closed ? moment() : null,
          holderId: closed ? null : of(holders).id,
          clockAt: closed ? null : moment(),
          clockFor: closed ? null : 'next_action',
          touchedAt: roll(5) === 0 ? moment() : null,
          seenBy,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      if (!closed && roll(3) === 0)
        await db
          .insertInto('offer')
          .values({
            leadId: lead.id,
            fromId: of(holders).id,
            toId: of(holders).id,
            offeredAt: moment(),
            clockAt: moment(),
            answer: maybe('expired'),
          })
          .execute()
    }
    if (roll(3))
      await db
        .insertInto('score')
        .values({ personId: person.id, intent: roll(90), fit: roll(60) - 20, temperature: of(['hot', 'warm', 'cool']) })
        .execute()
    for (let n = roll(4); n > 0; n--) {
      const kind = of(['call', 'visit', 'mail', 'meeting', 'note', 'task'])
      const state = of(['open', 'done', 'cancelled'])
      await db
        .insertInto('activity')
        .values({
          kind,
          personId: person.id,
          companyId,
          holderId: cast.tanaka.id,
          plannedAt: state === 'done' ? null : moment(),
          doneAt: state === 'done' ? moment() : null,
          cancelledAt: state === 'cancelled' ? moment() : null,
          outcome: kind === 'call' && state === 'done' ? of([null, 'absent', 'talked']) : null,
          createdAt: moment(),
        })
        .execute()
    }
    for (let n = roll(3); n > 0; n--) {
      const at = moment()
      await db
        .insertInto('event')
        .values({
          kind: of(['page.viewed', 'inquiry.received', 'offer.returned', 'person.changed']),
          personId: person.id,
          occurredAt: at,
          recordedAt: at,
        })
        .execute()
    }
    for (let n = roll(3); n > 0; n--) {
      const grantedAt = moment()
      const withdrawn = roll(3) === 0
      await db
        .insertInto('consent')
        .values({
          personId: person.id,
          channel: of(['mail', 'phone']),
          basis: of(['opt_in', 'business_card']),
          grantedAt,
          grantedVia: '名刺',
          withdrawnAt: withdrawn ? moment() : null,
          withdrawnVia: withdrawn ? '電話' : null,
        })
        .execute()
    }
  }
}
