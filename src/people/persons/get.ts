import { sql } from 'kysely'
import type { Act } from '../../office/roles/act.ts'
import { byOnePlan, planned } from '../../platform/lines.ts'
import { Refusal } from '../../platform/refusal.ts'
import { personColumns, personJoins, toPersonRow } from './list.ts'
import type { Person } from './persons.schema.ts'

/** All of a person on one page: facts, leads, posts, identities, consents. Who was merged into another is that other. */
export async function getPerson(act: Act, id: number): Promise<Person> {
  const { rows } = await byOnePlan(act.tx, () =>
    sql<Parameters<typeof toPersonRow>[0] & Omit<Person, 'clock'>>`
    ${planned('person')} select ${personColumns}, p.in_post_since, p.merged_into_id,
      (select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'stage', x.stage, 'productLine', pl.name,
          'holder', case when xh.id is not null then jsonb_build_object('id', xh.id, 'kind', xh.kind, 'name', xh.name) end,
          'clock', case when x.clock_at is not null then jsonb_build_object('at', x.clock_at, 'for', x.clock_for) end,
          'openedAt', x.opened_at, 'closedAt', x.closed_at, 'version', x.version) order by x.closed_at nulls first, x.id desc), '[]')
        from lead x join product_line pl on pl.id = x.product_line_id left join holder xh on xh.id = x.holder_id where x.person_id = p.id) as leads,
      (select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'companyId', x.company_id, 'companyName', xc.name, 'department', x.department,
          'title', x.title, 'fromOn', x.from_on, 'untilOn', x.until_on) order by x.until_on desc, x.id desc), '[]')
        from post x left join company xc on xc.id = x.company_id where x.person_id = p.id) as posts,
      (select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'kind', x.kind, 'value', x.value, 'strength', x.strength, 'concludedAt', x.concluded_at) order by x.id), '[]')
        from identity x where x.person_id = p.id and x.kind <> 'record') as identities,
      (select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'channel', x.channel, 'basis', x.basis, 'grantedAt', x.granted_at, 'grantedVia', x.granted_via,
          'withdrawnAt', x.withdrawn_at, 'withdrawnVia', x.withdrawn_via) order by x.id), '[]')
        from consent x where x.person_id = p.id) as consents
    from person p ${personJoins} where p.id = ${id}`.execute(act.tx),
  )
  const row = rows[0]
  if (!row) throw new Refusal('missing', { en: 'There is no such person.', ja: 'この担当者は存在しません。' })
  if (row.mergedIntoId) return getPerson(act, row.mergedIntoId)
  return {
    ...row,
    ...toPersonRow(row),
    leads: row.leads.map(l => ({
      ...l,
      openedAt: new Date(l.openedAt),
      closedAt: dateOf(l.closedAt),
      clock: l.clock && { ...l.clock, at: new Date(l.clock.at) },
    })),
    identities: row.identities.map(i => ({ ...i, concludedAt: new Date(i.concludedAt) })),
    consents: row.consents.map(c => ({ ...c, grantedAt: new Date(c.grantedAt), withdrawnAt: dateOf(c.withdrawnAt) })),
  }
}

/** Inside of JSON a time is text. */
const dateOf = (text: Date | string | null): Date | null => (text === null ? null : new Date(text))
