import { Refusal, type Sentence } from '../../platform/refusal.ts'

/** Why a row was refused: a sentence that says where, what, and what to do. Kept with the row. */
export type Problem = Sentence & { column: string | null }

/** What a reader throws when a row cannot be taken. The row's number is put before it by `problemOf`. */
export const unreadable = (column: string | null, sentence: Sentence) => new Refusal('invalid', sentence, { column })

export function problemOf(row: number, refusal: Refusal): Problem {
  const column = typeof refusal.facts.column === 'string' ? refusal.facts.column : null
  const { en, ja } = refusal.sentence
  return column === null
    ? { en: `Row ${row}: ${en}`, ja: `${row}行目：${ja}`, column }
    : { en: `Row ${row}, “${column}”: ${en}`, ja: `${row}行目「${column}」：${ja}`, column }
}

const shown = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text)

export const nobody = () =>
  unreadable(null, {
    en: 'There is neither a name nor a mail address nor a phone number. Fill in one of them and import this row again.',
    ja: '氏名・メールアドレス・電話番号がいずれもありません。どれかを入力して、この行をもう一度取り込んでください。',
  })

export const noCompanyName = () =>
  unreadable(null, {
    en: 'There is no company name. Fill it in and import this row again.',
    ja: '企業名がありません。入力して、この行をもう一度取り込んでください。',
  })

export const notAnAddress = (column: string, text: string) =>
  unreadable(column, {
    en: `“${shown(text)}” is not one mail address. Correct it or leave the cell empty, and import this row again.`,
    ja: `「${shown(text)}」は1つのメールアドレスとして読み取れません。修正するか空欄にして、この行をもう一度取り込んでください。`,
  })

export const notADate = (column: string, text: string) =>
  unreadable(column, {
    en: `“${shown(text)}” cannot be read as a date, or could mean two. Write it like 2026/11/22 and import this row again.`,
    ja: `「${shown(text)}」は日付として読み取れないか、2通りに読めます。「2026/11/22」の形で入力して、この行をもう一度取り込んでください。`,
  })

export const inTheFuture = (column: string, text: string) =>
  unreadable(column, {
    en: `“${shown(text)}” lies ahead. Only what was done can be imported; correct the date or leave the row out.`,
    ja: `「${shown(text)}」は未来の日時です。取り込めるのは実施済みの活動だけです。日時を修正するか、この行を除いてください。`,
  })

export const tooLong = (column: string, maximum: number, length: number) =>
  unreadable(column, {
    en: `The text has ${length} characters; up to ${maximum} can be kept. Shorten it and import this row again.`,
    ja: `${length}文字あります。登録できるのは${maximum}文字までです。短くして、この行をもう一度取り込んでください。`,
  })

export const notANumber = (column: string, text: string) =>
  unreadable(column, {
    en: `“${shown(text)}” is not a number. Write digits only and import this row again.`,
    ja: `「${shown(text)}」は数値として読み取れません。数字だけで入力して、この行をもう一度取り込んでください。`,
  })

export const notACorporateNumber = (column: string, text: string) =>
  unreadable(column, {
    en: `“${shown(text)}” is not a corporate number: it has 13 digits, and the first one checks the others. Correct it or leave the cell empty.`,
    ja: `「${shown(text)}」は法人番号（13桁）として正しくありません。桁数と番号を確認して修正するか、空欄にしてください。`,
  })

export const askedToBeForgotten = () =>
  unreadable(null, {
    en: 'This person has asked to be forgotten and is kept out. Delete the row from your list.',
    ja: 'この方は個人情報の消去をご希望されたため、取り込めません。お手元の一覧からも削除してください。',
  })

export const unknownKind = (column: string, text: string) =>
  unreadable(column, {
    en: `“${shown(text)}” is no kind of activity. Write call, visit, mail, meeting, note or task.`,
    ja: `「${shown(text)}」は活動の種別として読み取れません。架電・訪問・メール・面談・メモ・ToDoのいずれかを入力してください。`,
  })

export const noKind = () =>
  unreadable(null, {
    en: 'There is no kind of activity. Write call, visit, mail, meeting, note or task.',
    ja: '活動の種別がありません。架電・訪問・メール・面談・メモ・ToDoのいずれかを入力してください。',
  })

export const unknownOutcome = (column: string, text: string) =>
  unreadable(column, {
    en: `“${shown(text)}” is no outcome of a call. Write talked, absent, blocked, recall, appointment or refused.`,
    ja: `「${shown(text)}」は架電の結果として読み取れません。通話・不在・受付ブロック・再架電・アポ獲得・お断りのいずれかを入力してください。`,
  })

export const noDoneAt = () =>
  unreadable(null, {
    en: 'There is no date of when it was done. Fill it in and import this row again.',
    ja: '実施日がありません。入力して、この行をもう一度取り込んでください。',
  })

export const nobodyMeant = () =>
  unreadable(null, {
    en: 'It is not said with whom: there is neither a mail address nor a name nor a company. Fill in one of them.',
    ja: '相手が分かりません。メールアドレス、氏名と会社名、または会社名を入力してください。',
  })

export const personNotFound = (column: string | null, text: string) =>
  unreadable(column, {
    en: `Nobody here is known as ${shown(text)}. Import or add that person first, then import this row again.`,
    ja: `「${shown(text)}」に当たる担当者が登録されていません。先に担当者を登録してから、この行をもう一度取り込んでください。`,
  })

export const companyNotFound = (column: string | null, text: string) =>
  unreadable(column, {
    en: `There is no company called ${shown(text)} here. Import or add it first, then import this row again.`,
    ja: `「${shown(text)}」という企業が登録されていません。先に企業を登録してから、この行をもう一度取り込んでください。`,
  })

export const severalMeant = (column: string | null, text: string) =>
  unreadable(column, {
    en: `More than one here is known as ${shown(text)}. Add the mail address to say who is meant.`,
    ja: `「${shown(text)}」に当たる登録が複数あります。メールアドレスを入力して特定してください。`,
  })

export const userNotFound = (column: string, text: string) =>
  unreadable(column, {
    en: `“${shown(text)}” is not one user here. Write the user's name or mail address as in the settings, or leave the cell empty to make it yours.`,
    ja: `「${shown(text)}」に当たるユーザーを1人に特定できません。設定にあるユーザー名かメールアドレスを入力するか、空欄にしてください（空欄の場合は取り込んだ人の活動になります）。`,
  })

export const unforeseen = () =>
  unreadable(null, {
    en: 'This row could not be taken for a reason that we did not foresee. It was logged; please tell your administrator.',
    ja: '想定外の理由でこの行を取り込めませんでした。記録を残しましたので、管理者にご連絡ください。',
  })

export const cannotGoOn: Sentence = {
  en: 'The import stopped for a reason that we did not foresee. It was logged; start it again, or tell your administrator.',
  ja: '想定外の理由で取り込みが止まりました。記録を残しましたので、もう一度開始するか、管理者にご連絡ください。',
}
