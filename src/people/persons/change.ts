import { sql } from 'kysely'
import { type Act, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import { record, recordAll } from '../../timeline/timeline.ts'
import { updateOf } from '../fields/columns.ts'
import { validateCustom } from '../fields/values.ts'
import { emailKey } from '../identity/email.ts'
import { malformedAddress, withEmployer } from './create.ts'
import { lockKeys } from './match.ts'
import { personFieldKeys, personFields } from './personFields.schema.ts'
import type { PersonFields } from './persons.schema.ts'
import { derivedColumns, type NewPerson, ownAddress } from './write.ts'

export type PersonPatch = Partial<PersonFields>

const editable = [...personFieldKeys, 'companyId', 'custom'] as const satisfies (keyof PersonFields)[]

const written = updateOf(personFields, {
  companyId: 'bigint',
  custom: 'jsonb',
  nameKey: 'text',
  emailKey: 'text',
  phoneKey: 'text',
  mobileKey: 'text',
  addressKey: 'text',
  decisionLevel: 'text',
})

/**
 * Changes a person whom the actor sees, if nobody changed them since `version` was read. `moved`: a new post from that
 * day on; the present one becomes a former one.
 */
export async function changePerson(
  act: Act,
  {
    id,
    version,
    moved,
    companyName,
    ...patch
  }: PersonPatch & { id: number; version: number; moved?: string; companyName?: string | null },
): Promise<void> {
  const current = await act.tx.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst()
  if (!current || current.mergedIntoId)
    throw new Refusal('missing', { en: 'There is no such person.', ja: 'この担当者は存在しません。' })
  if (current.version !== version) {
    const fields = Object.keys(patch) as (keyof typeof current)[]
    const theirs = Object.fromEntries(fields.map(f => [f, current[f]]))
    throw new Refusal(
      'stale',
      {
        en: 'Somebody else has changed this in the meantime. Please look at both values and choose.',
        ja: 'ほかのユーザーが先に変更しました。両方の値を確認して、どちらを残すか選んでください。',
      },
      { theirs: { ...theirs, version: current.version }, yours: patch },
    )
  }
  await asOwner(act, async act => {
    const employed =
      companyName && patch.companyId === undefined
        ? (await withEmployer(act, { companyName, email: patch.email ?? current.email }, 'hand')).companyId
        : patch.companyId
    const custom = patch.custom && { custom: await validateCustom(act.tx, 'person', patch.custom) }
    const whole = { ...patch, ...(employed === undefined ? {} : { companyId: employed }), ...custom }
    if (moved) await leavePost(act, current, moved)
    await applyPersonChanges(act, [{ id, patch: whole }])
    if (moved) await act.tx.updateTable('person').set({ inPostSince: moved }).where('id', '=', id).execute()
  })
}

type Current = {
  id: number
  companyId: number | null
  department: string | null
  title: string | null
  inPostSince: string | null
}

async function leavePost(act: OwnerAct, p: Current, untilOn: string): Promise<void> {
  const post = await act.tx
    .insertInto('post')
    .values({
      personId: p.id,
      companyId: p.companyId,
      department: p.department,
      title: p.title,
      fromOn: p.inPostSince,
      untilOn,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await record(
    act,
    'person.moved',
    { personId: p.id, companyId: p.companyId },
    { postId: post.id, companyId: p.companyId },
  )
}

/**
 * Changes people set-wise, each by a patch of what people write; keys and grams follow. What is the same already is not
 * touched: no version, no journal, no event. Answers the ids of those who changed.
 */
export async function applyPersonChanges(
  act: OwnerAct,
  changes: { id: number; patch: PersonPatch }[],
  more: { importId?: number; historic?: boolean } = {},
): Promise<number[]> {
  if (changes.length === 0) return []
  const ids = changes.map(c => c.id)
  const rows = await act.tx
    .selectFrom('person')
    .leftJoin('company', 'company.id', 'person.companyId')
    .selectAll('person')
    .select('company.name as companyName')
    .where('person.id', 'in', ids)
    .orderBy('person.id')
    .forUpdate('person')
    .execute()
  const changed: { row: Record<string, unknown>; fields: string[] }[] = []
  for (const row of rows) {
    const patch = changes.find(c => c.id === row.id)!.patch
    const fields = editable.filter(f => patch[f] !== undefined && !same(patch[f], row[f]))
    if (fields.length === 0) continue
    if (fields.includes('email')) await freeAddress(act, row.id, patch.email ?? null)
    const companyName = fields.includes('companyId') ? await nameOf(act, patch.companyId ?? null) : row.companyName
    const { custom, ...plain } = Object.fromEntries(fields.map(f => [f, patch[f]])) as PersonPatch
    const next = { ...row, ...plain, ...(custom ? { custom: { ...(row.custom as object), ...custom } } : {}) }
    const derived = derivedColumns({
      ...(next as unknown as NewPerson),
      companyName,
      prefecture: fields.includes('address') && !fields.includes('prefecture') ? undefined : next.prefecture,
    })
    changed.push({ row: { ...next, ...derived }, fields })
  }
  if (changed.length === 0) return []
  await sql`
    update person p set ${written.set}, grams = array(select jsonb_array_elements_text(n.grams))
    from jsonb_to_recordset(${JSON.stringify(changed.map(c => c.row))}::jsonb) as n(id bigint, ${written.shape}, grams jsonb)
    where p.id = n.id`.execute(act.tx)
  await sql`update lead l set company_id = p.company_id from person p
    where l.person_id = p.id and p.id = any(${changed.map(c => c.row.id as number)}) and l.closed_at is null and l.company_id is distinct from p.company_id`.execute(
    act.tx,
  )
  await recordAll(
    act,
    changed.map(c => ({
      kind: 'person.changed' as const,
      personId: c.row.id as number,
      companyId: c.row.companyId as number | null,
      facts: { fields: c.fields, importId: more.importId },
      historic: more.historic,
    })),
  )
  return changed.map(c => c.row.id as number)
}

const same = (a: unknown, b: unknown) =>
  typeof a === 'object' && a !== null ? JSON.stringify(a) === JSON.stringify(b) : (a ?? null) === (b ?? null)

async function nameOf(act: OwnerAct, companyId: number | null): Promise<string | null> {
  if (companyId === null) return null
  const company = await act.tx.selectFrom('company').select('name').where('id', '=', companyId).executeTakeFirst()
  if (!company)
    throw new Refusal(
      'invalid',
      { en: 'There is no such company.', ja: '指定された企業は存在しません。' },
      { field: 'companyId' },
    )
  return company.name
}

/** A new address becomes an identity of this person, unless it is somebody else's. */
async function freeAddress(act: OwnerAct, personId: number, email: string | null): Promise<void> {
  if (!email) return
  if (!emailKey(email)) throw malformedAddress(email)
  const key = ownAddress(email)
  if (!key) return
  await lockKeys(act.tx, [`mail ${key}`])
  const theirs = await act.tx
    .selectFrom('identity')
    .select('personId')
    .where('kind', '=', 'email')
    .where('value', '=', key)
    .executeTakeFirst()
  if (theirs?.personId && theirs.personId !== personId) {
    throw new Refusal(
      'conflict',
      {
        en: `${email} is another person's address. If they are one person, merge them.`,
        ja: `${email} は別の担当者のメールアドレスです。同一人物の場合は名寄せ（統合）してください。`,
      },
      { field: 'email' },
    )
  }
  await sql`insert into identity (kind, value, person_id, strength, concluded_at) values ('email', ${key}, ${personId}, 'strong', ${act.at})
    on conflict (kind, value) do update set person_id = excluded.person_id, strength = 'strong', concluded_at = excluded.concluded_at
    where identity.person_id is distinct from excluded.person_id`.execute(act.tx)
}
