import type { Act } from '../../office/roles/act.ts'
import type { Sentence } from '../../platform/refusal.ts'
import type { Sender, Told } from './compose.ts'
import { incomplete } from './refusals.ts'

type Mailing = { senderName: string; senderEmail: string; subject: string; body: string }

/** Who a mailing comes from: as it says itself, else as the company has set it. */
export async function senderOf(
  { tx }: Pick<Act, 'tx'>,
  mailing: Pick<Mailing, 'senderName' | 'senderEmail'>,
): Promise<Sender> {
  const company = await tx
    .selectFrom('workspace')
    .select(['name', 'senderName', 'senderEmail', 'postalAddress', 'phone'])
    .executeTakeFirstOrThrow()
  return {
    name: mailing.senderName || company.senderName,
    email: mailing.senderEmail || company.senderEmail,
    company: company.name,
    address: company.postalAddress,
    phone: company.phone,
  }
}

/** The law asks who sends it and from where, and how it can be ended; without them nothing goes out. */
export function needComplete(mailing: Mailing, sender: Sender): void {
  const missing: Sentence[] = [
    ...(mailing.subject.trim() ? [] : [{ en: 'a subject', ja: '件名' }]),
    ...(mailing.body.trim() ? [] : [{ en: 'the text', ja: '本文' }]),
    ...(sender.name
      ? []
      : [{ en: 'the sender’s name (settings, company profile)', ja: '差出人の名前（設定の「会社情報」）' }]),
    ...(sender.email
      ? []
      : [
          {
            en: 'the sender’s mail address (settings, company profile)',
            ja: '差出人のメールアドレス（設定の「会社情報」）',
          },
        ]),
    ...(sender.address
      ? []
      : [{ en: 'the postal address (settings, company profile)', ja: '住所（設定の「会社情報」）' }]),
  ]
  if (missing.length > 0) throw incomplete(missing, { missing: missing.map(m => m.en) })
}

export type Reader = {
  familyName: string
  givenName: string
  title: string | null
  department: string | null
  companyName: string | null
}

/** What a mail says to this person. */
export function toldTo(reader: Reader, sender: Sender, places: Pick<Told, 'unsubscribeUrl' | 'click' | 'open'>): Told {
  const { familyName, givenName, title, department, companyName } = reader
  const name = [familyName, givenName].filter(Boolean).join(' ')
  return {
    person: { familyName, givenName, name, title: title ?? '', department: department ?? '' },
    company: { name: companyName ?? '' },
    sender,
    ...places,
  }
}
