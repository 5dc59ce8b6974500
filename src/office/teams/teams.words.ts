import type { Like } from '../../ui/words/like.ts'

export const en = {
  title: 'Teams',
  sub: 'Who works with whom. Each team has a queue that work can be offered to; a team sees what the teams below it see.',
  add: 'Add a team',
  name: 'Name',
  parent: 'Belongs to',
  top: 'No other team',
  members_one: '{{count}} person',
  members_other: '{{count}} people',
  nobody: 'Nobody yet. Choose the team at the user.',
  without: 'Without a team',
  none: 'No teams yet',
  noneHint: 'Such as: Inside sales east, Inside sales west. Then put users into them.',
  added: '{{name}} was added.',
} as const

export const ja = {
  title: 'チーム',
  sub: '一緒に働く単位です。チームごとにキューがあり、チーム宛てに打診できます。上位のチームは、下位のチームの担当分も見られます。',
  add: 'チームを追加',
  name: 'チーム名',
  parent: '上位のチーム',
  top: 'なし',
  members_other: '{{count}}人',
  nobody: 'まだ誰もいません。ユーザーの画面でチームを選んでください。',
  without: 'チーム未所属',
  none: 'チームはまだありません',
  noneHint: '「インサイドセールス東日本」「インサイドセールス西日本」のように追加し、ユーザーを所属させます。',
  added: '「{{name}}」を追加しました。',
} satisfies Like<typeof en>
