import { type Act, asOwner } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Activity, ChangeActivity, DoActivity } from './activities.schema.ts'
import { getActivity } from './activities.ts'
import { followNextAction } from './nextAction.ts'
import { done, needDoer, refuseUnseen } from './write.ts'

/** Changes a plan, or corrects what was written. A new time reminds anew. */
export async function changeActivity(act: Act, { id, version, ...patch }: ChangeActivity): Promise<Activity> {
  const before = await getActivity(act, id)
  if (patch.plannedAt !== undefined && (before.doneAt || before.cancelledAt)) throw isOver(before)
  if (patch.plannedAt === null && before.kind !== 'task') {
    throw new Refusal(
      'invalid',
      { en: 'Only a task can be without a date.', ja: '日時を空にできるのはToDoだけです。' },
      { field: 'plannedAt' },
    )
  }
  if (patch.holderId !== undefined && patch.holderId !== act.byId) await needDoer(act, patch.holderId)
  const remindAt =
    patch.remindAt !== undefined
      ? patch.remindAt
      : patch.plannedAt !== undefined
        ? movedReminder(before, patch.plannedAt)
        : undefined
  const changed = await act.tx
    .updateTable('activity')
    .set({ ...patch, ...(remindAt === undefined ? {} : { remindAt, remindedAt: null }) })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('leadId')
    .executeTakeFirst()
    .catch(refuseUnseen)
  if (!changed) throw stale(await getActivity(act, id), patch)
  if (changed.leadId && patch.plannedAt !== undefined)
    await asOwner(act, owner => followNextAction(owner, changed.leadId!))
  return getActivity(act, id)
}

/** Done: whoever says so did it. */
export async function doActivity(act: Act, { id, outcome, note, doneAt }: DoActivity): Promise<Activity> {
  const before = await getActivity(act, id)
  if (outcome && before.kind !== 'call') {
    throw new Refusal(
      'invalid',
      { en: 'Only a call has an outcome.', ja: '結果を登録できるのは架電だけです。' },
      { field: 'outcome' },
    )
  }
  if (doneAt && doneAt > act.at) {
    throw new Refusal(
      'invalid',
      { en: 'What is done cannot lie ahead.', ja: '実施日時が未来になっています。' },
      { field: 'doneAt' },
    )
  }
  const at = doneAt ?? act.at
  const changed = await act.tx
    .updateTable('activity')
    .set({ doneAt: at, outcome: outcome ?? null, ...(note === undefined ? {} : { note }) })
    .where('id', '=', id)
    .where('doneAt', 'is', null)
    .where('cancelledAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw isOver(await getActivity(act, id))
  await done(act, { ...before, outcome: outcome ?? null, doneAt: at })
  return getActivity(act, id)
}

export async function cancelActivity(act: Act, id: number): Promise<Activity> {
  await getActivity(act, id)
  const changed = await act.tx
    .updateTable('activity')
    .set({ cancelledAt: act.at })
    .where('id', '=', id)
    .where('doneAt', 'is', null)
    .where('cancelledAt', 'is', null)
    .returning('leadId')
    .executeTakeFirst()
  if (!changed) throw isOver(await getActivity(act, id))
  if (changed.leadId) await asOwner(act, owner => followNextAction(owner, changed.leadId!))
  return getActivity(act, id)
}

/** A reminder that stood some time before stands as long before the new time. */
function movedReminder({ plannedAt, remindAt }: Activity, to: Date | null): Date | null {
  if (!remindAt || !to) return null
  return plannedAt ? new Date(to.getTime() - (plannedAt.getTime() - remindAt.getTime())) : to
}

const isOver = ({ doneAt }: Activity) =>
  doneAt
    ? new Refusal('conflict', { en: 'This is done already.', ja: 'この活動はすでに完了しています。' })
    : new Refusal('conflict', { en: 'This has been cancelled.', ja: 'この活動は取り消されています。' })

const stale = (theirs: Activity, yours: object) =>
  new Refusal(
    'stale',
    {
      en: 'Somebody has changed this activity meanwhile. Look at both and choose.',
      ja: 'この活動はほかの人が先に変更しました。両方を確認して選んでください。',
    },
    { theirs, yours },
  )
