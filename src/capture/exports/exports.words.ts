import type { Like } from '../../ui/words/like.ts'

export const en = {
  act: 'Export',
  title: 'Export the picked',
  format: { xlsx: 'Excel (.xlsx)', csv: 'CSV (UTF-8)', 'csv-cp932': 'CSV (Shift_JIS)' },
  hint: 'Who exported what, and when, is written down.',
  done: 'The list was exported.',
} as const

export const ja = {
  act: '書き出し',
  title: '選択した行を書き出す',
  format: { xlsx: 'Excel（.xlsx）', csv: 'CSV（UTF-8）', 'csv-cp932': 'CSV（Shift_JIS）' },
  hint: '誰が、いつ、何を書き出したかを記録します。',
  done: '一覧を書き出しました。',
} satisfies Like<typeof en>
