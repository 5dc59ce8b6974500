import type { Like } from '../../ui/words/like.ts'

/** Words of the settings. */
export const en = {
  parts: 'Parts of the settings',
  group: { company: 'Company', people: 'People and teams', connections: 'Connections and system' },
} as const

export const ja = {
  parts: '設定の項目',
  group: { company: '会社', people: 'ユーザーとチーム', connections: '連携とシステム' },
} satisfies Like<typeof en>
