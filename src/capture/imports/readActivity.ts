import { momentOf } from '../../office/calendar/workdays.ts'
import { emailKey } from '../../people/identity/email.ts'
import { foldName } from '../../people/identity/fold.ts'
import { splitName } from '../../people/identity/personName.ts'
import { parseTime } from './dates.ts'
import type { activityKinds, callOutcomes, ImportOptions } from './imports.schema.ts'
import type { Cells } from './mapping.ts'
import { inTheFuture, nobodyMeant, noDoneAt, noKind, notAnAddress, unknownKind, unknownOutcome } from './problems.ts'
import { bounded, dayIn, something } from './values.ts'

export type ActivityKind = (typeof activityKinds)[number]
export type CallOutcome = (typeof callOutcomes)[number]

/** What a row says was done, when, with whom and by whom; by names, as people write them. */
export type ActivityInput = {
  kind: ActivityKind
  doneAt: Date
  outcome: CallOutcome | null
  subject: string
  note: string
  by: { text: string; column: string } | null
  email: string | null
  name: { family: string; given: string | null; text: string } | null
  companyName: string | null
  column: string
}

const words = (text: string) => text.split('|').map(foldName)

const kinds: [ActivityKind, string[]][] = [
  ['call', words('call|phone|phone call|tel|架電|電話|コール|テレアポ|発信|受電|テレコール')],
  ['visit', words('visit|訪問|来社|往訪|外訪')],
  ['mail', words('mail|email|e-mail|メール|Eメール|電子メール')],
  ['meeting', words('meeting|面談|打ち合わせ|打合せ|会議|商談|オンライン商談|Web会議|ミーティング|web面談')],
  ['note', words('note|memo|メモ|備考|その他|other')],
  ['task', words('task|todo|to-do|タスク|やること')],
]

const outcomes: [CallOutcome, string[]][] = [
  ['talked', words('talked|connected|spoke|通話|接続|会話|本人通話|担当者接続|担当者通話|通話できた|応対')],
  [
    'absent',
    words('absent|no answer|voicemail|not in|不在|留守|留守電|応答なし|離席|外出中|担当者不在|コール無し|未接続'),
  ],
  ['blocked', words('blocked|gatekeeper|受付ブロック|受付|受付NG|受付止まり|取次不可|受付拒否')],
  ['recall', words('recall|call back|callback|call again|再架電|再コール|折り返し|かけ直し|後日|再電')],
  ['appointment', words('appointment|appt|booked|アポ獲得|アポ|アポイント|アポ取得|アポOK|面談獲得|アポ確定')],
  ['refused', words('refused|not interested|declined|お断り|断り|拒否|NG|ニーズなし|興味なし|不要')],
]

const meant = <T extends string>(known: [T, string[]][], text: string): T | undefined => {
  const folded = foldName(text)
  return known.find(([, words]) => words.includes(folded))?.[0]
}

export function readActivity(cells: Cells, options: ImportOptions, now: { at: Date; timeZone: string }): ActivityInput {
  const outcome = outcomeIn(cells)
  const kind = kindIn(cells, options, outcome)
  const email = addressIn(cells)
  const text = bounded(cells, 'fullName', 200)
  const companyName = bounded(cells, 'companyName', 200)
  if (!email && !companyName) throw nobodyMeant()
  const by = bounded(cells, 'by', 100)
  const note = bounded(cells, 'note', 10_000) ?? ''
  // What came of a visit is in nobody's list of outcomes: it is kept in words.
  const result = kind === 'call' ? '' : something(cells, 'outcome')
  return {
    kind,
    doneAt: momentIn(cells, now),
    outcome: kind === 'call' ? outcome : null,
    subject: bounded(cells, 'subject', 200) ?? '',
    note: result ? `${cells.heading('outcome')}：${result}\n${note}`.trim() : note,
    by: by ? { text: by, column: cells.heading('by') } : null,
    email,
    name: text ? { ...splitName(text), text } : null,
    companyName,
    column: cells.heading(email ? 'personEmail' : text ? 'fullName' : 'companyName'),
  }
}

function kindIn(cells: Cells, options: ImportOptions, outcome: CallOutcome | null): ActivityKind {
  const text = something(cells, 'kind')
  if (text !== '') {
    const kind = meant(kinds, text)
    if (!kind) throw unknownKind(cells.heading('kind'), text)
    return kind
  }
  const kind = options.kind ?? (outcome ? 'call' : undefined)
  if (!kind) throw noKind()
  return kind
}

function outcomeIn(cells: Cells): CallOutcome | null {
  const text = something(cells, 'outcome')
  if (text === '') return null
  const outcome = meant(outcomes, text)
  // A visit's result may be anything; it is only of a call that it decides what comes next.
  if (!outcome && meant(kinds, cells.text('kind')) === 'call') throw unknownOutcome(cells.heading('outcome'), text)
  return outcome ?? null
}

function momentIn(cells: Cells, { at, timeZone }: { at: Date; timeZone: string }): Date {
  const day = dayIn(cells, 'doneAt')
  if (day === null) throw noDoneAt()
  const text = cells.text('doneAt')
  const moment = momentOf(day, parseTime(text) ?? '00:00', timeZone)
  if (moment > at) throw inTheFuture(cells.heading('doneAt'), text)
  return moment
}

function addressIn(cells: Cells): string | null {
  const text = something(cells, 'personEmail')
  if (text === '') return null
  const key = emailKey(text)
  if (key === null) throw notAnAddress(cells.heading('personEmail'), text)
  return key
}
