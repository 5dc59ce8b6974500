import { sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'

/** The deals of two people under one. Who takes part in a deal under both names does so once, with the role that is known. */
export async function mergeDeals(act: OwnerAct, keepId: number, absorbId: number): Promise<void> {
  await act.tx.updateTable('deal').set({ personId: keepId }).where('personId', '=', absorbId).execute()
  await sql`
    update deal_contact k set role = a.role from deal_contact a
    where k.person_id = ${keepId} and a.person_id = ${absorbId} and a.deal_id = k.deal_id and k.role is null and a.role is not null`.execute(
    act.tx,
  )
  await sql`
    delete from deal_contact a using deal_contact k
    where a.person_id = ${absorbId} and k.person_id = ${keepId} and k.deal_id = a.deal_id`.execute(act.tx)
  await act.tx.updateTable('dealContact').set({ personId: keepId }).where('personId', '=', absorbId).execute()
}
