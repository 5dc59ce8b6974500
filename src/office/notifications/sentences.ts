import type { Language } from '../../platform/api.ts'
import type { NotificationKind } from './notifications.schema.ts'

export type Told = {
  kind: NotificationKind
  count: number
  by: string | null
  person: string | null
  facts: Record<string, unknown>
}

/** What a notification says, in one sentence. Without a person's name when there are several, or when it goes by mail. */
export const sentenceOf = (told: Told, language: Language): string =>
  language === 'ja' ? inJapanese(told) : inEnglish(told)

function inJapanese({ kind, count, by, person, facts }: Told): string {
  const who = by ? `${by}さん` : null
  const about = count === 1 && person ? `${person}様` : null
  const leads = about ?? `${count}件のリード`
  switch (kind) {
    case 'offer.given':
      return `${who ? `${who}から` : ''}${about ? `${about}の打診が` : `${count}件の打診が`}届きました。`
    case 'offer.accepted':
      return `${who ? `${who}が` : ''}${leads}を受け入れました。`
    case 'offer.returned':
      return `${who ? `${who}が` : ''}${leads}を差し戻しました。`
    case 'offer.expired':
      return `${about ? `${about}の打診` : `${count}件の打診`}が、回答のないまま期限を過ぎました。`
    case 'lead.overdue':
      return `${leads}の対応期限を過ぎています。`
    case 'team.overdue':
      return `チームで${leads}の対応期限を過ぎています。`
    case 'activity.due':
      return about ? `${about}への予定の時刻です。` : count === 1 ? '予定の時刻です。' : `${count}件の予定の時刻です。`
    case 'invoice.overdue':
      return `${count}件の請求が支払期限を過ぎています。`
    case 'person.warmed':
      return `${about ?? `${count}名の担当者`}の温度感がホットになりました。`
    case 'import.done':
      return `取り込みが完了しました。新規${facts.created}件、更新${facts.updated}件、取り込めなかった行${facts.refused}件です。`
    case 'book.handedOver':
      return `${who ? `${who}の操作で、` : ''}${facts.leads}件のリードを引き継ぎました。`
  }
}

function inEnglish({ kind, count, by, person, facts }: Told): string {
  const about = count === 1 && person ? person : null
  const leads = about ?? (count === 1 ? 'a lead' : `${count} leads`)
  const from = by ? ` from ${by}` : ''
  switch (kind) {
    case 'offer.given':
      return about
        ? `${about} is offered to you${by ? ` by ${by}` : ''}.`
        : `You have ${count === 1 ? 'an offer' : `${count} offers`}${from}.`
    case 'offer.accepted':
      return `${by ?? 'Somebody'} has accepted ${leads}.`
    case 'offer.returned':
      return `${by ?? 'Somebody'} has given back ${leads}.`
    case 'offer.expired':
      return about
        ? `The offer of ${about} was not answered in time.`
        : `${count === 1 ? 'An offer was' : `${count} offers were`} not answered in time.`
    case 'lead.overdue':
      return about
        ? `${about} is overdue.`
        : `${leads[0]?.toUpperCase()}${leads.slice(1)} ${count === 1 ? 'is' : 'are'} overdue.`
    case 'team.overdue':
      return `In your team ${leads} ${count === 1 ? 'is' : 'are'} overdue.`
    case 'activity.due':
      return about
        ? `It is time for what you planned with ${about}.`
        : `It is time for ${count === 1 ? 'what you planned' : `${count} things that you planned`}.`
    case 'invoice.overdue':
      return count === 1 ? 'An invoice is overdue.' : `${count} invoices are overdue.`
    case 'person.warmed':
      return about
        ? `${about} is hot now.`
        : `${count === 1 ? 'Somebody of yours is' : `${count} people of yours are`} hot now.`
    case 'import.done':
      return `The import is done: ${facts.created} created, ${facts.updated} updated, ${facts.refused} refused.`
    case 'book.handedOver':
      return `${facts.leads} leads have been handed over to you${by ? ` by ${by}` : ''}.`
  }
}
