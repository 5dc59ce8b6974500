import { type Act, asOwner } from '../../office/roles/act.ts'
import { refreshDealSight } from '../../people/leads/sight.ts'
import { Refusal } from '../../platform/refusal.ts'
import { stale } from '../../platform/stale.ts'
import { record } from '../../timeline/timeline.ts'
import type { ContactRole } from './deals.schema.ts'
import { concerning, lockDeal } from './lock.ts'
import { addContacts, needPeople } from './open.ts'
import { noSuchDeal } from './refusals.ts'

async function needDeal({ tx }: Act, id: number): Promise<void> {
  if (!(await tx.selectFrom('deal').select('id').where('id', '=', id).executeTakeFirst())) throw noSuchDeal()
}

/** Somebody takes part in a deal; its owner sees them from now on. Who is named again has the role that is said now. */
export async function addContact(
  act: Act,
  { id, personId, role }: { id: number; personId: number; role?: ContactRole | null },
): Promise<void> {
  await needDeal(act, id)
  await needPeople(act.tx, [personId])
  await asOwner(act, async act => {
    const deal = await lockDeal(act, id)
    await addContacts(act, id, [{ personId, role }])
    if (role)
      await act.tx
        .updateTable('dealContact')
        .set({ role })
        .where('dealId', '=', id)
        .where('personId', '=', personId)
        .execute()
    await record(act, 'deal.changed', concerning(deal), { dealId: id, fields: ['contacts'] })
    await refreshDealSight(act.tx, [id])
  })
}

export async function changeContact(
  act: Act,
  { id, contactId, version, role }: { id: number; contactId: number; version: number; role: ContactRole | null },
): Promise<void> {
  await needDeal(act, id)
  await asOwner(act, async act => {
    const deal = await lockDeal(act, id)
    const contact = await act.tx
      .selectFrom('dealContact')
      .select(['role', 'version'])
      .where('id', '=', contactId)
      .where('dealId', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (!contact) throw noSuchContact()
    if (contact.version !== version) throw stale(contact, { role })
    await act.tx.updateTable('dealContact').set({ role }).where('id', '=', contactId).execute()
    await record(act, 'deal.changed', concerning(deal), { dealId: id, fields: ['contacts'] })
  })
}

/** The main contact stays: another is named first. */
export async function removeContact(act: Act, { id, contactId }: { id: number; contactId: number }): Promise<void> {
  await needDeal(act, id)
  await asOwner(act, async act => {
    const deal = await lockDeal(act, id)
    const contact = await act.tx
      .selectFrom('dealContact')
      .select('personId')
      .where('id', '=', contactId)
      .where('dealId', '=', id)
      .executeTakeFirst()
    if (!contact) throw noSuchContact()
    if (contact.personId === deal.personId) throw isMain()
    await act.tx.deleteFrom('dealContact').where('id', '=', contactId).execute()
    await record(act, 'deal.changed', concerning(deal), { dealId: id, fields: ['contacts'] })
    await refreshDealSight(act.tx, [id])
  })
}

const noSuchContact = () =>
  new Refusal('missing', {
    en: 'There is no such contact on this deal.',
    ja: 'この商談に、その関係者は登録されていません。',
  })

const isMain = () =>
  new Refusal('conflict', {
    en: 'This is the main contact. Name another main contact first.',
    ja: '主担当者のため外せません。先に別の方を主担当者にしてください。',
  })
