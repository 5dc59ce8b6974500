import { sql } from 'kysely'
import { identify } from '../../people/identity/identify.ts'
import type { Tx } from '../../platform/db.ts'
import type { Reaction, Taken } from '../../timeline/reactions.ts'
import { ofItself } from './own.ts'
import { clickParameter } from './touches.ts'

/** A link that lies about in somebody's mailbox says nothing about who follows it later. */
const freshHours = 24

/**
 * Who comes to the site from a click is weakly taken for the recipient: the mail may have been forwarded. Only a view
 * that the snippet saw tells, so no scanner is ever taken for a person.
 */
async function clicksNameVisitors(tx: Tx, events: Taken[], at: Date): Promise<void> {
  const came = events.flatMap(({ identityId, facts, occurredAt }) => {
    const key = typeof facts.url === 'string' && !facts.machine ? keyIn(facts.url) : null
    return key && identityId ? [{ identity_id: identityId, key, at: occurredAt }] : []
  })
  if (came.length === 0) return
  const { rows } = await sql<{ visitor: string; personId: number }>`
    select distinct on (i.id) i.value as visitor, r.person_id
    from jsonb_to_recordset(${JSON.stringify(came)}::jsonb) as c(identity_id bigint, key text, at timestamptz)
    join mail_touch t on t.key = c.key and t.verdict <> 'machine' and t.at > c.at - make_interval(hours => ${freshHours})
    join mailing_recipient r on r.id = t.recipient_id
    join identity i on i.id = c.identity_id and i.kind = 'cookie'
    order by i.id, t.at`.execute(tx)
  for (const { visitor, personId } of rows) await identify(ofItself(tx, at), { visitor, personId, strength: 'weak' })
}

const keyIn = (url: string) => (URL.canParse(url) ? new URL(url).searchParams.get(clickParameter) : null)

export const mailingReactions: Reaction[] = [
  {
    name: 'mailings: clicks name visitors',
    kinds: ['page.viewed'],
    effects: false,
    rebuildable: false,
    run: clicksNameVisitors,
  },
]
