import { createHash } from 'node:crypto'
import type { Answer } from '../../src/capture/forms/forms.schema.ts'
import { presetOf } from '../../src/capture/forms/presets.ts'
import { acted } from './acts.ts'
import { grant, type Life, whom } from './life.ts'
import { officeName } from './staff.ts'
import { DAY, HOUR, iso, MINUTE } from './time.ts'
import { type Cookie, keepVisit, makeVisit, newCookie, pause, type Visit } from './visits.ts'

/** A visit of somebody we know: each view stands on their timeline and counts. */
export function visit(life: Life, at: number, more: { query?: string; pages?: number; knownAt?: number } = {}): void {
  const { story, c } = life
  const cookie = life.cookie!
  if (at < cookie.busyUntil + pause) return
  const made = makeVisit(story, c, at, more)
  const end = made.views.findLastIndex(v => v.at <= story.now)
  made.views.length = end + 1
  keepVisit(story, cookie, made, {
    person: life.id,
    company: life.firm.id,
    knownAt: cookie.firstKnownAt ?? more.knownAt ?? at,
  })
  count(life, made)
}

function count(life: Life, { views }: Visit): void {
  for (const { at, key } of views) {
    if (key) acted(life, 'keyPage', at)
    acted(life, 'page', at)
  }
}

/** Who comes by a click in a mail is weakly taken for the recipient, unless we know them by this browser already. */
export function visitFromMail(life: Life, at: number, query: string): void {
  const { story, c } = life
  if (at > story.now - MINUTE) return
  life.cookie ??= newCookie(story, c, at)
  if (at < life.cookie.busyUntil + pause) return
  visit(life, at, { query, pages: 1 + c.int(0, 3), knownAt: at + 2_000 })
  if (life.cookie.knownAt === null) conclude(life, life.cookie, at + 2_000, 'weak', 1)
}

function conclude(life: Life, cookie: Cookie, at: number, strength: 'strong' | 'weak', events: number): void {
  if (cookie.strength === 'strong') return
  cookie.knownAt = at
  cookie.firstKnownAt ??= at
  cookie.strength = strength
  const about = whom(life, { identity: cookie.id })
  life.story.timeline.add(at, 'visitor.identified', about, { identityId: cookie.id, strength, events, from: null })
}

/** What somebody looked at before we knew them: it is theirs once they say who they are. */
export function visitsBefore(life: Life, until: number): Visit[] {
  const { story, c } = life
  life.cookie ??= newCookie(story, c, until)
  const before: Visit[] = []
  for (let n = c.tail(1.4, 12); n > 0; n--) {
    const at = story.crowd.some(c, Math.max(story.from, until - 45 * DAY), until - 2 * HOUR)
    if (before.every(({ views }) => at > views.at(-1)!.at + HOUR || at < views[0]!.at - HOUR))
      before.push(makeVisit(story, c, at))
  }
  return before.filter(v => v.views.at(-1)!.at < until - HOUR).toSorted((a, b) => a.views[0]!.at - b.views[0]!.at)
}

type Kind = 'document' | 'inquiry' | 'seminar'
const presets = {
  document: presetOf('document', 'ja'),
  inquiry: presetOf('inquiry', 'ja'),
  seminar: presetOf('seminar', 'ja'),
}
const messages = [
  '料金について教えてください。',
  '50名での利用を検討しています。見積をお願いします。',
  '現在の名刺管理からの移行は可能でしょうか。',
  'デモを拝見したいです。',
] as const
const documents = ['サービス紹介資料', '導入事例集', '料金表'] as const

