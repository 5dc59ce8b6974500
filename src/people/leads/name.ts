import { sql } from 'kysely'
import { type Act, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import { record } from '../../timeline/timeline.ts'
import { isOpen, type Stage } from './leads.schema.ts'
import { closedLead, type LockedLead, lockLead, moveLead, setClock } from './leads.ts'
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
    const theirs = await openLeadOf(act, personId, leadId)
    const keep = theirs ? await joinLeads(act, lead, theirs) : lead
    if (keep.personId === null) await becomeTheirs(act, keep, person)
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

async function openLeadOf(act: OwnerAct, personId: number, besideId: number): Promise<LockedLead | undefined> {
  const found = await act.tx
    .selectFrom('lead')
    .innerJoin('lead as beside', 'beside.productLineId', 'lead.productLineId')
    .select('lead.id')
    .where('beside.id', '=', besideId)
    .where('lead.personId', '=', personId)
    .where('lead.closedAt', 'is', null)
    .executeTakeFirst()
  return found && lockLead(act.tx, found.id)
}

const far: Record<Stage, number> = { disqualified: 0, lead: 1, recycled: 2, mql: 3, sal: 4, sql: 5, won: 6 }

/** Of two open leads for one thing one stays open: with what is planned and was done for the other. */
async function joinLeads(act: OwnerAct, ofCompany: LockedLead, theirs: LockedLead): Promise<LockedLead> {
  const [keep, leave] = far[ofCompany.stage] > far[theirs.stage] ? [ofCompany, theirs] : [theirs, ofCompany]
  await act.tx
    .updateTable('activity')
    .set({ leadId: keep.id, personId: theirs.personId })
    .where('leadId', '=', leave.id)
    .execute()
  await moveLead(act, { leadId: leave.id, to: 'disqualified', trigger: 'merge' })
  if (keep.clockAt && leave.clockAt && leave.clockAt < keep.clockAt)
    await setClock(act, keep.id, leave.clockAt, keep.clockFor!)
  return keep
}

async function becomeTheirs(
  act: OwnerAct,
  lead: LockedLead,
  person: { id: number; companyId: number | null },
): Promise<void> {
  await act.tx
    .updateTable('lead')
    .set({ personId: person.id, companyId: person.companyId })
    .where('id', '=', lead.id)
    .execute()
  await act.tx
    .updateTable('activity')
    .set({ personId: person.id })
    .where('leadId', '=', lead.id)
    .where('personId', 'is', null)
    .execute()
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
