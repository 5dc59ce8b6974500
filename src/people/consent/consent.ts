import { sql } from 'kysely'
import { type Act, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import { record, recordOfRows } from '../../timeline/timeline.ts'
import { type Basis, type Channel, type Consent, channels, type GrantConsent, type Standing } from './consent.schema.ts'
import { approachable, lastOptOut, neverMailed } from './lawful.ts'

/** What somebody has granted and withdrawn, latest first, and what it comes to. */
export async function consentsOf(act: Act, personId: number): Promise<{ consents: Consent[]; standing: Standing[] }> {
  await needPerson(act, personId)
  const consents = await act.tx
    .selectFrom('consent')
    .select(['id', 'channel', 'basis', 'grantedAt', 'grantedVia', 'withdrawnAt', 'withdrawnVia'])
    .where('personId', '=', personId)
    .orderBy('grantedAt', 'desc')
    .orderBy('id', 'desc')
    .execute()
  const { rows: standing } = await sql<Standing>`
    select channel, state from (values ${sql.join(channels.map((c, i) => sql`(${i}::int, ${c}::text, ${stateBy(c, personId)})`))})
      as standing (place, channel, state) order by place`.execute(act.tx)
  return { consents: consents as Consent[], standing }
}

const stateBy = (channel: Channel, personId: number) => {
  const id = sql`${personId}::bigint`
  return sql`case when ${approachable(id, channel)} then 'lawful' when ${neverMailed(id, channel)} then 'closed'
    when ${lastOptOut(id, channel)} is not null then 'refused' else 'none' end`
}

/** Who of these may be approached by this channel. */
export async function contactable(act: Act, personIds: number[], channel: Channel): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`
    select p.id from person p where p.id = any(${personIds}::bigint[]) and ${approachable(sql`p.id`, channel)}`.execute(
    act.tx,
  )
  return new Set(rows.map(r => r.id))
}

/** Writes down a basis with its evidence. After somebody has said no, only their own opt-in is one. */
export async function grantConsent(
  act: Act,
  { id: personId, channel, basis, via, grantedAt }: GrantConsent,
): Promise<void> {
  const companyId = await lockPerson(act, personId)
  const at = grantedAt ?? act.at
  if (at > act.at)
    throw new Refusal(
      'invalid',
      { en: 'A consent cannot be dated in the future.', ja: '同意日に未来の日付は指定できません。' },
      { field: 'grantedAt' },
    )
  const refused = await optedOutAt(act, personId, channel)
  if (refused && (basis !== 'opt_in' || at <= refused)) throw saidNo(channel)
  const { id } = await act.tx
    .insertInto('consent')
    .values({ personId, channel, basis, grantedAt: at, grantedVia: via, createdBy: act.byId })
    .returning('id')
    .executeTakeFirstOrThrow()
  await record(act, 'consent.granted', { personId, companyId }, { consentId: id, channel, basis }, { occurredAt: at })
}

export type Granting = { personId: number; channel: Channel; grantedAt: Date }

/**
 * Writes down the same basis for many, as an import does. Who has it already keeps the one they have; who has said no
 * is left alone. Answers to whom something new was granted.
 */
export async function grantConsents(
  act: OwnerAct,
  grants: Granting[],
  { basis, via, importId, historic }: { basis: Basis; via: string; importId?: number; historic?: boolean },
): Promise<Set<number>> {
  if (grants.length === 0) return new Set()
  const rows = grants.map(g => [g.personId, g.channel, g.grantedAt])
  const { rows: made } = await sql<{ id: number; personId: number }>`
    insert into consent (person_id, channel, basis, granted_at, granted_via, import_id, created_by)
    select w.person_id, w.channel, ${basis}, w.at, ${via}, ${importId ?? null}::bigint, ${act.byId}::bigint
    from (
      select distinct on (1, 2) (w -> 0)::bigint as person_id, w ->> 1 as channel, (w ->> 2)::timestamptz as at
      from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) w
    ) w
    where not exists (select from consent c where c.person_id = w.person_id and c.channel = w.channel
      and (c.withdrawn_at is not null or c.basis = ${basis}))
    returning id, person_id`.execute(act.tx)
  await recordOfRows(
    act,
    'consent.granted',
    sql`
      select c.person_id, p.company_id, null::bigint as lead_id, null::bigint as identity_id, c.granted_at as occurred_at,
        jsonb_build_object('consentId', c.id, 'channel', c.channel, 'basis', c.basis) as facts
      from consent c join person p on p.id = c.person_id where c.id = any(${made.map(m => m.id)}::bigint[]) order by c.id`,
    historic,
  )
  return new Set(made.map(m => m.personId))
}

