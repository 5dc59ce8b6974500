import type { Language } from '../../platform/api.ts'

/** The rules of day one, by the code their row has. Whoever renames one makes it their own. */
export const presetNames: Record<string, Record<Language, string> | undefined> = {
  key_page: { ja: '重要ページの閲覧', en: 'Saw an important page' },
  page: { ja: 'ページの閲覧', en: 'Saw a page' },
  document: { ja: '資料請求', en: 'Requested a document' },
  inquiry: { ja: '問い合わせ', en: 'Inquired' },
  to_buy: { ja: '購入の相談', en: 'Asked to buy' },
  clicked: { ja: 'メールのリンクをクリック', en: 'Clicked a link in a mail' },
  seminar: { ja: 'セミナー参加', en: 'Attended a seminar' },
  talked: { ja: '電話で会話', en: 'Talked on the phone' },
  appointment: { ja: 'アポ獲得', en: 'Made an appointment' },
  refused: { ja: '電話でお断り', en: 'Refused on the phone' },
  company_known: { ja: '勤務先が分かっている', en: 'Their company is known' },
  decider: { ja: '決裁者・役員', en: 'Decides, or is on the board' },
  head: { ja: '部長・課長クラス', en: 'Heads a department or section' },
  mid_size: { ja: '従業員50名以上', en: '50 employees or more' },
  large: { ja: '従業員300名以上', en: '300 employees or more' },
  student: { ja: '学生', en: 'Student' },
}
