import type { Act, OwnerAct } from '../../office/roles/act.ts'
import { holdLead, type LockedLead, lockLead } from '../../people/leads/leads.ts'
import { Refusal } from '../../platform/refusal.ts'
import { steers, worksFor } from '../activities/whose.ts'
import type { CallOutcome } from './call-list.schema.ts'

/** Whose lead it is that is called, and whether the caller does that holder's work. */
export type Caller = { holderId: number; own: boolean }

/** Leads are called by whoever holds them or stands in, from a queue by whoever works it off, and by managers. Answers which. */
export async function needCaller(act: Act, leadId: number): Promise<Caller> {
  const lead = await act.tx
    .selectFrom('lead')
    .leftJoin('holder', 'holder.id', 'lead.holderId')
    .select(['lead.stage', 'lead.holderId', 'holder.name'])
    .where('lead.id', '=', leadId)
    .executeTakeFirstOrThrow()
  if (lead.stage !== 'sal' && lead.stage !== 'sql') {
    throw new Refusal(
      'conflict',
      {
        en: 'This lead is not being worked by sales at the moment. Log the call as an activity instead.',
        ja: 'このリードは営業の対応中ではありません。架電の記録は活動として登録してください。',
      },
      { stage: lead.stage },
    )
  }
  if (await worksFor(act, lead.holderId!)) return { holderId: lead.holderId!, own: true }
  if (steers(act)) return { holderId: lead.holderId!, own: false }
  throw new Refusal(
    'conflict',
    {
      en: `${lead.name} holds this lead. Ask them to offer it to you.`,
      ja: `このリードは${lead.name}さんが担当しています。打診してもらってください。`,
    },
    { holderId: lead.holderId },
  )
}

/** Locks the lead. One that waits in a queue is held from now on by whoever calls. */
export async function takeLead(
  act: OwnerAct,
  { own, holderId }: Caller,
  { leadId, version, outcome }: CallOutcome,
): Promise<LockedLead> {
  const lead = await lockLead(act.tx, leadId)
  if (lead.holderId !== holderId || (version !== undefined && version !== lead.version)) {
    const theirs = { stage: lead.stage, holderId: lead.holderId, clockAt: lead.clockAt, version: lead.version }
    throw new Refusal(
      'stale',
      {
        en: 'Somebody has worked on this lead meanwhile. Look again before you save.',
        ja: 'このリードはほかの人が先に更新しました。最新の内容を確認してから保存してください。',
      },
      { theirs, yours: { outcome, version } },
    )
  }
  const holder = await act.tx
    .selectFrom('holder')
    .select('kind')
    .where('id', '=', lead.holderId!)
    .executeTakeFirstOrThrow()
  if (holder.kind !== 'queue' || !own || act.byId === null) return lead
  await holdLead(act, { leadId, holderId: act.byId, clockAt: lead.clockAt ?? undefined, trigger: 'hand' })
  return { ...lead, holderId: act.byId }
}
