import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { type Act, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import { domainOf, isFreeMail } from '../../people/identity/email.ts'
import type { World } from '../../platform/world.ts'
import { record, recordAll } from '../../timeline/timeline.ts'
import { judge, type Thresholds, type Touched } from './judge.ts'
import { getMailing } from './mailings.ts'
import { inOneGo } from './own.ts'

export type Came = { token: string; method: string; agent: string }

type Recipient = {
  id: number
  mailingId: number
  personId: number
  companyId: number | null
  /** Whom it was sent to: merges conclude anew whose that is, and leave it. */
  identityId: number | null
  sentAt: Date | null
  links: number
  touches: number
}

const sentTo = sql`(select i.id from identity i where i.kind = 'record' and i.value = r.original_id::text)`

/** What an address of our own site carries after a click. */
export const clickParameter = 'mail_click'

/** Enough to judge by; a picture that is fetched without end adds nothing. */
const mostKept = 200

/** Notes that the picture of a mail was fetched. A token that nobody has is no error: the picture is shown all the same. */
export async function noteOpen(world: World, came: Came): Promise<void> {
  await inOneGo(world, async act => {
    const recipient = await lockRecipient(act, came.token)
    if (recipient) await note(act, recipient, came, { kind: 'open', linkId: null, key: null })
  })
}

/**
 * Notes a click and answers where it leads: to an address of that mailing and nowhere else; undefined when there is none.
 * To a site of our own it takes a key along, by which the visitor is known there: see mailings.reactions.ts.
 */
export async function noteClick(world: World, came: Came, position: number): Promise<string | undefined> {
  return inOneGo(world, async act => {
    const recipient = await lockRecipient(act, came.token)
    const link =
      recipient &&
      (await act.tx
        .selectFrom('mailLink')
        .select(['id', 'url'])
        .where('mailingId', '=', recipient.mailingId)
        .where('position', '=', position)
        .executeTakeFirst())
    if (!recipient || !link) return undefined
    const key = randomBytes(16).toString('hex')
    const verdict = await note(act, recipient, came, { kind: 'click', linkId: link.id, key })
    if (verdict === 'machine' || !(await isOurs(act, link.url, world.baseUrl))) return link.url
    const url = new URL(link.url)
    url.searchParams.set(clickParameter, key)
    return url.href
  })
}

async function lockRecipient({ tx }: OwnerAct, token: string): Promise<Recipient | undefined> {
  const { rows } = await sql<Recipient>`
    select r.id, r.mailing_id, r.person_id, p.company_id, ${sentTo} as identity_id, coalesce(r.settled_at, r.sending_at) as sent_at,
      (select count(*) from mail_link l where l.mailing_id = r.mailing_id) as links,
      (select count(*) from mail_touch t where t.recipient_id = r.id) as touches
    from mailing_recipient r join person p on p.id = r.person_id where r.token = ${token} for update of r`.execute(tx)
  return rows[0]
}

type Touch = Pick<Touched, 'kind' | 'linkId'> & { key: string | null }

async function note(act: OwnerAct, recipient: Recipient, came: Came, touch: Touch) {
  if (recipient.touches >= mostKept) return 'machine'
  const { id } = await act.tx
    .insertInto('mailTouch')
    .values({
      recipientId: recipient.id,
      ...touch,
      method: came.method,
      agent: came.agent.slice(0, 500),
      at: act.at,
      verdict: 'machine',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const verdicts = await judgeRecipient(act, recipient)
  return verdicts.get(id) ?? 'machine'
}

/**
 * Judges all that came from one recipient. What was a person's stands on their timeline; what turns out to be a machine's
 * concerns nobody any more. An event's person is a conclusion, so nothing that was recorded is lost.
 */
async function judgeRecipient(act: OwnerAct, recipient: Omit<Recipient, 'touches'>, limits?: Thresholds) {
  const { tx } = act
  const { id: recipientId, mailingId, personId, companyId, identityId } = recipient
  const { rows: touches } = await sql<Touched>`
    select id, kind, link_id, method, agent, at from mail_touch where recipient_id = ${recipientId} order by at, id`.execute(
    tx,
  )
  const judged = judge(touches, recipient, limits)
  await sql`
    update mail_touch t set verdict = j.verdict, reasons = j.reasons
    from jsonb_to_recordset(${JSON.stringify(judged)}::jsonb) as j(id bigint, verdict text, reasons text[])
    where t.id = j.id and (t.verdict, t.reasons) is distinct from (j.verdict, j.reasons)`.execute(tx)
  const verdicts = new Map(judged.map(j => [j.id, j.verdict]))
  const human = touches.filter(touch => verdicts.get(touch.id) !== 'machine')
  const keyOf = ({ id }: { id: number }) => `mail.touch:${id}`
  await recordAll(
    act,
    human.map(touch => ({
      ...(touch.kind === 'open'
        ? { kind: 'mail.opened' as const, facts: { mailingId, recipientId, touchId: touch.id } }
        : {
            kind: 'mail.clicked' as const,
            facts: { mailingId, recipientId, touchId: touch.id, linkId: touch.linkId! },
          }),
      personId,
      companyId,
      identityId,
      occurredAt: touch.at,
      key: keyOf(touch),
    })),
  )
  const recorded = (
    of: Touched[],
  ) => sql`unnest(${of.map(keyOf)}::text[], ${of.map(touch => touch.at)}::timestamptz[]) as t(key, occurred_at)
    join event_key k on k.identity_id = ${identityId ?? 0} and k.key = t.key`
  const isTheirs = sql`e.identity_id = k.identity_id and e.occurred_at = t.occurred_at and e.id = k.event_id`
  const machines = touches.filter(touch => verdicts.get(touch.id) === 'machine')
  const { rows: nobodys } = await sql`
    update event e set person_id = null, company_id = null
    from ${recorded(machines)} where ${isTheirs} and e.person_id is not null returning e.id`.execute(tx)
  const { rows: theirs } = await sql`
    update event e set person_id = ${personId}, company_id = ${companyId}::bigint
    from ${recorded(human)} where ${isTheirs} and e.person_id is null returning e.id`.execute(tx)
  if (nobodys.length + theirs.length > 0)
    await record(act, 'mail.rejudged', { personId, companyId }, { mailingId, recipientId })
  await sql`
    update mailing_recipient r set opened_at = t.opened_at, clicked_at = t.clicked_at
    from (select min(at) as opened_at, min(at) filter (where kind = 'click') as clicked_at from mail_touch
      where recipient_id = ${recipientId} and verdict <> 'machine') t
    where r.id = ${recipientId} and (r.opened_at, r.clicked_at) is distinct from (t.opened_at, t.clicked_at)`.execute(
    tx,
  )
  return verdicts
}

/** N8: judges everything of a mailing anew, by the rules as they are now. The raw rows stay. */
export async function judgeAgain(act: Act, mailingId: number, limits?: Thresholds): Promise<{ judged: number }> {
  await getMailing(act, mailingId, false)
  return asOwner(act, async act => {
    const { rows } = await sql<Omit<Recipient, 'touches'>>`
      select r.id, r.mailing_id, r.person_id, p.company_id, ${sentTo} as identity_id, coalesce(r.settled_at, r.sending_at) as sent_at,
        (select count(*) from mail_link l where l.mailing_id = r.mailing_id) as links
      from mailing_recipient r join person p on p.id = r.person_id
      where r.mailing_id = ${mailingId} and exists (select from mail_touch t where t.recipient_id = r.id)
      order by r.id for update of r`.execute(act.tx)
    let judged = 0
    for (const recipient of rows) judged += (await judgeRecipient(act, recipient, limits)).size
    return { judged }
  })
}

/** Where the snippet may be: where we write from, the product itself, and what the company has listed as its own. */
async function isOurs({ tx }: OwnerAct, link: string, baseUrl: string): Promise<boolean> {
  const { hostname } = new URL(link)
  if (hostname === new URL(baseUrl).hostname) return true
  const { rows } = await sql<{ domain: string }>`
    select sender_email as domain from workspace
    union select value from mail_exclusion where kind = 'domain' and why = 'own'`.execute(tx)
  return rows.some(({ domain }) => {
    const own = domainOf(domain)
    return own !== null && !isFreeMail(own) && (hostname === own || hostname.endsWith(`.${own}`))
  })
}
