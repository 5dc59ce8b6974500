import type { OwnerAct } from '../../office/roles/act.ts'
import { gained } from './personFields.schema.ts'
import { derivedColumns, type NewPerson } from './write.ts'

const personOf = (act: OwnerAct, id: number) =>
  act.tx.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
export type PersonColumns = Awaited<ReturnType<typeof personOf>>

/** Of the columns beside those that people write, these follow the post. */
function columns(keep: PersonColumns, absorb: PersonColumns) {
  const samePost = keep.companyId === null || keep.companyId === absorb.companyId
  const ofPost = (['companyId', 'decisionLevel', 'inPostSince'] as const).filter(
    f => keep[f] === null && absorb[f] !== null,
  )
  return [...gained(keep, absorb), ...(samePost ? ofPost : [])]
}

/** Writes what the kept person gains: `gained` says which of the fields. */
export async function fillFields(act: OwnerAct, keep: PersonColumns, absorb: PersonColumns): Promise<void> {
  const filled = Object.fromEntries(columns(keep, absorb).map(f => [f, absorb[f]]))
  const custom = { ...(absorb.custom as Record<string, unknown>), ...(keep.custom as Record<string, unknown>) }
  const more = Object.keys(custom).length > Object.keys(keep.custom as object).length
  if (Object.keys(filled).length === 0 && !more) return
  const next = { ...keep, ...filled, custom }
  const company = next.companyId
    ? await act.tx.selectFrom('company').select('name').where('id', '=', next.companyId).executeTakeFirst()
    : undefined
  const derived = derivedColumns({ ...(next as NewPerson), companyName: company?.name ?? null })
  await act.tx
    .updateTable('person')
    .set({
      ...filled,
      ...derived,
      prefecture: next.prefecture,
      decisionLevel: next.decisionLevel,
      ...(more ? { custom: JSON.stringify(custom) } : {}),
    })
    .where('id', '=', keep.id)
    .execute()
}
