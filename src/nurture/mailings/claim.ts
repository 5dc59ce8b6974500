import { sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'
import type { World } from '../../platform/world.ts'
import { judged } from './audience.ts'
import { ofItself } from './own.ts'
import type { Reader } from './sender.ts'

export type Claimed = Reader & {
  id: number
  mailingId: number
  personId: number
  companyId: number | null
  token: string
  address: string
  attempts: number
  messageId: string
}

/** How many may go now: no more in a minute than the rate says, and not all of them at its beginning. */
export async function room({ db, clock }: World, mailingId: number, rate: number): Promise<number> {
  const now = clock.now().getTime()
  const [minute, moment] = [new Date(now - 60_000), new Date(now - 5_000)]
  const { rows } = await sql<{ minute: number; moment: number }>`
    select count(*) as minute, count(*) filter (where sending_at > ${moment}) as moment
    from mailing_recipient where mailing_id = ${mailingId} and sending_at > ${minute}`.execute(db)
  return Math.min(rate - rows[0]!.minute, Math.ceil(rate / 12) - rows[0]!.moment)
}

/**
 * Takes the next few to send to: `sending` is on disk before anybody speaks to the mail server. Whether they may still be
 * sent to is asked here once more, while nobody can change it. Undefined when nobody is due.
 */
export async function claim(world: World, mailingId: number, most: number): Promise<Claimed[] | undefined> {
  const { db, clock, baseUrl } = world
  return db.transaction().execute(async tx => {
    const at = clock.now()
    // Somebody who pauses it waits until this is written, and nothing more is taken afterwards.
    const mailing = await tx
      .selectFrom('mailing')
      .select(['id', 'senderEmail'])
      .where('id', '=', mailingId)
      .where('state', '=', 'sending')
      .forShare()
      .executeTakeFirst()
    if (!mailing) return undefined
    const { rows: due } = await sql<{ id: number; personId: number }>`
      select id, person_id from mailing_recipient where mailing_id = ${mailingId} and state = 'waiting' and due_at <= ${at}
      order by due_at, id limit ${most}`.execute(tx)
    if (due.length === 0) return undefined
    const people = due.map(one => one.personId)
    // Whoever withdraws, is merged or erased in this moment comes before or after, not between.
    await sql`select from person where id = any(${people}::bigint[]) order by id for share`.execute(tx)
    await exclude(
      ofItself(tx, at),
      mailing,
      due.map(one => one.id),
    )
    const host = new URL(baseUrl).hostname
    const { rows } = await sql<Claimed>`
      update mailing_recipient r set state = 'sending', sending_at = ${at}, attempts = r.attempts + 1, address = p.email_key, error = null,
        message_id = format('<mailing-%s-%s-%s@%s>', r.mailing_id, r.id, r.attempts + 1, ${host}::text)
      from person p left join company c on c.id = p.company_id
      where r.id = any(${due.map(one => one.id)}::bigint[]) and r.state = 'waiting' and p.id = r.person_id
      returning r.id, r.mailing_id, r.person_id, p.company_id, r.token, p.email_key as address, r.attempts, r.message_id,
        p.family_name, p.given_name, p.title, p.department, c.name as company_name`.execute(tx)
    return rows
  })
}

/** Who may not be sent to any more stays without, with the reason. */
async function exclude(act: OwnerAct, mailing: { id: number; senderEmail: string }, ids: number[]): Promise<void> {
  const { rows } = await sql<{ personId: number }>`
    select person_id from mailing_recipient where id = any(${ids}::bigint[]) and state = 'waiting'`.execute(act.tx)
  const judgedPeople = await judged(
    act,
    mailing,
    rows.map(row => row.personId),
  )
  await sql`
    with judged as (${judgedPeople}),
    -- Of two in this handful with one address, and of who is another by now, the later is one too many.
    settled as (
      select r.id, case when j.id is null then 'double' else coalesce(j.why, case when row_number() over (partition by p.email_key order by r.id) > 1 then 'double' end) end as why
      from mailing_recipient r join person p on p.id = r.person_id left join judged j on j.id = r.person_id
      where r.id = any(${ids}::bigint[]) and r.state = 'waiting'
    )
    update mailing_recipient r set state = 'excluded', why = s.why, settled_at = ${act.at} from settled s
    where s.id = r.id and s.why is not null`.execute(act.tx)
}
