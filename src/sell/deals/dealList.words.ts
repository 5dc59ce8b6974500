import type { Like } from '../../ui/words/like.ts'

/** Words by which the list of deals is narrowed, of how long they stand at a stage, and of reopening what has an order. */
export const en = {
  age: 'Days in the stage',
  overstayed: 'Longer than the stage allows',
  beyond: 'Yes',
  beyondShort: 'long',
  beyondOf_one: 'longer than {{count}} day',
  beyondOf_other: 'longer than {{count}} days',
  allows_one: 'this stage allows for {{count}} day',
  allows_other: 'this stage allows for {{count}} days',
  stalledBecause: 'Stalled: {{why}}',
  reopenTitle: 'Reopen “{{title}}”',
  reopenOrder:
    'The order {{number}} was recorded for this win. It is taken back along with it; once an invoice of it is issued, the win stands.',
  firstTouch: 'First touch',
  lastTouch: 'Last touch',
  next: { overdue: 'Overdue', none: 'None planned', ahead: 'Planned' },
  touch: {
    visit: 'Our site',
    form: 'A form',
    event: 'Inquiry, document or seminar',
    mail: 'A click in a mail',
    card: 'A business card',
    import: 'An imported list',
    entry: 'Entered by hand',
    unknown: 'Not known',
  },
} as const

export const ja = {
  age: 'フェーズ滞在日数',
  overstayed: '滞在日数の目安',
  beyond: '超えている',
  beyondShort: '長期',
  beyondOf_other: '目安 {{count}}日を超過',
  allows_other: '目安は{{count}}日',
  stalledBecause: '停滞：{{why}}',
  reopenTitle: '「{{title}}」を再開する',
  reopenOrder:
    'この受注には注文 {{number}} が登録されています。再開すると、注文もあわせて取り消します。請求書を発行したあとは再開できません。',
  firstTouch: '最初の接点',
  lastTouch: '最後の接点',
  next: { overdue: '期限超過', none: '予定なし', ahead: '予定あり' },
  touch: {
    visit: 'Webサイトの訪問',
    form: 'フォームの送信',
    event: '問い合わせ・資料請求・セミナー',
    mail: 'メールのクリック',
    card: '名刺交換',
    import: 'リストの取り込み',
    entry: '手入力',
    unknown: '不明',
  },
} satisfies Like<typeof en>
