import type { Language } from './api.ts'
import { Refusal, type Sentence } from './refusal.ts'

/** The language that a request asks for; Japanese unless it prefers English. */
export function languageOf(headers: Headers): Language {
  for (const part of (headers.get('accept-language') ?? '').toLowerCase().split(',')) {
    if (part.trim().startsWith('ja')) return 'ja'
    if (part.trim().startsWith('en')) return 'en'
  }
  return 'ja'
}

/** Whether a page of ours sent this request. Programs, which send no such headers, pass: they hold no cookies of a browser. */
export function isSameOrigin(headers: Headers, baseUrl: string): boolean {
  const site = headers.get('sec-fetch-site')
  if (site) return site === 'same-origin' || site === 'none'
  const origin = headers.get('origin')
  if (!origin) return true
  return origin === baseUrl || (URL.canParse(origin) && new URL(origin).host === headers.get('host'))
}

const otherSite: Sentence = {
  en: 'This request came from another web site and was not carried out.',
  ja: '別のウェブサイトからのリクエストのため、実行しませんでした。',
}

/** A browser sends the cookies of a signed-in user with whatever any page makes it send; what changes things must come from ours. */
export function mustBeOurs(request: Request, baseUrl: string): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  if (!isSameOrigin(request.headers, baseUrl)) throw new Refusal('forbidden', otherSite)
}

/** What every answer carries. Scripts come from us alone; styles may stand inline, as the components write them. */
export const safeHeaders: Record<string, string> = {
  'content-security-policy': [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(self), geolocation=(), microphone=()',
}

/** The network address that a request came from. Behind a proxy that ends TLS, as the proxy tells it. */
export function addressOf(headers: Headers, socket: string | undefined, baseUrl: string): string {
  const told = baseUrl.startsWith('https://') ? headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  return told || socket || '127.0.0.1'
}
