import { sql } from 'kysely'
import { type Act, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import { has } from '../../office/roles/rights.ts'
import { becomeOpportunity } from '../../people/leads/opportunity.ts'
import { refreshDealSight } from '../../people/leads/sight.ts'
import type { Tx } from '../../platform/db.ts'
import { ahead, planned, sendAhead } from '../../platform/lines.ts'
import { record } from '../../timeline/timeline.ts'
import { followNextAction } from '../activities/nextAction.ts'
import { type Bant, bantParts, type NewDeal } from './deals.schema.ts'
import { knowsTooLittle, noSuchCompany, noSuchOwner, noSuchPerson, winIsConfirmed } from './refusals.ts'
import { enterStage, type Gate, needPipeline, needStage } from './stages.ts'

/**
 * Opens a deal, if enough of BANT is known for its pipeline. In the same transaction its lead walks to SQL, held by the
 * deal's owner, and what was planned for the lead is planned for the deal. Answers the new id.
 */
export async function openDeal(act: Act, given: NewDeal): Promise<number> {
  const { personId, companyId } = await needWhom(act, given)
  await needPeople(
    act.tx,
    given.contacts.map(c => c.personId),
  )
  return asOwner(act, async act => {
    const { tx, at } = act
    const pipeline = await needPipeline(tx, given.pipelineId)
    mustKnowEnough(given.bant, pipeline)
    const stage = await needStage(tx, pipeline.id, given.stage)
    if (stage.wins) throw winIsConfirmed()
    const productLineId = given.productLineId ?? (await firstProductLine(tx))
    const pursuit = { personId, companyId, productLineId }
    const ownerId = await ownerOf(act, given.ownerId, pursuit)
    const { leadId, before } = await becomeOpportunity(act, pursuit, ownerId)
    const { id } = await tx
      .insertInto('deal')
      .values({
        ...pursuit,
        leadId,
        ownerId,
        pipelineId: stage.pipelineId,
        stageId: stage.id,
        stageSince: at,
        title: given.title,
        amount: given.amount,
        expectedClose: given.expectedClose ?? null,
        certainty: given.certainty ?? null,
        competitor: given.competitor,
        ...given.bant,
        openedAt: at,
        createdBy: act.byId,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await enterStage(act, id, stage.id)
    await addContacts(act, id, [...(personId ? [{ personId }] : []), ...given.contacts])
    await takePlansAlong(act, { id, leadId, ownerId, before })
    await followNextAction(act, leadId)
    await record(
      act,
      'deal.opened',
      { leadId, personId, companyId },
      { dealId: id, stageId: stage.id, amount: given.amount, holderId: ownerId },
    )
    await refreshDealSight(tx, [id])
    return id
  })
}

/** The gate of a pipeline: how many of those that count there must be known. */
export function mustKnowEnough(bant: Partial<Bant>, { bantParts: counting, bantNeeded }: Gate): void {
  const known = bantParts.filter(part => counting.includes(part) && bant[part]?.trim())
  if (known.length < bantNeeded) throw knowsTooLittle(known, bantNeeded, counting)
}

/** Read through the actor's own sight. The person's company, where none is named. */
async function needWhom(act: Act, given: NewDeal): Promise<{ personId: number | null; companyId: number | null }> {
  const person = given.personId ? (await needPeople(act.tx, [given.personId]))[0]! : null
  const companyId = given.companyId ?? person?.companyId ?? null
  if (given.companyId) await needCompany(act.tx, given.companyId)
  return { personId: person?.id ?? null, companyId }
}

export async function needPeople(tx: Tx, ids: number[]): Promise<{ id: number; companyId: number | null }[]> {
  if (ids.length === 0) return []
  const people = await tx
    .selectFrom('person')
    .select(['id', 'companyId'])
    .where('id', 'in', ids)
    .where('mergedIntoId', 'is', null)
    .execute()
  if (people.length < new Set(ids).size) throw noSuchPerson()
  return people
}

export async function needCompany(tx: Tx, id: number): Promise<void> {
  if (!(await tx.selectFrom('company').select('id').where('id', '=', id).executeTakeFirst())) throw noSuchCompany()
}

/** Whoever is named; else whoever opens it, but a program leaves it with the person in sales who holds the lead. */
async function ownerOf(
  act: OwnerAct,
  named: number | undefined,
  pursuit: Parameters<typeof holderOf>[1],
): Promise<number> {
  if (named !== undefined) {
    await needOwner(act.tx, named)
    return named
  }
  if (act.byId === null || act.actor?.isProgram) {
    const holderId = await holderOf(act.tx, pursuit)
    if (holderId !== null && (await mayOwn(act.tx, holderId))) return holderId
  }
  if (act.byId === null) throw noSuchOwner()
  return act.byId
}

export async function needOwner(tx: Tx, id: number): Promise<void> {
  if (!(await mayOwn(tx, id))) throw noSuchOwner()
}

async function mayOwn(tx: Tx, id: number): Promise<boolean> {
  const user = await tx
    .selectFrom('appUser')
    .innerJoin('holder', 'holder.id', 'appUser.id')
    .select('roles')
    .where('appUser.id', '=', id)
    .where('active', '=', true)
    .where('isProgram', '=', false)
    .executeTakeFirst()
  return user !== undefined && has(user.roles, 'deal.work')
}

async function holderOf(
  tx: Tx,
  { personId, companyId, productLineId }: { personId: number | null; companyId: number | null; productLineId: number },
): Promise<number | null> {
  const lead = await tx
    .selectFrom('lead')
    .select('holderId')
    .where('closedAt', 'is', null)
    .where('productLineId', '=', productLineId)
    .where(personId ? 'personId' : 'companyId', '=', personId ?? companyId)
    .$if(personId === null, q => q.where('personId', 'is', null))
    .executeTakeFirst()
  return lead?.holderId ?? null
}

async function firstProductLine(tx: Tx): Promise<number> {
  const line = await tx
    .selectFrom('productLine')
    .select('id')
    .where('active', '=', true)
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow()
  return line.id
}

/** Everybody once; who is named with a role has it. */
export async function addContacts(
  act: OwnerAct,
  dealId: number,
  contacts: { personId: number; role?: string | null }[],
): Promise<void> {
  const roles = new Map<number, string | null>()
  for (const { personId, role } of contacts) roles.set(personId, role ?? roles.get(personId) ?? null)
  if (roles.size === 0) return
  await sendAhead(
    act.tx,
    act.tx
      .insertInto('dealContact')
      .values([...roles].map(([personId, role]) => ({ dealId, personId, role, addedAt: act.at })))
      .onConflict(oc => oc.columns(['dealId', 'personId']).doNothing()),
  )
}

/** What is planned for the lead belongs to the deal; what whoever held it had arranged goes to the owner. ToDos stay. */
async function takePlansAlong(
  act: OwnerAct,
  { id, leadId, ownerId, before }: { id: number; leadId: number; ownerId: number; before: number | null },
): Promise<void> {
  await sql`
    ${ahead} ${planned('take-plans-along')} update activity set deal_id = ${id},
      holder_id = case when kind <> 'task' and holder_id = ${before ?? ownerId} then ${ownerId}::bigint else holder_id end
    where lead_id = ${leadId} and deal_id is null and done_at is null and cancelled_at is null`.execute(act.tx)
}
