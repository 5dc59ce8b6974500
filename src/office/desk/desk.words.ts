import type { Like } from '../../ui/words/like.ts'

/** Words of the frame around the pages, and of the places in its navigation. */
export const en = {
  place: {
    home: 'Home',
    leads: 'Leads',
    people: 'People',
    companies: 'Companies',
    offers: 'Offers',
    calls: 'Call list',
    imports: 'Imports',
    day: 'Team’s day',
    handover: 'Handover',
    settings: 'Settings',
    me: 'My settings',
  },
  found: { people: 'People', companies: 'Companies' },
  settingsPart: 'Settings: {{part}}',
  addLead: 'Add a person',
  addUser: 'Invite a user',
  show: 'Open',
  andOthers: '{{name}} and others',
  notYours: 'This page is not open to your role',
  notYoursHint: 'If you need it for your work, ask an administrator to change your role.',
} as const

export const ja = {
  place: {
    home: 'ホーム',
    leads: 'リード',
    people: '人',
    companies: '企業',
    offers: '引き渡し',
    calls: '架電リスト',
    imports: '取り込み',
    day: 'チームの一日',
    handover: '引継ぎ',
    settings: '設定',
    me: '自分の設定',
  },
  found: { people: '人', companies: '企業' },
  settingsPart: '設定：{{part}}',
  addLead: '人を追加',
  addUser: 'ユーザーを招待',
  show: '開く',
  andOthers: '{{name}}ほか',
  notYours: 'この画面を開く権限がありません',
  notYoursHint: '業務で必要な場合は、権限の変更を管理者にご依頼ください。',
} satisfies Like<typeof en>
