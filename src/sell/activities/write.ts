import { type Act, asOwner } from '../../office/roles/act.ts'
import { has } from '../../office/roles/rights.ts'
import { Refusal } from '../../platform/refusal.ts'
import { record } from '../../timeline/timeline.ts'
import type { ActivityKind, NewActivity, Outcome } from './activities.schema.ts'
import { callAgain, dueCallMade } from './calls.ts'
import { followNextAction, isContact, touchLead } from './nextAction.ts'
import { steers, worksFor } from './whose.ts'

type Concerned = { personId: number | null; companyId: number | null; leadId: number | null; dealId?: number }

/** Writes down what was done, or plans it: a row, an event, and the lead's clock, together. Answers the new id. */
export async function addActivity(act: Act, given: NewActivity): Promise<number> {
  const open = given.plannedAt !== undefined || (given.kind === 'task' && given.doneAt === undefined)
  refuseNonsense(act, given, open)
  const whom = await concerned(act, given)
  const holderId = given.holderId ?? act.byId
  if (holderId === null)
    throw new Refusal(
      'invalid',
      { en: 'Please say who does it.', ja: '担当者を指定してください。' },
      { field: 'holderId' },
    )
  if (holderId !== act.byId) await needDoer(act, holderId)
  const doneAt = open ? null : (given.doneAt ?? act.at)
  const planned = doneAt && (await plannedFor(act, given, { leadId: whom.leadId, holderId, doneAt }))
  if (doneAt && planned) {
    await done(act, { id: planned, kind: given.kind, outcome: given.outcome ?? null, doneAt, ...whom })
    return planned
  }
  const { id } = await act.tx
    .insertInto('activity')
    .values({
      kind: given.kind,
      ...whom,
      holderId,
      subject: given.subject,
      note: given.note,
      plannedAt: given.plannedAt ?? null,
      remindAt: open ? reminderOf(given) : null,
      doneAt,
      outcome: open ? null : (given.outcome ?? null),
      createdAt: act.at,
      createdBy: act.byId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
    .catch(refuseUnseen)
  if (doneAt) await done(act, { id, kind: given.kind, outcome: given.outcome ?? null, doneAt, ...whom })
  else {
    await record(act, 'activity.planned', whom, { activityId: id, kind: given.kind })
    if (whom.leadId) await asOwner(act, owner => followNextAction(owner, whom.leadId!))
  }
  return id
}

/** What follows when something is done: the event, and for the lead's own holder the next clock. */
export async function done(
  act: Act,
  a: { id: number; kind: ActivityKind; outcome: Outcome | null; doneAt: Date } & Concerned,
): Promise<void> {
  const { personId, companyId, leadId } = a
  await record(
    act,
    'activity.done',
    { personId, companyId, leadId },
    { activityId: a.id, kind: a.kind, outcome: a.outcome },
    { occurredAt: a.doneAt },
  )
  if (!leadId || a.kind === 'note') return
  const lead = await act.tx
    .selectFrom('lead')
    .select(['holderId', 'closedAt'])
    .where('id', '=', leadId)
    .executeTakeFirst()
  if (!lead?.holderId) return
  const own = await worksFor(act, lead.holderId)
  const calls = a.kind === 'call' && (own || steers(act))
  await asOwner(act, async act => {
    if (own && isContact(a.kind, a.outcome)) await touchLead(act, leadId, a.doneAt)
    if (calls && (await callAgain(act, leadId, a))) return followNextAction(act, leadId)
    const planned = await act.tx.selectFrom('activity').select('plannedAt').where('id', '=', a.id).executeTakeFirst()
    if ((own && a.kind !== 'task') || planned?.plannedAt) await followNextAction(act, leadId)
  })
}

/** The call that stood in the plan for that day, if this is the one: it is ticked off instead of staying open beside it. */
async function plannedFor(
  act: Act,
  { kind, outcome, note, subject }: NewActivity,
  { leadId, holderId, doneAt }: { leadId: number | null; holderId: number; doneAt: Date },
): Promise<number | null> {
  if (kind !== 'call' || !leadId) return null
  const lead = await act.tx.selectFrom('lead').select('holderId').where('id', '=', leadId).executeTakeFirst()
  if (!lead?.holderId || !((await worksFor(act, lead.holderId)) || steers(act))) return null
  return asOwner(act, owner =>
    dueCallMade(owner, leadId, { outcome: outcome ?? null, note, subject, holderId, doneAt }),
  )
}

/** The lead's person and company, the person's company and open lead: what is not said is concluded. */
async function concerned(act: Act, { personId, companyId, leadId, dealId, kind }: NewActivity): Promise<Concerned> {
  if (dealId) return ofDeal(act, dealId, personId)
  if (leadId) {
    const lead = await act.tx
      .selectFrom('lead')
      .select(['id', 'personId', 'companyId'])
      .where('id', '=', leadId)
      .executeTakeFirst()
    if (!lead) throw new Refusal('missing', { en: 'There is no such lead.', ja: 'このリードは存在しません。' })
    if (personId && lead.personId !== personId) {
      throw new Refusal(
        'invalid',
        { en: "This lead is another person's.", ja: 'このリードは別の方のものです。' },
        { field: 'leadId' },
      )
    }
    return { personId: lead.personId, companyId: lead.companyId, leadId }
  }
  if (personId) {
    const person = await act.tx.selectFrom('person').select('companyId').where('id', '=', personId).executeTakeFirst()
    if (!person) throw new Refusal('missing', { en: 'There is no such person.', ja: 'この方は存在しません。' })
    return { personId, companyId: person.companyId, leadId: await openLeadOf(act, 'personId', personId) }
  }
  if (companyId) {
    const company = await act.tx.selectFrom('company').select('id').where('id', '=', companyId).executeTakeFirst()
    if (!company) throw new Refusal('missing', { en: 'There is no such company.', ja: 'この企業は存在しません。' })
    return { personId: null, companyId, leadId: await openLeadOf(act, 'companyId', companyId) }
  }
  if (kind === 'task') return { personId: null, companyId: null, leadId: null }
  throw new Refusal(
    'invalid',
    { en: 'Please say with whom: a person or a company.', ja: '相手（人または企業）を指定してください。' },
    { field: 'personId' },
  )
}

/** What is done for a deal is done for its lead, with whomever: the lead's clock follows the deal's next action. */
async function ofDeal(act: Act, dealId: number, withWhom: number | undefined): Promise<Concerned> {
  const deal = await act.tx
    .selectFrom('deal')
    .select(['personId', 'companyId', 'leadId'])
    .where('id', '=', dealId)
    .executeTakeFirst()
  if (!deal) throw new Refusal('missing', { en: 'There is no such deal.', ja: 'この商談は存在しません。' })
  if (!withWhom || withWhom === deal.personId) return { ...deal, dealId }
  const person = await act.tx.selectFrom('person').select('companyId').where('id', '=', withWhom).executeTakeFirst()
  if (!person) throw new Refusal('missing', { en: 'There is no such person.', ja: 'この方は存在しません。' })
  return { ...deal, personId: withWhom, companyId: person.companyId, dealId }
}

/** The open lead, the actor's own before others'. A company's lead is the one without a person. */
async function openLeadOf(act: Act, of: 'personId' | 'companyId', id: number): Promise<number | null> {
  const leads = await act.tx
    .selectFrom('lead')
    .select(['id', 'holderId'])
    .where(of, '=', id)
    .where('closedAt', 'is', null)
    .$if(of === 'companyId', q => q.where('personId', 'is', null))
    .orderBy('id')
    .execute()
  return (leads.find(l => l.holderId === act.byId) ?? leads[0])?.id ?? null
}

/** Tasks and meetings remind at their time unless told otherwise; calls are brought up by the call list. */
const reminderOf = ({ kind, plannedAt, remindAt }: NewActivity): Date | null =>
  remindAt !== undefined ? remindAt : kind === 'task' || kind === 'meeting' ? (plannedAt ?? null) : null

function refuseNonsense(act: Act, { kind, outcome, doneAt }: NewActivity, open: boolean): void {
  if (open && kind === 'note') {
    throw new Refusal(
      'invalid',
      { en: 'A note cannot be planned. Make it a task.', ja: 'メモは予定にできません。ToDoとして登録してください。' },
      { field: 'kind' },
    )
  }
  if (outcome && (open || kind !== 'call')) {
    throw new Refusal(
      'invalid',
      { en: 'Only a call that was made has an outcome.', ja: '結果を登録できるのは、実施済みの架電だけです。' },
      { field: 'outcome' },
    )
  }
  if (doneAt && doneAt > act.at) {
    throw new Refusal(
      'invalid',
      {
        en: 'What is done cannot lie ahead. Plan it instead.',
        ja: '実施日時が未来になっています。予定として登録してください。',
      },
      { field: 'doneAt' },
    )
  }
}

/** Whoever is to do it must work here, with people. */
export async function needDoer(act: Act, id: number): Promise<void> {
  const user = await act.tx
    .selectFrom('appUser')
    .innerJoin('holder', 'holder.id', 'appUser.id')
    .select(['holder.active', 'appUser.roles'])
    .where('appUser.id', '=', id)
    .executeTakeFirst()
  if (user?.active && has(user.roles, 'activity.edit')) return
  throw new Refusal(
    'invalid',
    {
      en: 'This cannot be given to them: there is no such user who works with people.',
      ja: 'この担当者には割り当てられません。有効な営業・マーケティング担当者を指定してください。',
    },
    { field: 'holderId' },
  )
}

/** The view admits only what the actor can see afterwards. */
export function refuseUnseen(error: unknown): never {
  if ((error as { code?: string }).code !== '44000') throw error
  throw new Refusal('forbidden', {
    en: 'You would not see this activity any more. Ask a manager to assign it.',
    ja: '自分の閲覧範囲を外れる担当者には割り当てられません。マネージャーに依頼してください。',
  })
}
