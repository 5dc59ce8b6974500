import { companyFields } from '../../people/companies/companyFields.schema.ts'
import { labelsOf } from '../../people/fields/declared.schema.ts'
import { personFields } from '../../people/persons/personFields.schema.ts'
import type { Like } from '../../ui/words/like.ts'

/** What the fields that columns can become are called, and what may stand in them. */
export const en = {
  field: {
    ...labelsOf(companyFields, 'en'),
    ...labelsOf(personFields, 'en'),
    id: 'Musubi ID',
    fullName: 'Full name',
    fullNameKana: 'Full name (kana)',
    companyName: 'Company',
    companyNameKana: 'Company (kana)',
    companyNameEn: 'Company (English)',
    name: 'Company',
    nameKana: 'Company (kana)',
    nameEn: 'Company (English)',
    personEmail: 'Mail of the person',
    kind: 'Kind',
    outcome: 'Outcome of the call',
    doneAt: 'Done on',
    subject: 'Subject',
    note: 'Note',
    by: 'Done by',
  },
  kind: { call: 'Call', visit: 'Visit', mail: 'Mail', meeting: 'Meeting', note: 'Note', task: 'ToDo' },
  outcome: {
    talked: 'Talked',
    absent: 'Absent',
    blocked: 'Blocked at reception',
    recall: 'Call again',
    appointment: 'Appointment',
    refused: 'Refused',
  },
} as const

export const ja = {
  field: {
    ...labelsOf(companyFields, 'ja'),
    ...labelsOf(personFields, 'ja'),
    id: 'Musubi ID',
    fullName: '氏名',
    fullNameKana: '氏名（カナ）',
    companyName: '会社名',
    companyNameKana: '会社名（カナ）',
    companyNameEn: '会社名（英字）',
    name: '会社名',
    nameKana: '会社名（カナ）',
    nameEn: '会社名（英字）',
    personEmail: '相手のメールアドレス',
    kind: '種別',
    outcome: '架電の結果',
    doneAt: '実施日時',
    subject: '件名',
    note: '内容',
    by: '担当者',
  },
  kind: { call: '架電', visit: '訪問', mail: 'メール', meeting: '面談', note: 'メモ', task: 'ToDo' },
  outcome: {
    talked: '通話',
    absent: '不在',
    blocked: '受付ブロック',
    recall: '再架電',
    appointment: 'アポ獲得',
    refused: 'お断り',
  },
} satisfies Like<typeof en>
