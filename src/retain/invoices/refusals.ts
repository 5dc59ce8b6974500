import { Refusal } from '../../platform/refusal.ts'

export const noSuchInvoice = () =>
  new Refusal('missing', { en: 'There is no such invoice.', ja: 'この請求書は見つかりません。' })

export const issuedAlready = () =>
  new Refusal('conflict', {
    en: 'This was issued and stands as it is. Correct it by a credit note or a revised invoice.',
    ja: '発行済みの請求書は変更・削除できません。返還請求書または修正した請求書を発行して訂正してください。',
  })

export const notIssued = () =>
  new Refusal('conflict', {
    en: 'This is still a draft. Change the draft itself, or issue it first.',
    ja: 'この請求書はまだ下書きです。下書きを直接変更するか、先に発行してください。',
  })

export const correctedSince = (number: string) =>
  new Refusal('conflict', {
    en: `This has been revised already. Correct ${number} instead.`,
    ja: `この請求書はすでに修正されています。最新の${number}を訂正してください。`,
  })

export const creditsAreNotCorrected = () =>
  new Refusal('conflict', {
    en: 'A credit note is not corrected itself. Revise the invoice that it belongs to.',
    ja: '返還請求書そのものは訂正できません。元の請求書を修正してください。',
  })

export const nothingLeft = () =>
  new Refusal('conflict', {
    en: 'All of this order stands on invoices already, drafts included.',
    ja: 'この注文は、下書きを含めてすべて請求書に載っています。',
  })

export const moreThanOrdered = (name: string, left: number) =>
  new Refusal(
    'conflict',
    {
      en: `Of “${name}” only ${left} are left to be invoiced.`,
      ja: `「${name}」の未請求の数量は${left}です。数量をご確認ください。`,
    },
    { field: 'lines' },
  )

export const lineOfAnother = () =>
  new Refusal(
    'invalid',
    {
      en: 'A line of an invoice is one of its order. What else is to be paid belongs into the order first.',
      ja: '請求書の明細は、注文の明細から選んでください。ほかの項目は、先に注文に追加してください。',
    },
    { field: 'lines' },
  )

export const lineIncomplete = () =>
  new Refusal(
    'invalid',
    { en: 'Each line needs a name and a unit price.', ja: '明細には品名と単価を入力してください。' },
    { field: 'lines' },
  )

export const belowZero = () =>
  new Refusal(
    'conflict',
    {
      en: 'The total is below zero. What is given back takes a credit note.',
      ja: '合計がマイナスになっています。返金・値引きは返還請求書で処理してください。',
    },
    { field: 'lines' },
  )

export const moreThanBilled = (left: number) =>
  new Refusal(
    'conflict',
    {
      en: `More would be given back than was invoiced: at most ¥${left.toLocaleString('en')} with tax.`,
      ja: `請求額を超えて返還することはできません。税込${left.toLocaleString('ja')}円以内にしてください。`,
    },
    { field: 'lines' },
  )

export const belowCredits = (credited: number) =>
  new Refusal(
    'conflict',
    {
      en: `Credit notes of ¥${credited.toLocaleString('en')} were issued already; the revised total must not be below them.`,
      ja: `すでに税込${credited.toLocaleString('ja')}円の返還請求書を発行しています。修正後の合計は、その金額以上にしてください。`,
    },
    { field: 'lines' },
  )

export const needsIssuer = () =>
  new Refusal('conflict', {
    en: "Our own company's name is missing, and an invoice must say who issues it. An administrator sets it in the settings.",
    ja: '自社の会社名が未設定のため発行できません。請求書には発行者名が必要です。管理者が「設定」の「会社情報」で登録してください。',
  })

export const issuedAhead = () =>
  new Refusal(
    'invalid',
    { en: 'The day of issue must not be in the future.', ja: '発行日には、今日以前の日付を入力してください。' },
    { field: 'issuedOn' },
  )

export const dueBeforeIssue = () =>
  new Refusal(
    'invalid',
    {
      en: 'The due day is before the day of issue.',
      ja: '支払期限が発行日より前になっています。支払期限をご確認ください。',
    },
    { field: 'dueOn' },
  )
