import type { OwnerAct } from '../../office/roles/act.ts'
import { filledAlone, filledAsAddress } from './merge.schema.ts'
import { derivedColumns, type NewPerson } from './write.ts'

const alone = ['familyName', 'givenName', ...filledAlone] as const
const ofPost = ['companyId', 'department', 'title', 'decisionLevel', 'inPostSince'] as const

const personOf = (act: OwnerAct, id: number) =>
  act.tx.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
export type PersonColumns = Awaited<ReturnType<typeof personOf>>

const isEmpty = (value: unknown) => value === null || value === ''

/**
 * What the kept person gains: their own fields stay, empty ones are filled. A title belongs to its company and a postal
 * code to its address, so these are filled together or not at all.
 */
export async function fillFields(act: OwnerAct, keep: PersonColumns, absorb: PersonColumns): Promise<void> {
  const samePost = keep.companyId === null || keep.companyId === absorb.companyId
  const fields = [
    ...alone,
    ...(samePost ? ofPost : []),
    ...(isEmpty(keep.address) && !isEmpty(absorb.address) ? filledAsAddress : []),
  ]
  const filled = Object.fromEntries(
    fields.filter(f => isEmpty(keep[f]) && !isEmpty(absorb[f])).map(f => [f, absorb[f]]),
  )
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
