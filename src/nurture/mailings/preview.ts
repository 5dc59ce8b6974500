import { sql } from 'kysely'
import type { z } from 'zod'
import { queueMail } from '../../office/mail/outbox.ts'
import { type Act, asOwner } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import { personsMeant } from './audience.ts'
import { compile } from './compose.ts'
import { testToken } from './mailings.http.ts'
import type { Mailing, Preview, Previewed } from './mailings.schema.ts'
import { getMailing } from './mailings.ts'
import { headersOf } from './send.ts'
import { needComplete, type Reader, senderOf, toldTo } from './sender.ts'

type Shown = z.infer<typeof Previewed>

/** The mail as one person would get it: the chosen one, else the first it is meant for, else a made-up one. */
export async function previewMailing(act: Act, baseUrl: string, input: z.infer<typeof Preview>): Promise<Shown> {
  const { id, personId, ...draft } = input
  const mailing = { ...(await getMailing(act, id, false)), ...draft }
  const reader = await readerOf(act, mailing, personId)
  return {
    ...(await written(act, baseUrl, mailing, reader ?? madeUp)),
    person: reader && { id: reader.id, name: nameOf(reader) },
  }
}

/** Sends it to oneself, as the first recipient would get it. Its links lead straight on, and are not counted. */
export async function testMailing(act: Act, baseUrl: string, id: number): Promise<{ to: string }> {
  const mailing = await getMailing(act, id, false)
  needComplete(mailing, await senderOf(act, mailing))
  const me = await act.tx
    .selectFrom('appUser')
    .select(['email', 'isProgram'])
    .where('id', '=', act.byId)
    .executeTakeFirst()
  if (!me || me.isProgram)
    throw new Refusal('forbidden', {
      en: 'A test goes to the mail address of whoever asks for it; a program has none.',
      ja: 'テスト配信は操作した方のメールアドレスに送信します。APIキーからは送信できません。',
    })
  const mail = await written(act, baseUrl, mailing, (await readerOf(act, mailing)) ?? madeUp)
  const key = `mailing:${id}:test:${me.email}:${act.at.getTime()}`
  await asOwner(act, act =>
    queueMail(act, {
      key,
      to: me.email,
      subject: `【テスト】${mail.subject}`,
      body: mail.text,
      html: mail.html,
      headers: headersOf(`${baseUrl}/u/${testToken}`),
    }),
  )
  return { to: me.email }
}

async function written(act: Act, baseUrl: string, mailing: Mailing, reader: Reader): Promise<Omit<Shown, 'person'>> {
  const sender = await senderOf(act, mailing)
  const { links, render } = compile(mailing)
  const click = `${baseUrl}/c/${testToken}`
  const mail = render(toldTo(reader, sender, { unsubscribeUrl: `${baseUrl}/u/${testToken}`, click }))
  // Longest first: /1 is the beginning of /10.
  const straight = links.map((url, index) => [`${click}/${index + 1}`, url] as const).toReversed()
  const direct = (text: string, write: (url: string) => string) =>
    straight.reduce((so, [from, to]) => so.replaceAll(from, write(to)), text)
  return {
    ...mail,
    html: direct(mail.html, url => url.replaceAll('&', '&amp;').replaceAll('"', '&quot;')),
    text: direct(mail.text, url => url),
    from: sender.email ? `${sender.name} <${sender.email}>` : '',
  }
}

type Found = Reader & { id: number }

async function readerOf(act: Act, mailing: Mailing, personId?: number): Promise<Found | null> {
  const first = async () =>
    mailing.segmentId === null && mailing.whom === null ? undefined : (await personsMeant(act, mailing))[0]
  const id = personId ?? (await first())
  if (id === undefined) return null
  const { rows } = await sql<Found>`
    select p.id, p.family_name, p.given_name, p.title, p.department, c.name as company_name
    from person p left join company c on c.id = p.company_id where p.id = ${id}`.execute(act.tx)
  if (!rows[0]) throw new Refusal('missing', { en: 'There is no such person.', ja: 'この担当者は存在しません。' })
  return rows[0]
}

const nameOf = ({ familyName, givenName }: Reader) => [familyName, givenName].filter(Boolean).join(' ')

const madeUp: Reader = {
  familyName: '見本',
  givenName: '花子',
  title: '部長',
  department: '営業部',
  companyName: '株式会社見本',
}
