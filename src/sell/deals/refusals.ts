import { Refusal } from '../../platform/refusal.ts'
import { type BantPart, bantParts } from './deals.schema.ts'

export const noSuchDeal = () => new Refusal('missing', { en: 'There is no such deal.', ja: 'この商談は存在しません。' })

export const closedDeal = () =>
  new Refusal('conflict', {
    en: 'This deal is closed. Reopen it to change it.',
    ja: 'この商談は終了しています。変更するには、先に商談を再開してください。',
  })

export const openDealAlready = () =>
  new Refusal('conflict', { en: 'This deal is open already.', ja: 'この商談は進行中です。' })

export const noSuchStage = () =>
  new Refusal(
    'invalid',
    { en: 'There is no such stage in this pipeline.', ja: 'このパイプラインに、指定されたフェーズはありません。' },
    { field: 'stage' },
  )

export const winIsConfirmed = () =>
  new Refusal(
    'conflict',
    {
      en: 'The last stage is the win. Confirm it with outcome "won", the amount and the order date.',
      ja: '最後のフェーズは受注です。受注金額と受注日を登録して、受注を確定してください。',
    },
    { field: 'outcome' },
  )

const ask: Record<BantPart, { en: string; ja: string }> = {
  budget: { en: 'what budget they have', ja: '予算（いくらまで、いつの予算か）' },
  authority: { en: 'who decides', ja: '決裁者（どなたが決めるか）' },
  needs: { en: 'what they need it for', ja: '必要性（何に困っているか）' },
  timeframe: { en: 'by when they want it', ja: '導入時期（いつまでに必要か）' },
}

/** The gate: what is still to be found out before it is a deal. */
export const knowsTooLittle = (known: BantPart[], needed: number, counting: readonly BantPart[]) => {
  const open = bantParts.filter(part => counting.includes(part) && !known.includes(part))
  const missing = needed - known.length
  return new Refusal(
    'invalid',
    {
      en: `${known.length === 0 ? 'Nothing of BANT is known yet' : `Only ${known.length} of BANT is known`}: find out at least ${missing} of these first: ${open.map(part => ask[part].en).join('; ')}.`,
      ja: `${known.length === 0 ? 'BANTがまだ1つも確認できていません' : `確認できているBANTが${known.length}つだけです`}。商談にする前に、次のうち${missing}つ以上を確認してください：${open.map(part => ask[part].ja).join('、')}`,
    },
    { field: 'bant', needed, known, missing: open },
  )
}

const field = (name: string, en: string, ja: string) => new Refusal('invalid', { en, ja }, { field: name })

export const noAmount = () =>
  field('amount', 'A win has an amount. Enter what was ordered.', '受注金額を入力してください。')
export const orderedAhead = () => field('orderedOn', 'The order date lies ahead.', '受注日が未来の日付になっています。')
export const needsUntil = () =>
  field('until', 'Say when to look at it again.', '停止する場合は、再開を検討する日付を入力してください。')
export const untilIsOver = () =>
  field('until', 'This day has passed. Choose a later one.', '再開を検討する日には、明日以降の日付を指定してください。')
export const needsCompetitor = () =>
  field('competitor', 'Name the competitor they chose.', '採用された競合製品（企業名）を入力してください。')
export const noSuchPerson = (name = 'personId') =>
  new Refusal('missing', { en: 'There is no such person.', ja: 'この担当者は存在しません。' }, { field: name })
export const noSuchCompany = () =>
  new Refusal('missing', { en: 'There is no such company.', ja: 'この企業は存在しません。' }, { field: 'companyId' })
export const noSuchOwner = () =>
  field(
    'ownerId',
    'A deal is owned by somebody who works here in sales.',
    '商談の担当には、営業の役割を持つ在籍中のユーザーを指定してください。',
  )
export const noSuchPipeline = () =>
  field('pipelineId', 'There is no such pipeline.', '指定されたパイプラインは存在しません。')

export const noPlaceToMove = () =>
  field(
    'moves',
    'Deals can be moved to a stage that stays in use, and not to the win.',
    '商談の移動先には、今後も使うフェーズ（受注のフェーズ以外）を指定してください。',
  )

export const stageInUse = ({ nameJa, nameEn, open }: { nameJa: string; nameEn: string; open: number }) =>
  new Refusal(
    'conflict',
    {
      en: `Deals are open at "${nameEn}" (${open}). Say where they go first: it cannot be left out, nor become the win.`,
      ja: `「${nameJa}」には進行中の商談が${open}件あります。先に移動先のフェーズを指定してください（受注のフェーズにもできません）。`,
    },
    { field: 'moves' },
  )

export const dealsInPipeline = (name: string, open: number) =>
  new Refusal(
    'conflict',
    {
      en: `Deals are open in ${name} (${open}). Close them, or say to which pipeline they go.`,
      ja: `「${name}」には進行中の商談が${open}件あります。先に終了するか、移動先のパイプラインを指定してください。`,
    },
    { field: 'moves' },
  )

export const lastPipeline = () =>
  new Refusal('conflict', {
    en: 'One pipeline must stay in use: every deal runs through one.',
    ja: 'パイプラインは少なくとも1つ必要です。商談は必ずいずれかのパイプラインに属します。',
  })

export const gateTooHigh = () =>
  field(
    'bantNeeded',
    'The gate asks for more than counts. Nobody could open a deal.',
    '必要な確認数が、対象にしたBANTの項目数を超えています。このままでは商談を作成できません。',
  )

export const pipelineNameTaken = () =>
  new Refusal(
    'conflict',
    { en: 'There is a pipeline of this name already.', ja: '同じ名前のパイプラインがすでにあります。' },
    { field: 'name' },
  )
