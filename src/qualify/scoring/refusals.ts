import { Refusal } from '../../platform/refusal.ts'

export const noSuchCard = () =>
  new Refusal('missing', { en: 'There is no such version of scoring.', ja: 'このスコアリングの版は存在しません。' })

export const noSuchRule = () =>
  new Refusal('missing', { en: 'There is no such scoring rule.', ja: 'このスコアリングルールは存在しません。' })

export const publishedAlready = () =>
  new Refusal('conflict', {
    en: 'This version has been published, and what was counted by it stays explained by it. Change the draft instead.',
    ja: 'この版は公開済みのため変更できません。下書きを変更してください。',
  })
