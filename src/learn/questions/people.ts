import { sql } from 'kysely'
import type { Act } from '../../office/roles/act.ts'
import type { Channel } from '../../people/consent/consent.schema.ts'
import { askingOf } from '../../people/segments/asking.ts'
import { personsInSegment } from '../../people/segments/condition.ts'
import { countInSegment } from '../../people/segments/count.ts'
import { mailable, type Reach, reaches } from '../../people/segments/keys.schema.ts'
import { reach } from '../../people/segments/reach.ts'
import type { Condition } from '../../people/segments/rules.schema.ts'
import { dealsList, peopleList } from './lists.ts'
import type { Counted, Questions, Waterfall } from './questions.schema.ts'

const countPeople = async (act: Act, ...all: Condition[]): Promise<Counted> => ({
  count: (await countInSegment(act, { all }, true)).count,
  list: peopleList(...all),
})

/** Is everyone looked after: whose clock has run out, which deals stand still, and whether nobody was left without a holder. */
export async function lookedAfter(act: Act): Promise<Questions['lookedAfter']> {
  const { rows } = await sql<{ stalled: number; alone: number }>`
    select
      (select count(*) from deal d left join (
          select a.deal_id, min(a.planned_at) as at from activity a
          where a.deal_id is not null and a.done_at is null and a.cancelled_at is null group by a.deal_id
        ) n on n.deal_id = d.id where d.outcome is null and (n.at > ${act.at}) is not true) as stalled,
      (select count(*) from lead l
        where l.closed_at is null and (l.holder_id is null or l.holder_id in (select h.id from holder h where not h.active))) as alone`.execute(
    act.tx,
  )
  return {
    overdue: await countPeople(act, { key: 'clock', op: 'until', value: 'now' }),
    stalled: { count: rows[0]!.stalled, list: dealsList('stalled') },
    withoutHolder: { count: rows[0]!.alone },
  }
}

/** N6: everybody once, in the first bar that applies. */
export async function approach(act: Act): Promise<Questions['approach']> {
  const asking = await askingOf(act)
  const waterfall = async (channel: Channel): Promise<Waterfall> => {
    const { rows } = await sql<{ reach: string; count: number }>`
      select ${reach(channel, asking)} as reach, count(*) as count from person p where ${await personsInSegment(act, { all: [] })}
      group by 1`.execute(act.tx)
    const known = new Map(rows.map(r => [r.reach, r.count]))
    const those = (...wanted: Reach[]): Counted => ({
      count: wanted.reduce((sum, one) => sum + (known.get(one) ?? 0), 0),
      list: peopleList({ key: `reach.${channel}`, op: 'in', value: wanted }),
    })
    return {
      all: { count: rows.reduce((sum, r) => sum + r.count, 0), list: peopleList() },
      bars: reaches[channel].flatMap(one => (one === 'free' ? [] : [{ reach: one, ...those(one) }])),
      ...(channel === 'mail' ? { mailable: those(...mailable) } : {}),
      free: those('free'),
    }
  }
  return { days: asking.touchDays, mail: await waterfall('mail'), phone: await waterfall('phone') }
}

/** Cards and people met at exhibitions whom nobody has approached yet. */
export const cards = (act: Act): Promise<Counted> =>
  countPeople(
    act,
    { key: 'exchangedOn', op: 'notEmpty' },
    { key: 'stage', op: 'in', value: ['lead'] },
    { key: 'approached', op: 'empty' },
  )
