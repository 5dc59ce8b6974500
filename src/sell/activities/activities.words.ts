import type { Like } from '../../ui/words/like.ts'

export const en = {
  title: 'ToDo and activities',
  kind: { call: 'Call', visit: 'Visit', mail: 'Mail', meeting: 'Meeting', note: 'Note', task: 'ToDo' },
  outcome: {
    talked: 'Talked',
    absent: 'Absent',
    blocked: 'Blocked at reception',
    recall: 'Call again',
    appointment: 'Appointment',
    refused: 'Refused',
  },
  when: { today: 'today {{time}}', tomorrow: 'tomorrow {{time}}', later: '{{day}} {{time}}' },
} as const

export const ja = {
  title: 'ToDo・活動',
  kind: { call: '架電', visit: '訪問', mail: 'メール', meeting: '面談', note: 'メモ', task: 'ToDo' },
  outcome: {
    talked: '通話',
    absent: '不在',
    blocked: '受付ブロック',
    recall: '再架電',
    appointment: 'アポ獲得',
    refused: 'お断り',
  },
  when: { today: '本日 {{time}}', tomorrow: '明日 {{time}}', later: '{{day}} {{time}}' },
} satisfies Like<typeof en>
