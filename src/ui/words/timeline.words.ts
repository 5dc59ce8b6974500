import type { Like } from './like.ts'

/** Words of the timeline. */
export const en = {
  label: 'Timeline',
  filters: 'Which events to show',
  all: 'All',
  group: { contact: 'Contact', web: 'Web', lead: 'Lead', trade: 'Trade', record: 'Record', office: 'Office' },
  machine_one: '{{count}} automatic event',
  machine_other: '{{count}} automatic events',
  fold: 'Fold',
  today: 'Today',
  yesterday: 'Yesterday',
  more: 'Show earlier events',
  start: 'This is where it began.',
  none: 'Nothing of this kind has happened.',
} as const

export const ja = {
  label: 'タイムライン',
  filters: '表示する行動',
  all: 'すべて',
  group: { contact: '接触', web: 'Web', lead: 'リード', trade: '取引', record: '記録', office: '管理' },
  machine_other: '自動の記録 {{count}}件',
  fold: 'たたむ',
  today: '今日',
  yesterday: '昨日',
  more: '以前の行動を表示',
  start: 'ここから始まりました。',
  none: 'この種類の行動はまだありません。',
} satisfies Like<typeof en>
