import { sql } from 'kysely'
import type { z } from 'zod'
import { type Act, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import { lockLeads } from '../../people/leads/leads.ts'
import { noSuchLead } from '../../people/leads/refusals.ts'
import { openLeadsOf } from '../../people/leads/together.ts'
import { offerEach } from '../../people/offers/give.ts'
import type { Sentence } from '../../platform/refusal.ts'
import type { Assign } from './assignment.schema.ts'
import { routeLeads } from './route.ts'

/** Offers leads that somebody picked, each to whom the rules name. Only leads within the actor's sight are offered. */
export async function assignLeads(act: Act, { leadIds, picked, note }: z.infer<typeof Assign>) {
  const wanted = leadIds ?? (await openLeadsOf(act, picked!)).leadIds
  const seen = await act.tx
    .selectFrom('lead')
    .select('id')
    .where('id', '=', sql<number>`any(${wanted}::bigint[])`)
    .execute()
  const visible = new Set(seen.map(l => l.id))
  const unseen = wanted.filter(id => !visible.has(id)).map(leadId => ({ leadId, sentence: noSuchLead().sentence }))
  const { offers, refused } = await asOwner(act, act => offerByRules(act, [...visible], () => note))
  return {
    offers: offers.map(({ leadId, to }) => ({ leadId, to })),
    refused: [...unseen, ...refused] satisfies { leadId: number; sentence: Sentence }[],
  }
}

/** The same for what the product does of itself. `clockAt`: by when an answer is wanted, where that is pressing. */
export async function offerByRules(
  act: OwnerAct,
  leadIds: number[],
  noteOf: (leadId: number) => string,
  clockAt: (leadId: number) => Date | undefined = () => undefined,
) {
  // Leads before rules, as everywhere, so that two who offer the same never wait for each other.
  const leads = await lockLeads(act.tx, leadIds)
  const { rows } = await sql<{ leadId: number }>`
    select lead_id from offer where lead_id = any(${leadIds}::bigint[]) and answer is null`.execute(act.tx)
  const waiting = new Set(rows.map(r => r.leadId))
  const free = leads.filter(l => l.holderId !== null && !waiting.has(l.id)).map(l => l.id)
  const routes = await routeLeads(act, free)
  const gifts = routes.map(r => ({
    leadId: r.leadId,
    to: r.to,
    note: noteOf(r.leadId),
    clockAt: clockAt(r.leadId) ?? r.clockAt,
  }))
  const { offers } = await offerEach(act, gifts, 'rule')
  const busy = leadIds.filter(id => !free.includes(id))
  // Nothing is routed for these: what keeps them is said by the verb that offers.
  const { refused } = await offerEach(
    act,
    busy.map(leadId => ({ leadId, to: 0, note: '' })),
    'rule',
  )
  return { offers, refused: refused.map(({ leadId, refusal }) => ({ leadId, sentence: refusal.sentence })) }
}

/** Nobody has answered: who of the rules' receivers is next in turn and was not asked yet since the lead became an MQL. */
export async function nextByRules(act: OwnerAct, leadId: number): Promise<number | undefined> {
  const { rows } = await sql<{ toId: number }>`
    select o.to_id from offer o join lead l on l.id = o.lead_id where o.lead_id = ${leadId} and o.offered_at >= l.stage_since`.execute(
    act.tx,
  )
  const [route] = await routeLeads(act, [leadId], { not: new Map([[leadId, rows.map(r => r.toId)]]), only: 'rules' })
  return route?.to
}