/** They fill in a form: the visit that ended there, what they sent, and all that follows from it. */
export function submit(life: Life, at: number, kind: Kind, before: Visit[] = []): void {
  const { story, c, firm } = life
  const { books, settings, timeline } = story
  const cookie = (life.cookie ??= newCookie(story, c, at))
  if (at < cookie.busyUntil + HOUR) return
  const form = settings.forms[kind]
  const here = makeVisit(story, c, at - c.int(4, 12) * MINUTE, { last: kind, pages: 1 + c.int(0, 3) })
  for (const view of here.views) view.at = Math.min(view.at, at - 20_000)
  const whole = [...before, here]
  for (const one of whole)
    keepVisit(story, cookie, one, { person: life.id, company: firm.id, knownAt: cookie.firstKnownAt ?? at })
  const toBuy = kind === 'inquiry' && c.maybe(0.4)
  const consented = c.maybe(0.72)
  const id = books.next('submission')
  const said: Record<string, string | undefined> = {
    company: firm.name,
    department: life.department,
    title: life.title,
    family_name: life.familyName,
    given_name: life.givenName,
    email: life.email!,
    phone: firm.phone,
    to_buy: toBuy ? 'はい' : undefined,
    message: kind === 'inquiry' ? c.pick(messages) : undefined,
  }
  const answers: Answer[] = presets[kind].fields.flatMap(({ key, label }) =>
    said[key] ? [{ key, label, value: said[key] }] : [],
  )
  const hashed = JSON.stringify([form.id, answers.map(a => [a.key, a.value]), consented])
  books.submission.add({
    id,
    formId: form.id,
    key: `page:${at.toString(36)}.${c.hex(16)}`,
    hash: createHash('sha256').update(hashed).digest('hex'),
    answers: JSON.stringify(answers),
    wordingId: form.wordingId,
    consented,
    address: `203.0.113.${c.int(1, 254)}`,
    identityId: cookie.id,
    personId: life.id,
    submittedAt: iso(at),
    verdict: 'accepted',
    why: [],
  })
  const via = `フォーム「${form.name}」で同意（文言 第1版、受付番号 ${id}）`
  const standing = life.consents.some(o => o.channel === 'mail' && o.basis === 'opt_in' && o.withdrawnAt === null)
  if (consented && !standing) grant(life, at, { channel: 'mail', basis: 'opt_in', via, by: null })
  const about = whom(life, { identity: life.mailIdentity ?? life.record })
  timeline.add(at, 'form.submitted', about, { formId: form.id, submissionId: id }, `submission ${id}`)
  if (kind === 'document') timeline.add(at, 'document.requested', about, { document: c.pick(documents) })
  if (kind === 'inquiry') timeline.add(at, 'inquiry.received', about, { subject: form.name, toBuy })
  thank(life, at, id, form)
  conclude(life, cookie, at, 'strong', before.flatMap(v => v.views).length)
  for (const one of whole) count(life, { ...one, views: one.views.map(v => ({ ...v, at })) })
  if (kind === 'document') acted(life, 'document', at)
  if (kind === 'inquiry') {
    if (toBuy) acted(life, 'toBuy', at)
    acted(life, 'inquiry', at, { inquired: true, toBuy })
  }
}

function thank(
  { story: { books }, ...life }: Life,
  at: number,
  submission: number,
  form: { name: string; mailSubject: string; mailBody: string },
): void {
  const words: Record<string, string> = {
    'company.name': life.firm.name,
    'person.name': `${life.familyName} ${life.givenName}`,
    'form.name': form.name,
    'sender.name': officeName,
  }
  const filled = (text: string) => text.replace(/\{\{([a-z.]+)\}\}/g, (_, name: string) => words[name] ?? '')
  books.mail.add({
    id: books.next('mail'),
    key: `form:${submission}`,
    toAddress: life.email!,
    personId: life.id,
    state: 'sent',
    attempts: 1,
    subject: filled(form.mailSubject),
    body: filled(form.mailBody),
    createdAt: iso(at),
    dueAt: iso(at),
    sentAt: iso(at + 4e3),
  })
}

/** Something that a robot sent through the form. */
export function spam(life: Pick<Life, 'story' | 'c'>, at: number): void {
  const { story, c } = life
  const form = story.settings.forms.inquiry
  const id = story.books.next('submission')
  const answers = [
    { key: 'email', label: 'メールアドレス', value: `win${id}@spam.example.com` },
    { key: 'message', label: 'お問い合わせ内容', value: 'SEO http://spam.example.com http://spam.example.net' },
  ]
  story.books.submission.add({
    id,
    formId: form.id,
    key: `once:${c.hex(32)}`,
    hash: c.hex(64),
    answers: JSON.stringify(answers),
    wordingId: form.wordingId,
    consented: true,
    address: '198.51.100.7',
    identityId: null,
    personId: null,
    submittedAt: iso(at),
    verdict: 'spam',
    why: ['fast', 'links'],
  })
}
