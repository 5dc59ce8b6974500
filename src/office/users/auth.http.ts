import { addressOf, languageOf, mustBeOurs } from '../../platform/http.ts'
import { Refusal, type Sentence } from '../../platform/refusal.ts'
import type { World } from '../../platform/world.ts'
import { type Auth, clientAddress } from './auth.ts'
import { longestPassword, shortestPassword } from './password.schema.ts'
import { mustBeStrong } from './passwords.ts'

/** What of better-auth is open; the rest of what it can do (making keys, renaming oneself) has verbs of ours. */
const doors = new Set(['POST /auth/sign-in/email', 'POST /auth/sign-out', 'POST /auth/change-password'])

type Said = { code: string; sentence: Sentence }

const wrongPassword: Said = {
  code: 'signedOut',
  sentence: {
    en: 'The mail address or the password is not right.',
    ja: 'メールアドレスまたはパスワードが正しくありません。',
  },
}

const said: Record<string, Said> = {
  INVALID_EMAIL_OR_PASSWORD: wrongPassword,
  INVALID_EMAIL: wrongPassword,
  INVALID_PASSWORD: {
    code: 'invalid',
    sentence: { en: 'The present password is not right.', ja: '現在のパスワードが正しくありません。' },
  },
  PASSWORD_TOO_SHORT: {
    code: 'invalid',
    sentence: {
      en: `A password needs at least ${shortestPassword} characters. A few words that you will remember are good.`,
      ja: `パスワードは${shortestPassword}文字以上にしてください。覚えやすい言葉をいくつか組み合わせるのがおすすめです。`,
    },
  },
  PASSWORD_TOO_LONG: {
    code: 'invalid',
    sentence: {
      en: `A password may have at most ${longestPassword} characters.`,
      ja: `パスワードは${longestPassword}文字以内にしてください。`,
    },
  },
  LEFT: {
    code: 'forbidden',
    sentence: {
      en: 'This user has been deactivated. Ask an administrator.',
      ja: 'このユーザーは無効になっています。管理者にお問い合わせください。',
    },
  },
}

const byStatus: Record<number, Said> = {
  401: { code: 'signedOut', sentence: { en: 'Please sign in first.', ja: 'サインインしてください。' } },
  429: {
    code: 'tooMany',
    sentence: {
      en: 'Too many attempts. Please wait a minute.',
      ja: '試行回数が多すぎます。1分ほど待ってからもう一度お試しください。',
    },
  },
}

const unclear: Said = {
  code: 'invalid',
  sentence: { en: 'Please check what was sent.', ja: '入力内容をご確認ください。' },
}

/** Signing in and out: better-auth's own endpoints, with errors in our shape and in the language of whoever asks. */
export async function answerAuth(
  world: World,
  auth: Auth,
  request: Request,
  socket: string | undefined,
): Promise<Response> {
  const door = `${request.method} ${new URL(request.url).pathname}`
  if (!doors.has(door))
    throw new Refusal('missing', { en: 'There is nothing at this address.', ja: 'このアドレスには何もありません。' })
  mustBeOurs(request, world.baseUrl)
  const headers = new Headers(request.headers)
  // `mustBeOurs` has judged where it comes from; better-auth would turn away programs that send no origin.
  if (!headers.has('origin')) headers.set('origin', world.baseUrl)
  headers.set(clientAddress, addressOf(request.headers, socket, world.baseUrl))
  const body = await request.text()
  if (door.endsWith('/change-password')) mustBeStrong(newPasswordIn(body), '')
  const response = await auth.handler(
    new Request(request.url, { method: request.method, headers, ...(body ? { body } : {}) }),
  )
  // The session travels in its cookie alone, where scripts cannot read it.
  if (response.ok)
    return Response.json(
      { ok: true },
      { headers: response.headers.getSetCookie().map(cookie => ['set-cookie', cookie]) },
    )
  const language = languageOf(request.headers)
  if (response.status >= 500) throw new Error(`better-auth answered ${response.status} to ${door}.`)
  const { code } = (await response.json().catch(() => ({}))) as { code?: string }
  const { code: ours, sentence } = said[code ?? ''] ?? byStatus[response.status] ?? unclear
  return Response.json(
    { code: ours, status: response.status, message: sentence[language], data: {} },
    { status: response.status },
  )
}

function newPasswordIn(body: string): string {
  try {
    const said: unknown = JSON.parse(body)
    if (typeof said === 'object' && said && 'newPassword' in said) return String(said.newPassword)
  } catch {}
  return ''
}
