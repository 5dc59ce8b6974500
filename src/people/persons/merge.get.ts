import { sql } from 'kysely'
import { fieldsOf, withNames } from '../../office/journal/fields.ts'
import { imagesOf } from '../../office/journal/images.ts'
import { nameOf } from '../../office/journal/journaled.ts'
import { type Act, asOwner } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Open } from './merge.back.ts'
import { statesOfKeep } from './merge.later.ts'
import type { Merge, Undecided } from './merge.schema.ts'

type Found = Omit<Merge, 'left'> & { undecided: Open[] }

const columns = sql`
  select m.id, m.merged_at, m.operation_id, m.undone_at, m.undecided,
    jsonb_build_object('id', m.keep_id, 'name', coalesce(trim(k.family_name || ' ' || k.given_name), ''), 'email', k.email) as keep,
    jsonb_build_object('id', m.absorb_id, 'name', coalesce(trim(a.family_name || ' ' || a.given_name), ''), 'email', a.email) as absorbed,
    case when h.id is not null then jsonb_build_object('id', h.id, 'name', h.name) end as by
  from person_merge m
  left join person k on k.id = m.keep_id
  left join person a on a.id = m.absorb_id
  left join holder h on h.id = m.merged_by`

/** A merge, and after an un-merge what is left to choose, as far as the actor sees it. */
export async function getMerge(act: Act, id: number): Promise<Merge> {
  const { rows } = await sql<Found>`${columns} where m.id = ${id}`.execute(act.tx)
  if (!rows[0]) throw new Refusal('missing', { en: 'There is no such merge.', ja: 'この統合は見つかりません。' })
  return described(act, rows[0])
}

/** The merges that made a person what they are, latest first. */
export async function mergesOf(act: Act, personId: number): Promise<Merge[]> {
  const { rows } =
    await sql<Found>`${columns} where ${personId} in (m.keep_id, m.absorb_id) order by m.id desc limit 50`.execute(
      act.tx,
    )
  const merges: Merge[] = []
  for (const row of rows) merges.push(await described(act, row))
  return merges
}

async function described(act: Act, { undecided, ...merge }: Found): Promise<Merge> {
  const left: Undecided[] = []
  for (const open of undecided) {
    if (open.field) left.push({ ...open, name: merge.keep.name, fields: await fieldOf(act, merge, open.field) })
    else left.push({ ...open, ...(await rowOf(act, merge, open)) })
  }
  return { ...merge, left: await withNames(act.tx, left) }
}

async function fieldOf(act: Act, merge: Omit<Merge, 'left'>, field: string) {
  const states = await asOwner(act, act => statesOfKeep(act, { keepId: merge.keep.id, operationId: merge.operationId }))
  const column = field.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
  return [
    {
      field: column,
      was: states.was[column] ?? null,
      made: states.made[column] ?? null,
      is: states.is[column] ?? null,
    },
  ]
}

// The page says it, or it follows from the rest.
const told = new Set(['person_id', 'company_id', 'lead_id', 'created_at', 'created_by', 'version', 'opened_at'])

/** A row that came later shows all that it holds; one that was edited, how it differs. */
async function rowOf(
  act: Act,
  merge: Omit<Merge, 'left'>,
  { table, id, why }: Open,
): Promise<Pick<Undecided, 'name' | 'fields'>> {
  const { rows } = await sql<{ name: string | null; is: Record<string, unknown> }>`
    select ${nameOf(table)} as name, to_jsonb(t) as "is" from ${sql.table(table)} t where t.id = ${id}`.execute(act.tx)
  if (rows[0] && why === 'later') {
    const held = Object.entries(rows[0].is).filter(([c, v]) => v !== null && v !== '' && !told.has(c))
    const nothing = Object.fromEntries(held.map(([c]) => [c, null]))
    return { name: rows[0].name, fields: fieldsOf({ was: nothing, made: null, is: rows[0].is }) }
  }
  const [image] =
    rows[0] || why === 'refused' ? await asOwner(act, act => imagesOf(act.tx, merge.operationId, table, [id])) : []
  return { name: image?.name ?? rows[0]?.name ?? null, fields: image ? fieldsOf(image) : [] }
}
