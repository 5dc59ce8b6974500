import { sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'
import type { Channel } from '../../people/consent/consent.schema.ts'
import { contactable, grantConsent, optOut } from '../../people/consent/consent.ts'
import type { World } from '../../platform/world.ts'
import { inOneGo } from './own.ts'

type Known = { recipientId: number; mailingId: number; mailing: string; personId: number; token: string }

/** What somebody has chosen, as far as we may approach them by it. */
export type Choices = Record<Channel, boolean>

/** Looking changes nothing: mail scanners follow every link. Undefined for a token that nobody has (any more). */
export async function lookAtChoices(world: World, token: string): Promise<Choices | undefined> {
  return inOneGo(world, async act => {
    const known = await find(act, token)
    return known && choicesOf(act, known.personId)
  })
}

/** They want no more mail: at once, and kept also of whom nothing was granted. */
export async function unsubscribe(world: World, token: string): Promise<Choices | undefined> {
  return inOneGo(world, async act => {
    const known = await find(act, token)
    if (!known) return undefined
    const { personId } = known
    await sql`select from person where id = ${personId} for no key update`.execute(act.tx)
    if (!(await saidNoForGood(act, personId, 'mail')))
      await optOut(act, { id: personId, channel: 'mail', via: proof(known, 'mail', false) })
    await noteUnsubscribed(act, known)
    return choicesOf(act, personId)
  })
}

/**
 * Their own choice, by the link that only they were sent; kept with which mail it was in. What they left as it was shown
 * is no choice: nobody refuses calls by saving what they think of mails.
 */
export async function choose(world: World, token: string, wanted: Partial<Choices>): Promise<Choices | undefined> {
  return inOneGo(world, async act => {
    const known = await find(act, token)
    if (!known) return undefined
    await sql`select from person where id = ${known.personId} for no key update`.execute(act.tx)
    const now = await choicesOf(act, known.personId)
    for (const channel of ['mail', 'phone'] as const) {
      const yes = wanted[channel]
      if (yes === undefined || yes === now[channel]) continue
      const via = proof(known, channel, yes)
      if (yes) await grantConsent(act, { id: known.personId, channel, basis: 'opt_in', via })
      else await optOut(act, { id: known.personId, channel, via })
      if (channel === 'mail' && !yes) await noteUnsubscribed(act, known)
    }
    return choicesOf(act, known.personId)
  })
}

const noteUnsubscribed = ({ tx, at }: OwnerAct, { recipientId }: Known) =>
  sql`
    update mailing_recipient set unsubscribed_at = ${at} where id = ${recipientId} and unsubscribed_at is null`.execute(
    tx,
  )

async function find({ tx }: OwnerAct, token: string): Promise<Known | undefined> {
  const { rows } = await sql<Known>`
    with recursive up as (
      select p.id, p.merged_into_id from mailing_recipient r join person p on p.id = r.person_id where r.token = ${token}
      union select p.id, p.merged_into_id from person p join up on p.id = up.merged_into_id
    )
    select r.id as recipient_id, r.mailing_id, m.name as mailing, up.id as person_id, r.token
    from mailing_recipient r join mailing m on m.id = r.mailing_id join up on up.merged_into_id is null where r.token = ${token}`.execute(
    tx,
  )
  return rows[0]
}

async function choicesOf(act: OwnerAct, personId: number): Promise<Choices> {
  const may = async (channel: Channel) => (await contactable(act, [personId], channel)).has(personId)
  return { mail: await may('mail'), phone: await may('phone') }
}

/** They said no, and nothing that they granted is left: saying it again adds nothing. */
async function saidNoForGood({ tx }: OwnerAct, personId: number, channel: Channel): Promise<boolean> {
  const consents = await tx
    .selectFrom('consent')
    .select('withdrawnAt')
    .where('personId', '=', personId)
    .where('channel', '=', channel)
    .execute()
  return consents.length > 0 && consents.every(consent => consent.withdrawnAt !== null)
}

/** Words that stand as evidence: the mail, its number here, and the beginning of the link's own key. */
function proof({ mailing, mailingId, recipientId, token }: Known, channel: Channel, yes: boolean): string {
  const what = channel === 'mail' ? 'メール' : '電話'
  const act = yes ? `${what}での連絡に同意` : `${what}での連絡を停止`
  return `本人が受信設定ページで${act}（一斉配信「${mailing}」No.${mailingId}・受信者No.${recipientId}・リンク ${token.slice(0, 8)}…）`
}
