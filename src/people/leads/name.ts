import { sql } from 'kysely'
import { type Act, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import { record } from '../../timeline/timeline.ts'
import { joinLeads, type Open } from '../persons/merge.leads.ts'
import { isOpen } from './leads.schema.ts'
import { lockLead } from './leads.ts'
import { closedLead } from './refusals.ts'
import { refreshSight } from './sight.ts'
import { needLead } from './transitions.ts'

/**
 * Somebody at the company is known now: its lead becomes theirs. If they have one for the same product line already,
 * the two become one: the further stage stays with its holder, and the earlier clock. Answers the lead that is theirs.
 */
export async function nameLead(act: Act, leadId: number, personId: number): Promise<number> {
  await needLead(act, leadId)
  const person = await act.tx
    .selectFrom('person')
    .select(['id', 'companyId'])
    .where('id', '=', personId)
    .where('mergedIntoId', 'is', null)
    .executeTakeFirst()
  if (!person)
    throw new Refusal(
      'missing',
      { en: 'There is no such person.', ja: 'この担当者は存在しません。' },
      { field: 'personId' },
    )
  return asOwner(act, async act => {
    const lead = await lockLead(act.tx, leadId)
    if (!isOpen(lead.stage)) throw closedLead()
    if (lead.personId !== null) throw hasPerson()
    if (!(await worksThere(act, person.companyId, lead.companyId))) throw worksElsewhere()
    const [ofCompany, theirs] = await pursuits(act, leadId, personId)
    const keep = theirs ? await joinLeads(act, theirs, ofCompany!, personId, null) : ofCompany!
    if (keep.id === leadId) {
      const { companyId } = person
      await act.tx.updateTable('lead').set({ personId, companyId }).where('id', '=', leadId).execute()
    }
    await act.tx
      .updateTable('activity')
      .set({ personId })
      .where('leadId', '=', keep.id)
      .where('personId', 'is', null)
      .execute()
    const whose = { leadId: keep.id, personId, companyId: person.companyId }
    await record(act, 'lead.named', whose, { merged: theirs !== undefined })
    await refreshSight(act.tx, [keep.id])
    return keep.id
  })
}

/** At the company itself, or at one of its sites and subsidiaries. */
async function worksThere(act: OwnerAct, employerId: number | null, companyId: number | null): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    with recursive up as (
      select id, parent_id from company where id = ${employerId}::bigint union select c.id, c.parent_id from up join company c on c.id = up.parent_id
    ) select exists (select from up where id = ${companyId}::bigint) as there`.execute(act.tx)
  return rows[0]!.there
}

/** The company's lead, and the person's open one for the same product line if there is one. */
async function pursuits(act: OwnerAct, leadId: number, personId: number): Promise<(Open | undefined)[]> {
  const { rows } = await sql<Open>`
    select l.id, l.company_id, l.product_line_id, l.stage, l.clock_at from lead l join lead c on c.product_line_id = l.product_line_id
    where c.id = ${leadId} and l.closed_at is null and (l.id = c.id or l.person_id = ${personId}) for update of l`.execute(
    act.tx,
  )
  return [rows.find(l => l.id === leadId), rows.find(l => l.id !== leadId)]
}

const hasPerson = () =>
  new Refusal('conflict', {
    en: "This lead is a person's already.",
    ja: 'このリードにはすでに担当者が登録されています。',
  })

const worksElsewhere = () =>
  new Refusal(
    'conflict',
    {
      en: 'This person does not work at the company of this lead. Correct their company first.',
      ja: 'この方はこのリードの企業に所属していません。先に所属企業を修正してください。',
    },
    { field: 'personId' },
  )
