import { type Found, type Look, rowsOf } from './found.ts'
import type { Acknowledged } from './known.ts'
import type { Mail } from './postbox.ts'

/**
 * Nobody gets a mailing twice, nobody excluded gets it, everybody else is told of as sent or as unknown. What is unknown
 * may have arrived or not, and is never sent again by itself: a second mail would show as doubled.
 */
export async function checkMailings(
  look: Look,
  known: Acknowledged,
  mails: readonly Mail[],
  settled: boolean,
): Promise<Found> {
  // Asked before the mails are counted: meanwhile more may arrive.
  const sent = await look(`select id from mailing_recipient where state = 'sent'`)
  const arrived = new Map<number, { to: string; times: number }>()
  for (const { to, mailing } of mails) {
    if (!mailing) continue
    const before = arrived.get(mailing.recipientId)
    arrived.set(mailing.recipientId, { to, times: (before?.times ?? 0) + 1 })
  }
  const never = new Set([...known.mailings.values()].flatMap(mailing => mailing.never))
  const there = rowsOf([...arrived].map(([id, { to }]) => ({ id, to })))
  const meant = rowsOf([...known.mailings].flatMap(([id, { meant }]) => meant.map(address => ({ id, address }))))
  const [figures] = await look(
    `select count(*) filter (where state = 'excluded') || ' excluded, ' || count(*) filter (where state = 'unknown') || ' unknown and not sent again, ' || count(*) filter (where state = 'bounced') || ' bounced' as id
     from mailing_recipient`,
  )
  return {
    kind: 'mailings',
    acknowledged: known.mailings.size,
    lost: [
      ...(await look(
        `select x.address || ' has no row in mailing ' || x.id as id from jsonb_to_recordset($1::jsonb) as x(id bigint, address text)
         where not exists (select from mailing_recipient r join person p on p.id = r.person_id where r.mailing_id = x.id and p.email_key = x.address)`,
        meant,
      )),
      ...sent.filter(id => !arrived.has(Number(id))).map(id => `recipient ${id} counts as sent and got nothing`),
      ...(settled
        ? await look(
            `select 'recipient ' || id || ' of mailing ' || mailing_id || ' is left as ' || state as id from mailing_recipient
             where state not in ('sent', 'unknown', 'excluded', 'bounced')
             union all select 'mailing ' || id || ' is ' || state from mailing where state = 'sending'`,
          )
        : []),
    ],
    doubled: [...arrived].filter(([, { times }]) => times > 1).map(([id, { to }]) => `to recipient ${id}, ${to}`),
    wrong: [
      ...mails
        .filter(({ mailing, to }) => mailing && never.has(to))
        .map(({ to }) => `${to} is excluded and got a mail`),
      ...(await look(
        `select x."to" || ' got a mail, and their row says ' || coalesce(r.state, 'nothing') as id
         from jsonb_to_recordset($1::jsonb) as x(id bigint, "to" text) left join mailing_recipient r on r.id = x.id
         where r.state is null or r.state in ('excluded', 'bounced') or $2 and r.state not in ('sent', 'unknown')`,
        there,
        settled,
      )),
      ...(await look(
        `select 'the mail server never said that it does not know ' || address as id from mailing_recipient
         where state = 'bounced' and address <> all($1::text[])`,
        [...known.undeliverable],
      )),
      ...(await look(
        `select 'recipient ' || r.id || ' is ' || r.state || ', and ' || count(e.id) || ' events say that it was sent' as id
         from mailing_recipient r left join event e on e.kind = 'mail.sent' and (e.facts ->> 'recipientId')::bigint = r.id
         group by r.id having count(e.id) <> (r.state = 'sent')::int`,
      )),
    ],
    told: `${arrived.size} people got one, ${figures}`,
  }
}
