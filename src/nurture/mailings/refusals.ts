import { Refusal, type Sentence } from '../../platform/refusal.ts'
import type { MailingState } from './mailings.schema.ts'

export const noSuchMailing = () =>
  new Refusal('missing', { en: 'There is no such mailing.', ja: 'この一斉配信は存在しません。' })

const is: Record<MailingState, Sentence> = {
  draft: { en: 'has not been sent yet', ja: '下書きです' },
  scheduled: { en: 'is scheduled', ja: '配信予約済みです' },
  sending: { en: 'is being sent', ja: '配信中です' },
  paused: { en: 'is paused', ja: '一時停止中です' },
  sent: { en: 'has been sent', ja: '配信済みです' },
  stopped: { en: 'was stopped', ja: '中止されています' },
}

/** What somebody wants does not go with how far it is. */
export const notNow = (state: MailingState, { en, ja }: Sentence) =>
  new Refusal(
    'conflict',
    { en: `This mailing ${is[state].en}${en}`, ja: `この一斉配信は${is[state].ja}。${ja}` },
    { state },
  )

export const onlyDrafts = (state: MailingState) =>
  notNow(state, {
    en: ', so it cannot be changed. Cancel the schedule first, or make a new one.',
    ja: '内容は変更できません。予約を取り消すか、新しい配信を作成してください。',
  })

export const incomplete = (missing: Sentence[], facts: Record<string, unknown>) =>
  new Refusal(
    'invalid',
    {
      en: `It cannot be sent yet. Still missing: ${missing.map(m => m.en).join(', ')}.`,
      ja: `まだ配信できません。次の項目を設定してください：${missing.map(m => m.ja).join('、')}`,
    },
    facts,
  )

export const nobodyGetsIt = () =>
  new Refusal('conflict', {
    en: 'Nobody would get this mail. Look at who is left out and why.',
    ja: '配信対象者がいません。除外された方とその理由をご確認ください。',
  })
