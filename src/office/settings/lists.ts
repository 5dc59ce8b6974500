import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { z } from 'zod'
import { Refusal } from '../../platform/refusal.ts'
import { stale } from '../../platform/stale.ts'
import { type Act, asOwner, type OwnerAct } from '../roles/act.ts'
import type {
  AddProductLine,
  AddReason,
  ChangeProductLine,
  ChangeReason,
  ProductLine,
  Reason,
  ReasonQuery,
} from './settings.schema.ts'

type ReasonRow = z.infer<typeof Reason>
type LineRow = z.infer<typeof ProductLine>

export async function listReasons({ tx }: Act, { kind, all }: z.infer<typeof ReasonQuery>): Promise<ReasonRow[]> {
  const { rows } = await sql<ReasonRow>`
    select id, kind, code, name_ja, name_en, way_back, position, active, version from reason
    where ${kind ? sql`kind = ${kind}` : sql`true`} and (active or ${all}) order by kind desc, position, id`.execute(tx)
  return rows
}

/** A reason of the company's own for giving leads back or closing them, for losing deals or stopping them. */
export async function addReason(act: Act, reason: z.infer<typeof AddReason>): Promise<ReasonRow> {
  return asOwner(act, async act => {
    const code = `own_${randomBytes(5).toString('hex')}`
    const { id } = await act.tx
      .insertInto('reason')
      .values({ ...reason, code })
      .returning('id')
      .executeTakeFirstOrThrow()
    return reasonOf(act, id)
  })
}

/** Reasons are switched off rather than removed: what was returned for them keeps its reason. */
export async function changeReason(
  act: Act,
  { id, version, ...patch }: z.infer<typeof ChangeReason>,
): Promise<ReasonRow> {
  return asOwner(act, async act => {
    const changed = await act.tx
      .updateTable('reason')
      .set({ ...patch, version })
      .where('id', '=', id)
      .where('version', '=', version)
      .returning('kind')
      .executeTakeFirst()
    if (!changed) throw stale(await reasonOf(act, id), patch)
    if (patch.active === false) await mustLeaveOne(act, changed.kind)
    return reasonOf(act, id)
  })
}

async function mustLeaveOne(act: OwnerAct, kind: string): Promise<void> {
  const left = await act.tx
    .selectFrom('reason')
    .select('id')
    .where('kind', '=', kind)
    .where('active', '=', true)
    .limit(1)
    .executeTakeFirst()
  if (left) return
  throw new Refusal('conflict', {
    en: 'This is the last reason of its kind, and nothing could be closed or given back without one. Add another first.',
    ja: '最後の1つのため無効にできません。理由がないと差し戻しや終了ができなくなります。先に別の理由を追加してください。',
  })
}

async function reasonOf(act: OwnerAct, id: number): Promise<ReasonRow> {
  const reason = (await listReasons(act, { all: true })).find(r => r.id === id)
  if (!reason) throw new Refusal('missing', { en: 'There is no such reason.', ja: 'この理由は存在しません。' })
  return reason
}

export const listProductLines = ({ tx }: Act): Promise<LineRow[]> =>
  tx.selectFrom('productLine').select(['id', 'name', 'active', 'version']).orderBy('id').execute()

export async function addProductLine(act: Act, { name }: z.infer<typeof AddProductLine>): Promise<LineRow> {
  return asOwner(act, async ({ tx }) => {
    const added = await tx
      .insertInto('productLine')
      .values({ name })
      .onConflict(oc => oc.column('name').doNothing())
      .returning(['id', 'name', 'active', 'version'])
      .executeTakeFirst()
    if (!added) throw nameTaken(name)
    return added
  })
}

export async function changeProductLine(
  act: Act,
  { id, version, ...patch }: z.infer<typeof ChangeProductLine>,
): Promise<LineRow> {
  return asOwner(act, async act => {
    const changed = await act.tx
      .updateTable('productLine')
      .set({ ...patch, version })
      .where('id', '=', id)
      .where('version', '=', version)
      .returning(['id', 'name', 'active', 'version'])
      .executeTakeFirst()
      .catch(error => {
        throw (error as { code?: string }).code === '23505' ? nameTaken(patch.name ?? '') : error
      })
    const lines = await listProductLines(act)
    const current = lines.find(line => line.id === id)
    if (!current) throw new Refusal('missing', { en: 'There is no such product line.', ja: 'この商材は存在しません。' })
    if (!changed) throw stale(current, patch)
    if (!lines.some(line => line.active)) {
      throw new Refusal('conflict', {
        en: 'One product line must stay in use: every lead is about one.',
        ja: '商材は少なくとも1つ必要です。リードは必ずいずれかの商材に属します。',
      })
    }
    return changed
  })
}

const nameTaken = (name: string) =>
  new Refusal(
    'conflict',
    { en: `There is a product line called ${name} already.`, ja: `「${name}」という商材はすでにあります。` },
    { field: 'name' },
  )
