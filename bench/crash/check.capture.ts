import { checkImports } from './check.imports.ts'
import type { Found, Look } from './found.ts'
import type { Acknowledged } from './known.ts'
import type { Mail } from './postbox.ts'

/** People, events, views, imports and invitations. */
export async function checkCapture(
  look: Look,
  known: Acknowledged,
  mails: readonly Mail[],
  settled: boolean,
): Promise<Found[]> {
  return [
    await people(look, known),
    {
      kind: 'events',
      acknowledged: known.events.size,
      lost: await notThere(look, [...known.events]),
      doubled: await look(
        `select identity_id || ' ' || kind || ' ' || facts as id from event where kind <> 'page.viewed' and identity_id <> 0
           group by identity_id, kind, occurred_at, facts having count(*) > 1
         union all select user_id || ' ' || kind || ' ' || key from notification group by user_id, kind, key having count(*) > 1`,
      ),
      wrong: await look(
        `select 'event ' || event_id || ' is parked for ' || reaction || ': ' || error as id from parked`,
      ),
    },
    await views(look, known),
    await checkImports(look, known, settled),
    await invitations(look, known, mails, settled),
  ]
}

/** What was acknowledged under a key, of a visitor where one is named: `VISITOR:KEY`. */
const notThere = (look: Look, keys: string[], prefix = '') =>
  look(
    `select x as id from unnest($1::text[]) x where not exists (
       select from event_key k join event e on e.identity_id = k.identity_id and e.id = k.event_id
       where k.key = $2 || split_part(x, ':', -1)
         and ($2 = '' or k.identity_id = (select i.id from identity i where i.kind = 'cookie' and i.value = split_part(x, ':', 1))))`,
    keys,
    prefix,
  )

const people = async (look: Look, known: Acknowledged): Promise<Found> => ({
  kind: 'people',
  acknowledged: known.people.size,
  lost: await look(
    `select x as id from unnest($1::text[]) x where not exists (select from person p where p.email_key = x)`,
    [...known.people.keys()],
  ),
  doubled: await look(
    `select email_key as id from person where email_key is not null and merged_into_id is null group by 1 having count(*) > 1`,
  ),
  wrong: [],
})

/** A visit counts its pages, which are the views that made it: reacted to once each. */
async function views(look: Look, { views }: Acknowledged): Promise<Found> {
  return {
    kind: 'views',
    acknowledged: views.acknowledged.size,
    lost: await notThere(look, [...views.acknowledged], 'view:'),
    // Each view has a key, and a key names one event: what no key names was written twice.
    doubled: await look(
      `select 'event ' || e.id as id from event e where e.kind = 'page.viewed'
         and not exists (select from event_key k where k.identity_id = e.identity_id and k.event_id = e.id)`,
    ),
    wrong: [
      ...views.strange,
      ...(await look(`
        with seen as (
          select e.identity_id, count(*) as n from event e left join inbox i on i.event_id = e.id
          where e.kind = 'page.viewed' and e.identity_id <> 0 and not e.facts ? 'machine' and i.event_id is null group by 1
        ), counted as (select identity_id, sum(pages) as n from visit group by 1)
        select 'identity ' || identity_id || ' has seen ' || coalesce(s.n, 0) || ' pages, and its visits say ' || coalesce(c.n, 0) as id
        from seen s full join counted c using (identity_id) where s.n is distinct from c.n`)),
    ],
    told: `${views.away} requests answered 503, ${views.again} views sent again`,
  }
}

/** A mail that was under way when everything died is "unknown", and rightly not sent again by itself. */
async function invitations(look: Look, known: Acknowledged, mails: readonly Mail[], settled: boolean): Promise<Found> {
  // Asked before the mails are counted: meanwhile more may arrive.
  const sent = await look(`select to_address as id from mail where state = 'sent'`)
  const arrived = new Set(mails.map(mail => mail.to))
  const times = new Map<string, number>()
  for (const { id, mailing } of mails) if (!mailing) times.set(id, (times.get(id) ?? 0) + 1)
  const [unknown] = await look(`select count(*) as id from mail where state = 'unknown'`)
  return {
    kind: 'invitations',
    acknowledged: known.invited.size,
    lost: await look(
      `select x as id from unnest($1::text[]) x
       where not exists (select from mail m where m.to_address = x and ($2 is false or m.state in ('sent', 'unknown') or m.state = 'failed' and x = any($3::text[])))`,
      [...known.invited],
      settled,
      [...known.undeliverable],
    ),
    doubled: [...times].filter(([, n]) => n > 1).map(([id]) => id),
    wrong: [
      ...sent.filter(to => !arrived.has(to)).map(to => `the mail to ${to} counts as sent and never arrived`),
      ...(await look(
        `select 'the mail server never refused the mail to ' || to_address as id from mail where state = 'failed' and to_address <> all($1::text[])`,
        [...known.undeliverable],
      )),
    ],
    told: `${times.size} mails arrived, ${unknown} unknown and not sent again`,
  }
}
