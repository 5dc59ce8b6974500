import type { Tx } from '../../platform/db.ts'
import { Refusal } from '../../platform/refusal.ts'

export type Reason = { id: number; code: string; kind: string; wayBack: string; nameJa: string; nameEn: string }

/** The reason with this id or code; refused when there is none, or when it needs a day and has none. */
export async function needReason(
  tx: Tx,
  kind: 'returned' | 'disqualified' | 'lost' | 'stopped',
  given: number | string | undefined,
  until: string | undefined,
): Promise<Reason> {
  if (given === undefined) {
    throw new Refusal('invalid', { en: 'Please choose a reason.', ja: '理由を選択してください。' }, { field: 'reason' })
  }
  const byId = typeof given === 'number' || /^\d+$/.test(given)
  const reason = await tx
    .selectFrom('reason')
    .select(['id', 'code', 'kind', 'wayBack', 'nameJa', 'nameEn'])
    .where('active', '=', true)
    .where('kind', '=', kind)
    .where(byId ? 'id' : 'code', '=', (byId ? Number(given) : given) as never)
    .executeTakeFirst()
  if (!reason) {
    const known = await tx
      .selectFrom('reason')
      .select('code')
      .where('kind', '=', kind)
      .where('active', '=', true)
      .orderBy('position')
      .execute()
    const codes = known.map(r => r.code).join(', ')
    throw new Refusal(
      'invalid',
      {
        en: `There is no such reason here. Choose one of: ${codes}.`,
        ja: `この理由は選択できません。次のいずれかを指定してください：${codes}`,
      },
      { field: 'reason' },
    )
  }
  if (reason.wayBack === 'date' && !until) {
    throw new Refusal(
      'invalid',
      {
        en: `"${reason.nameEn}" needs a date to look again.`,
        ja: `「${reason.nameJa}」の場合は、再開する日付を入力してください。`,
      },
      { field: 'until' },
    )
  }
  return reason
}

/** Whether leads are closed for this reason because the person does not want to be contacted any more. */
export async function refusesContact(tx: Tx, reasonId: number | undefined): Promise<boolean> {
  if (reasonId === undefined) return false
  const reason = await tx.selectFrom('reason').select('code').where('id', '=', reasonId).executeTakeFirst()
  return reason?.code === 'refused'
}
