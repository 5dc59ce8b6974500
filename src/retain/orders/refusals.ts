import { Refusal } from '../../platform/refusal.ts'

export const noSuchOrder = () =>
  new Refusal('missing', { en: 'There is no such order.', ja: 'この注文は見つかりません。' })

export const noSuchDeal = () =>
  new Refusal('invalid', { en: 'There is no such deal.', ja: '指定された商談が見つかりません。' }, { field: 'dealId' })

export const notWon = () =>
  new Refusal(
    'conflict',
    {
      en: 'This deal has not been won yet. Confirm the win first; the order follows from it.',
      ja: 'この商談はまだ受注になっていません。先に商談を受注にしてから、注文を登録してください。',
    },
    { field: 'dealId' },
  )

export const orderedAlready = (number: string) =>
  new Refusal(
    'conflict',
    {
      en: `This deal has an order already: ${number}.`,
      ja: `この商談の注文はすでに登録されています（${number}）。`,
    },
    { field: 'dealId' },
  )

export const needsCompany = () =>
  new Refusal(
    'invalid',
    {
      en: 'This deal has no company. Name the company first: an invoice is made out to one.',
      ja: 'この商談には企業が設定されていません。請求先となる企業を先に設定してください。',
    },
    { field: 'companyId' },
  )

export const noSuchCompany = () =>
  new Refusal(
    'invalid',
    { en: 'There is no such company.', ja: '指定された企業が見つかりません。' },
    { field: 'companyId' },
  )

export const noSuchPerson = () =>
  new Refusal(
    'invalid',
    { en: 'There is no such person.', ja: '指定された担当者が見つかりません。' },
    { field: 'personId' },
  )

export const noSuchProduct = () =>
  new Refusal(
    'invalid',
    { en: 'There is no such product.', ja: '指定された商品が見つかりません。' },
    { field: 'lines' },
  )

export const lineIncomplete = () =>
  new Refusal(
    'invalid',
    {
      en: 'A line without a product needs a name and a unit price.',
      ja: '商品を選ばない明細には、品名と単価を入力してください。',
    },
    { field: 'lines' },
  )

export const needsLines = () =>
  new Refusal(
    'invalid',
    { en: 'An order needs at least one line.', ja: '明細を1行以上入力してください。' },
    { field: 'lines' },
  )

export const linesInvoiced = () =>
  new Refusal(
    'conflict',
    {
      en: 'An invoice of this order exists already, so its lines stand. Correct the invoice, or place a further order.',
      ja: 'この注文の請求書がすでにあるため、明細は変更できません。請求書を訂正するか、追加の注文を登録してください。',
    },
    { field: 'lines' },
  )

export const inspectedBefore = () =>
  new Refusal(
    'invalid',
    {
      en: 'What was ordered cannot have been accepted before it was ordered.',
      ja: '検収日には、注文日以降の日付を入力してください。',
    },
    { field: 'inspectedOn' },
  )
