import type { Act } from '../../office/roles/act.ts'
import { insertPersons } from '../../people/persons/write.ts'
import type { World } from '../../platform/world.ts'
import { NewDeal } from './deals.schema.ts'
import { openDeal } from './open.ts'

/** Somebody at a company, with the lead that came with them. */
export async function addProspect(
  act: Act & { rights: 'owner' },
  familyName: string,
  company = `${familyName}商事`,
): Promise<{ personId: number; companyId: number; leadId: number }> {
  const known = await act.tx.selectFrom('company').select('id').where('name', '=', company).executeTakeFirst()
  const { id: companyId } =
    known ??
    (await act.tx
      .insertInto('company')
      .values({ name: company, nameKey: company, createdAt: act.at })
      .returning('id')
      .executeTakeFirstOrThrow())
  const [personId] = await insertPersons(act, [{ familyName, givenName: '太郎', companyId }], 'hand')
  const lead = await act.tx.selectFrom('lead').select('id').where('personId', '=', personId!).executeTakeFirstOrThrow()
  return { personId: personId!, companyId, leadId: lead.id }
}

/** Opens a deal of which the need is known. */
export const open = (act: Act, given: Partial<NewDeal> & { title?: string }) =>
  openDeal(act, NewDeal.parse({ title: 'MA導入', amount: 1_200_000, bant: { needs: '名刺が眠っている' }, ...given }))

export const dealOf = (world: World, id: number) =>
  world.db.selectFrom('deal').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

export const leadOf = (world: World, id: number) =>
  world.db.selectFrom('lead').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
