import { judge, type Touched } from '../../src/nurture/mailings/judge.ts'
import type { WhyNot } from '../../src/nurture/mailings/mailings.schema.ts'
import type { World } from '../../src/platform/world.ts'
import { acted, levelOf } from './acts.ts'
import { type Life, leadOf, whom, withdraw } from './life.ts'
import { site } from './pages.ts'
import { listNames, type Settings } from './settings.ts'
import type { Staff } from './staff.ts'
import { dayOf, dayText, iso, type Office, timeOf } from './time.ts'
import { visitFromMail } from './webLife.ts'

type List = keyof typeof listNames
export type MailingOfStory = {
  id: number
  name: string
  list: List
  at: number
  rate: number
  campaign: string
  links: { id: number; url: string }[]
  seconds: number
}

const letters: Record<List, { name: string; subject: string; pages: [string, string] }> = {
  all: {
    name: 'むすび通信',
    subject: '【むすび通信】{{ person.familyName }}様へ 展示会フォローのコツと新機能',
    pages: ['/features/', '/cases/'],
  },
  makers: {
    name: '製造業のお客様事例',
    subject: '製造業3社の「追いかけ漏れゼロ」への道のり',
    pages: ['/cases/manufacturing/', '/pricing/'],
  },
  deciders: {
    name: '経営層向けご案内',
    subject: '【ご案内】営業とマーケティングをつなぐ3つの数字',
    pages: ['/pricing/', '/seminar/'],
  },
  customers: {
    name: 'ご利用企業様へのお知らせ',
    subject: '新機能のお知らせ（一斉配信と適格請求書）',
    pages: ['/product/timeline/', '/blog/inside-sales/'],
  },
}

const bodyOf = (pages: [string, string], campaign: string) => `{{ company.name }}
{{ person.name }} 様

いつもお世話になっております。むすびデモの佐藤です。

今月は、展示会でいただいた名刺を商談につなげている企業様の取り組みをご紹介します。

- [くわしくはこちら](${site}${pages[0]}${query(campaign)})
- [あわせて読みたい](${site}${pages[1]}${query(campaign)})

ご不明な点がございましたら、このメールにご返信ください。`

const query = (campaign: string) => `?utm_source=newsletter&utm_medium=email&utm_campaign=${campaign}`

