import { type Act, asOwner } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import { lackingOf, needImport } from './draft.ts'

/** Starts a draft, or goes on with one that was stopped or failed: all of it is the one operation that began it. */
export async function startImport(act: Act, id: number): Promise<void> {
  const { state, operationId, uploadId, ...run } = await needImport(act, id)
  if (state === 'running') return
  const lacking = lackingOf(run)
  if (lacking) throw new Refusal('invalid', lacking, { field: 'mapping' })
  await asOwner(act, async act => {
    const started = await act.tx
      .updateTable('importRun')
      .set({
        state: 'running',
        operationId: operationId ?? act.operationId,
        startedAt: run.startedAt ?? act.at,
        endedAt: null,
        problem: null,
      })
      .where('id', '=', id)
      .where('state', 'in', ['draft', 'stopped', 'failed'])
      .where('uploadId', 'is not', null)
      .returning('id')
      .executeTakeFirst()
    if (!started) throw cannot(uploadId === null)
  })
}

/** Stops behind the batch that is under way. What was taken stays; it can go on or be undone. */
export async function stopImport(act: Act, id: number): Promise<void> {
  await needImport(act, id)
  await asOwner(act, async act => {
    const stopped = await act.tx
      .updateTable('importRun')
      .set({ state: 'stopped', endedAt: act.at })
      .where('id', '=', id)
      .where('state', '=', 'running')
      .returning('id')
      .executeTakeFirst()
    if (!stopped)
      throw new Refusal('conflict', {
        en: 'This import is not running, so there is nothing to stop.',
        ja: 'この取り込みは実行中ではないため、中止できません。',
      })
  })
}

const cannot = (fileGone: boolean) =>
  new Refusal(
    'conflict',
    fileGone
      ? {
          en: 'This import is over and its file is no longer kept. Drop the file again.',
          ja: 'この取り込みは終了しており、ファイルは保存されていません。もう一度ファイルを選んでください。',
        }
      : {
          en: 'This import cannot be started now. Reload the page to see where it stands.',
          ja: 'この取り込みは現在開始できません。ページを再読み込みして状態をご確認ください。',
        },
  )
