import { type Act, notAllowed } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import { askingOf } from './asking.ts'
import { checkRules } from './check.ts'
import { noSuchSegment } from './condition.ts'
import { presetName } from './presets.ts'
import type { Rules } from './rules.schema.ts'
import type { ChangeSegment, CreateSegment, Segment } from './segments.schema.ts'

const find = (act: Act) =>
  act.tx
    .selectFrom('segment')
    .leftJoin('holder', 'holder.id', 'segment.ownerId')
    .select([
      'segment.id',
      'segment.name',
      'preset',
      'rules',
      'columns',
      'sort',
      'shared',
      'ownerId',
      'holder.name as ownerName',
      'createdAt',
      'segment.version',
    ])

type Found = Awaited<ReturnType<ReturnType<typeof find>['executeTakeFirstOrThrow']>>

/** One's own lists and those that are shared: first those of day one in their order, then by age. */
export async function listSegments(act: Act): Promise<Segment[]> {
  const rows = await find(act).orderBy('segment.id').limit(500).execute()
  return rows.map(row => toSegment(act, row))
}

export async function getSegment(act: Act, id: number): Promise<Segment> {
  const row = await find(act).where('segment.id', '=', id).executeTakeFirst()
  if (!row) throw noSuchSegment()
  return toSegment(act, row)
}

function toSegment(act: Act, { preset, ownerId, ownerName, rules, ...row }: Found): Segment {
  return {
    ...row,
    name: presetName(preset, act.actor?.language ?? 'ja') ?? row.name,
    rules: rules as Rules,
    owner: ownerId && ownerName ? { id: ownerId, name: ownerName } : null,
    mine: mayChange(act, ownerId),
  }
}

/** Their own; those who steer may change what all share. */
const mayChange = (act: Act, ownerId: number | null) =>
  act.actor === null ||
  ownerId === act.byId ||
  act.actor.roles.some(r => r === 'admin' || r === 'marketer' || r === 'manager')

export async function createSegment(act: Act, input: CreateSegment): Promise<Segment> {
  checkRules(input.rules, await askingOf(act, input.rules))
  const { id } = await act.tx
    .insertInto('segment')
    .values({ ...input, rules: JSON.stringify(input.rules), ownerId: act.byId, createdAt: act.at })
    .returning('id')
    .executeTakeFirstOrThrow()
  return getSegment(act, id)
}

/** Whoever renames a list of day one makes it their own: from then on it is called so in every language. */
export async function changeSegment(act: Act, { id, version, rules, ...patch }: ChangeSegment): Promise<Segment> {
  const segment = await getSegment(act, id)
  if (!segment.mine) throw notAllowed()
  if (segment.version !== version) throw stale(segment, { ...patch, rules })
  if (rules) checkRules(rules, await askingOf(act, rules, id))
  const named = patch.name !== undefined && patch.name !== segment.name ? { preset: null } : {}
  const { name, ...rest } = patch
  const change = {
    ...rest,
    ...(rules ? { rules: JSON.stringify(rules) } : {}),
    ...named,
    ...('preset' in named ? { name } : {}),
  }
  if (Object.keys(change).length === 0) return segment
  const changed = await act.tx
    .updateTable('segment')
    .set(change)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw stale(await getSegment(act, id), { ...patch, rules })
  return getSegment(act, id)
}

export async function removeSegment(act: Act, id: number): Promise<void> {
  const segment = await getSegment(act, id)
  if (!segment.mine) throw notAllowed()
  await act.tx.deleteFrom('segment').where('id', '=', id).execute()
}

const stale = (segment: Segment, yours: object) =>
  new Refusal(
    'stale',
    {
      en: 'Somebody else has changed this in the meantime. Please look at both values and choose.',
      ja: 'ほかのユーザーが先に変更しました。両方の値を確認して、どちらを残すか選んでください。',
    },
    { theirs: { ...segment }, yours },
  )