/** A mailing a month, to one list after the other; one is being written and one waits for its hour. */
export async function planMailings(
  { db }: World,
  {
    staff,
    settings,
    office,
    now,
    days,
    people,
  }: { staff: Staff; settings: Settings; office: Office; now: number; days: number; people: number },
): Promise<MailingOfStory[]> {
  const found: MailingOfStory[] = []
  const order: List[] = ['all', 'makers', 'deciders', 'customers']
  const by = staff.marketers[0]!
  const rate = people > 20_000 ? 6000 : 300
  const every = people > 5_000 ? 75 : 30
  for (let n = Math.floor((days - 20) / every); n >= -2; n--) {
    const list = order[(n + 8) % 4]!
    const day = n >= 0 ? office.after(dayOf(now) - 9 - n * every, 0) : office.after(dayOf(now) + 1, 0)
    const at = timeOf(day, 10)
    const campaign = `${list}-${dayText(day).slice(0, 7)}`
    const { name, subject, pages } = letters[list]
    const state = n >= 0 ? 'sent' : n === -1 ? 'scheduled' : 'draft'
    const seconds = Math.ceil((people * (list === 'all' ? 0.8 : 0.3) * 60) / rate)
    const written = Math.min(at, now) - 26 * 3_600_000
    const { id } = await db
      .insertInto('mailing')
      .values({
        name: `${name} ${dayText(day).slice(0, 7)}`,
        subject,
        body: bodyOf(pages, campaign),
        state,
        rate,
        preheader: '3分で読めます',
        segmentId: settings.segments.get(listNames[list])!,
        scheduledAt: state === 'scheduled' ? new Date(at) : null,
        orderedBy: state === 'draft' ? null : by,
        startedAt: state === 'sent' ? new Date(at) : null,
        endedAt: state === 'sent' ? new Date(at + seconds * 1e3) : null,
        createdAt: new Date(written),
        createdBy: by,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    if (state !== 'sent') continue
    const links = await db
      .insertInto('mailLink')
      .values(pages.map((page, i) => ({ mailingId: id, position: i + 1, url: `${site}${page}${query(campaign)}` })))
      .returning(['id', 'url'])
      .execute()
    found.push({ id, name: `${name} ${dayText(day).slice(0, 7)}`, list, at, rate, campaign, links, seconds })
  }
  return found
}

const meant = (life: Life, { list }: MailingOfStory, at: number): boolean => {
  if (list === 'all') return life.email !== null
  if (list === 'makers') return life.firm.industry === '製造業'
  if (list === 'customers') return life.firm.customerSince !== null && timeOf(life.firm.customerSince, 24) < at
  return isDecider(life)
}

export const isDecider = ({ title }: Pick<Life, 'title'>) =>
  ['decider', 'executive', 'head'].includes(levelOf(title) ?? '')

/** Why none may go to them, by the same order in which the product asks. */
function whyNot(life: Life): WhyNot | null {
  const mail = life.consents.filter(c => c.channel === 'mail')
  const lastNo = Math.max(...mail.map(c => c.withdrawnAt ?? 0))
  const lawful = mail.some(c => c.withdrawnAt === null && (lastNo <= 0 || (c.basis === 'opt_in' && c.at > lastNo)))
  if (!lawful) return lastNo > 0 ? 'optedOut' : 'noBasis'
  if (life.email === null) return 'noAddress'
  if (life.bouncedAt !== null) return 'bounced'
  return leadOf(life).stage === 'disqualified' ? 'disqualified' : null
}

const agents = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
  'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)',
]

/** They are one of those whom a mailing is for: their row, what became of it, and what they did with it. */
export function receive(life: Life, mailing: MailingOfStory, at: number): void {
  if (!meant(life, mailing, at)) return
  const { story, c } = life
  const { books, timeline, now } = story
  const id = books.next('mailing_recipient')
  const why = whyNot(life)
  const row = {
    id,
    mailingId: mailing.id,
    personId: life.id,
    originalId: life.id,
    token: c.hex(32),
    why,
    address: null,
    messageId: null,
    attempts: 0,
    error: null,
    dueAt: iso(mailing.at),
    plannedAt: iso(mailing.at),
    sendingAt: null,
    openedAt: null,
    clickedAt: null,
    unsubscribedAt: null,
  }
  if (why) return books.mailing_recipient.add({ ...row, state: 'excluded', settledAt: iso(mailing.at) })
  const state = c.weighted([
    ['sent', 975],
    ['bounced', 14],
    ['failed', 6],
    ['unknown', 4],
  ] as const)
  const settled = at + c.int(200, 1_400)
  const sent = {
    ...row,
    state,
    address: life.email,
    attempts: 1,
    sendingAt: iso(at),
    settledAt: iso(settled),
    messageId: `<mailing-${mailing.id}-${id}-1@musubi-demo.example.jp>`,
    error: errors[state] ?? null,
  }
  const facts = { mailingId: mailing.id, recipientId: id }
  if (state === 'sent') timeline.add(settled, 'mail.sent', whom(life), facts, `mail.sent:${id}`)
  if (state === 'bounced') {
    const bounceId = books.next('mail_bounce')
    life.bouncedAt = at
    books.mail_bounce.add({
      id: bounceId,
      recipientId: id,
      address: life.email,
      bouncedAt: iso(settled),
      reason: errors.bounced!,
    })
    timeline.add(settled, 'mail.bounced', whom(life), { ...facts, bounceId }, `mail.bounced:${id}`)
  }
  if (state !== 'sent') return books.mailing_recipient.add(sent)
  const { openedAt, clickedAt } = touch(life, mailing, id, settled)
  const leaves = openedAt !== null && c.maybe(0.012) ? openedAt + c.int(20, 300) * 1000 : null
  const unsubscribedAt = leaves !== null && leaves < now ? leaves : null
  if (unsubscribedAt !== null)
    life.agenda.add(unsubscribedAt, when => leave(life, mailing, { id, token: row.token }, when))
  const time = (when: number | null) => (when === null ? null : iso(when))
  books.mailing_recipient.add({
    ...sent,
    openedAt: time(openedAt),
    clickedAt: time(clickedAt),
    unsubscribedAt: time(unsubscribedAt),
  })
}

const errors: Record<string, string | undefined> = {
  bounced: '550 5.1.1 User unknown',
  failed: '554 5.7.1 Message rejected by policy',
  unknown: 'It was being sent when the server stopped.',
}

function leave(life: Life, { id, name }: MailingOfStory, recipient: { id: number; token: string }, at: number): void {
  const via = `本人が受信設定ページでメールでの連絡を停止（一斉配信「${name}」No.${id}・受信者No.${recipient.id}・リンク ${recipient.token.slice(0, 8)}…）`
  withdraw(life, at, 'mail', via)
}

/** Openings and clicks, people's and machines', judged as the product judges them. */
function touch(life: Life, mailing: MailingOfStory, recipientId: number, sentAt: number) {
  const { story, c } = life
  const { books, timeline, now } = story
  const agent = c.pick(agents)
  const came: { kind: 'open' | 'click'; at: number; agent: string; link: number | null }[] = []
  const open = (at: number, by = agent) => came.push({ kind: 'open', at, agent: by, link: null })
  const click = (at: number, link: number, by = agent) => came.push({ kind: 'click', at, agent: by, link })
  if (c.maybe(0.08)) open(sentAt + c.int(400, 1_500), 'Mozilla/5.0')
  if (c.maybe(0.05)) for (const link of mailing.links) click(sentAt + c.int(2_000, 4_000), link.id)
  let clicked: number | null = null
  if (c.maybe(0.24)) {
    const read = story.crowd.some(c, sentAt + 120_000, sentAt + 120_000 + 86_400_000 * c.int(0, 3))
    open(read)
    if (c.maybe(0.2)) click((clicked = read + c.int(15, 200) * 1000), c.pick(mailing.links).id)
  }
  const past = came.filter(one => one.at < now - 60_000).toSorted((a, b) => a.at - b.at)
  if (past.length === 0) return { openedAt: null, clickedAt: null }
  const touches = past.map((one): Touched & { when: number } => ({
    id: books.next('mail_touch'),
    kind: one.kind,
    linkId: one.link,
    method: 'GET',
    agent: one.agent,
    at: new Date(one.at),
    when: one.at,
  }))
  const verdicts = judge(touches, { sentAt: new Date(sentAt), links: mailing.links.length })
  let openedAt: number | null = null
  let clickedAt: number | null = null
  for (const [n, { id, kind, linkId, method, agent: by, when }] of touches.entries()) {
    const { verdict, reasons } = verdicts[n]!
    const key = kind === 'click' ? c.hex(32) : null
    books.mail_touch.add({ id, recipientId, kind, linkId, key, method, agent: by, at: iso(when), verdict, reasons })
    if (verdict === 'machine') continue
    openedAt ??= when
    const facts = { mailingId: mailing.id, recipientId, touchId: id }
    if (kind === 'open') timeline.add(when, 'mail.opened', whom(life), facts, `mail.touch:${id}`)
    else {
      clickedAt ??= when
      timeline.add(when, 'mail.clicked', whom(life), { ...facts, linkId: linkId! }, `mail.touch:${id}`)
      const carried = `${query(mailing.campaign)}&mail_click=${key}`
      life.agenda.add(when, at => {
        acted(life, 'clicked', at)
        visitFromMail(life, at + 1_500, carried)
      })
    }
  }
  return { openedAt, clickedAt: clicked === null ? null : clickedAt }
}
