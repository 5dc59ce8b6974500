import { Refusal } from '../../platform/refusal.ts'
import { nextStages, type Stage } from './leads.schema.ts'

export const noSuchMove = (from: Stage, to: Stage) =>
  new Refusal(
    'conflict',
    {
      en: `A lead at ${from} cannot become ${to}. From there it may become: ${nextStages[from].join(', ') || 'nothing; open a new lead instead'}.`,
      ja: `${from} のリードを ${to} にすることはできません。変更できるステージ：${nextStages[from].join('、') || 'なし（新しいリードを作成してください）'}`,
    },
    { from, to, allowed: nextStages[from] },
  )

export const noSuchLead = () =>
  new Refusal('missing', { en: 'There is no such lead.', ja: 'このリードは存在しません。' })

export const closedLead = () =>
  new Refusal('conflict', {
    en: 'This lead is closed. Reopen it first.',
    ja: 'このリードはクローズ済みです。先に再開してください。',
  })

export const secondOpenLead = () =>
  new Refusal('conflict', {
    en: 'There is an open lead for this product line already. Work on that one.',
    ja: 'この商材には進行中のリードがすでにあります。そちらをご利用ください。',
  })