/** Takes one consent back, by the person's own act or on their word. */
export async function withdrawConsent(act: Act, { id, via }: { id: number; via: string }): Promise<number> {
  const consent = await act.tx
    .selectFrom('consent')
    .innerJoin('person', 'person.id', 'consent.personId')
    .select(['personId', 'companyId', 'channel', 'withdrawnAt'])
    .where('consent.id', '=', id)
    .executeTakeFirst()
  if (!consent) throw new Refusal('missing', { en: 'There is no such consent.', ja: 'この同意は存在しません。' })
  const { personId, companyId, channel } = consent
  const taken = await act.tx
    .updateTable('consent')
    .set({ withdrawnAt: act.at, withdrawnVia: via })
    .where('id', '=', id)
    .where('withdrawnAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!taken)
    throw new Refusal('conflict', {
      en: 'This consent has been withdrawn already.',
      ja: 'この同意はすでに撤回されています。',
    })
  await record(act, 'consent.withdrawn', { personId, companyId }, { channel: channel as Channel })
  return personId
}

/** They want no more by this channel: everything they granted for it ends. Kept too of whom nothing was granted. Said again, it stands on the timeline again. */
export async function optOut(
  act: Act,
  { id: personId, channel, via }: { id: number; channel: Channel; via: string },
): Promise<void> {
  const companyId = await lockPerson(act, personId)
  const ended = await act.tx
    .updateTable('consent')
    .set({ withdrawnAt: act.at, withdrawnVia: via })
    .where('personId', '=', personId)
    .where('channel', '=', channel)
    .where('withdrawnAt', 'is', null)
    .returning('id')
    .execute()
  if (ended.length === 0 && !(await optedOutAt(act, personId, channel))) {
    await act.tx
      .insertInto('consent')
      .values({
        personId,
        channel,
        basis: 'none',
        grantedAt: act.at,
        grantedVia: via,
        withdrawnAt: act.at,
        withdrawnVia: via,
        createdBy: act.byId,
      })
      .execute()
  }
  await record(act, 'consent.withdrawn', { personId, companyId }, { channel })
}

async function optedOutAt(act: Act, personId: number, channel: Channel): Promise<Date | null> {
  const { rows } = await sql<{
    at: Date | null
  }>`select ${lastOptOut(sql`${personId}::bigint`, channel)} as at`.execute(act.tx)
  return rows[0]?.at ?? null
}

async function needPerson(act: Act, id: number): Promise<number | null> {
  const person = await act.tx
    .selectFrom('person')
    .select('companyId')
    .where('id', '=', id)
    .where('mergedIntoId', 'is', null)
    .executeTakeFirst()
  if (!person) throw new Refusal('missing', { en: 'There is no such person.', ja: 'この担当者は存在しません。' })
  return person.companyId
}

/** A grant and an opt-out at once come one after the other. */
async function lockPerson(act: Act, id: number): Promise<number | null> {
  const companyId = await needPerson(act, id)
  await asOwner(act, ({ tx }) => sql`select from person where id = ${id} for no key update`.execute(tx))
  return companyId
}

const saidNo = (channel: Channel) =>
  new Refusal('conflict', {
    en: `This person has asked not to be approached by ${channel}. Only their own later opt-in changes that.`,
    ja: `この方は${channel === 'mail' ? 'メール' : '電話'}での連絡を希望されていません。ご本人から改めて同意をいただいた場合のみ登録できます。`,
  })
