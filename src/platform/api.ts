import { ORPCError, ValidationError } from '@orpc/server'
import { z } from 'zod'
import { isAway, isFull } from './db.ts'
import { Refusal, type RefusalCode, type Sentence } from './refusal.ts'

export type Language = 'ja' | 'en'

const statusOf: Record<RefusalCode, number> = {
  invalid: 400,
  signedOut: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  stale: 409,
  tooLarge: 413,
  unavailable: 503,
}

const databaseAway: Sentence = {
  en: 'The database cannot be reached just now. Nothing was lost; please try again in a moment.',
  ja: 'データベースに接続できません。入力内容は失われていません。しばらくしてからもう一度お試しください。',
}

const databaseFull: Sentence = {
  en: 'The disk of the database is full, so nothing can be saved just now. What was saved before is there; please try again once an administrator has made room.',
  ja: 'データベースのディスクに空きがないため、いまは保存できません。保存済みの内容は失われていません。管理者が空き容量を確保したあとで、もう一度お試しください。',
}

const unexpected: Sentence = {
  en: 'Something went wrong on our side. It has been logged; please try again.',
  ja: 'サーバーで問題が発生しました。記録しましたので、もう一度お試しください。',
}

const unreadable: Sentence = {
  en: 'The request could not be read. Check that the body is well-formed and that Content-Type says what it is.',
  ja: 'リクエストを読み取れませんでした。本文の形式と Content-Type をご確認ください。',
}

const badValue: Sentence = {
  en: 'One of the values cannot be used here: a number out of range, a date that does not exist, a character that cannot be stored, or a cursor of another list.',
  ja: '使用できない値が含まれています（範囲外の数値、存在しない日付、保存できない文字、別の一覧のカーソルなど）。',
}

/** What the database says of values that are none of their type, whoever let them through. */
const isBadValue = (error: unknown) =>
  ['22P02', '22003', '22007', '22008', '22021', '22P05'].includes((error as { code?: string } | null)?.code ?? '')

const localeErrors = { ja: z.locales.ja().localeError, en: z.locales.en().localeError }

type Issue = { path: string; message: string }

/** What Zod found, field by field, in the language asked for. */
function issuesIn(found: readonly unknown[], language: Language): Issue[] {
  return (found as z.core.$ZodRawIssue[]).map(issue => {
    const said = localeErrors[language](issue)
    return {
      path: (issue.path ?? []).map(String).join('.'),
      message: (typeof said === 'string' ? said : said?.message) ?? issue.message ?? '',
    }
  })
}

function sentenceOf(issues: Issue[], language: Language): string {
  const parts = issues.slice(0, 5).map(({ path, message }) => {
    if (!path) return message
    return language === 'ja' ? `「${path}」：${message}` : `${path}: ${message}`
  })
  return language === 'ja'
    ? `入力内容をご確認ください。${parts.join('、')}`
    : `Please check what was sent. ${parts.join('; ')}`
}

/** A sentence that says which fields are wrong, and how. */
export const sentenceOfIssues = (found: readonly unknown[], language: Language): string =>
  sentenceOf(issuesIn(found, language), language)

/** The one place where errors become answers: {code, status, message, data}. Answers undefined for what nobody foresaw. */
export function answerOf(error: unknown, language: Language): ORPCError<string, unknown> | undefined {
  if (error instanceof Refusal) {
    return new ORPCError(error.code, {
      status: statusOf[error.code],
      message: error.sentence[language],
      data: error.facts,
    })
  }
  if (error instanceof ORPCError && error.cause instanceof ValidationError && error.code === 'BAD_REQUEST') {
    const issues = issuesIn(error.cause.issues, language)
    return new ORPCError('invalid', { status: 400, message: sentenceOf(issues, language), data: { issues } })
  }
  if (error instanceof ORPCError && error.code in statusOf) return error
  if (error instanceof ORPCError && error.status < 500) {
    return new ORPCError('invalid', { status: error.status, message: unreadable[language] })
  }
  if (isBadValue(error)) return new ORPCError('invalid', { status: 400, message: badValue[language] })
  if (isFull(error)) return new ORPCError('unavailable', { status: 503, message: databaseFull[language] })
  if (isAway(error)) return new ORPCError('unavailable', { status: 503, message: databaseAway[language] })
  return undefined
}

export const unexpectedAnswer = (language: Language) =>
  new ORPCError('unexpected', { status: 500, message: unexpected[language] })

/** A cursor is the sort values of the last row, readable by nobody but us. */
export const toCursor = (values: unknown[]): string => Buffer.from(JSON.stringify(values)).toString('base64url')

export function fromCursor(cursor: string | undefined): unknown[] | undefined {
  if (!cursor) return undefined
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(values)) return values
  } catch {}
  throw new Refusal('invalid', {
    en: 'This cursor is not one of ours. Start the list again without it.',
    ja: 'カーソルの値が正しくありません。指定せずに一覧を取得し直してください。',
  })
}
