import type { Actor } from '../src/office/roles/act.ts'
import { openLead } from '../src/people/leads/leads.ts'
import { acceptOffer } from '../src/people/offers/answer.ts'
import { offerLead } from '../src/people/offers/give.ts'
import { as, byItself } from './cast.ts'
import type { TestWorld } from './database.ts'

/** What a clock in Tokyo shows. */
export const jst = (text: string) => new Date(`${text}+09:00`)

export type Someone = { personId: number; leadId: number; offerId: number }

/** Somebody new who is offered to a holder and waits for the answer. */
export const offeredTo = (world: TestWorld, to: number, name: string, companyId?: number): Promise<Someone> =>
  byItself(world, async act => {
    const person = await act.tx
      .insertInto('person')
      .values({ familyName: name, companyId, createdAt: act.at })
      .returning('id')
      .executeTakeFirstOrThrow()
    const leadId = await openLead(act, { personId: person.id, trigger: 'hand' })
    const offer = await offerLead(act, { leadId, to, note: `${name}は資料を請求`, trigger: 'hand' })
    return { personId: person.id, leadId, offerId: offer.id }
  })

/** Somebody new whom a rep has accepted: a lead in sales, not called yet. */
export async function someoneOf(world: TestWorld, rep: Actor, name: string, companyId?: number): Promise<Someone> {
  const someone = await offeredTo(world, rep.id, name, companyId)
  await as(world, rep, act => acceptOffer(act, someone.offerId))
  return someone
}
