import { sql } from 'kysely'
import { type Act, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import { record } from '../../timeline/timeline.ts'
import { knowVisitors } from './visitors.ts'

export type Strength = 'strong' | 'weak'

/** A weak sign says something about the visit in which it was given, and nothing about what was before. */
const visitMinutes = 30

/**
 * Concludes whose a visitor is. Answers whether anything was concluded.
 *
 * - `strong` (a form, a signed link): what the visitor did while nobody was concluded becomes theirs, and what was only
 *   weakly taken for somebody else's; so does all that follows. What was strongly somebody's stays (a shared machine).
 * - `weak` (a click in a mail that may have been forwarded): only while nobody is concluded, from this visit on.
 *
 * Neither ever makes one person of two.
 */
export async function identify(
  act: Act,
  { visitor, personId, strength }: { visitor: string; personId: number; strength: Strength },
): Promise<boolean> {
  return asOwner(act, async act => {
    const person = await lockPerson(act, personId)
    const cookie = await lockCookie(act, visitor)
    const known = cookie.personId !== null
    const same = cookie.personId === person.id && cookie.strength === 'strong'
    if (same || (strength === 'weak' && known)) return false
    const from = cookie.strength === 'weak' && cookie.personId !== person.id ? cookie.personId : null
    await sql`
      update identity set person_id = ${person.id}, strength = ${strength}, concluded_at = ${act.at} where id = ${cookie.id}`.execute(
      act.tx,
    )
    const since = strength === 'weak' ? new Date(act.at.getTime() - visitMinutes * 60_000) : null
    const events = await takeOver(act, cookie.id, person, from, since)
    await record(
      act,
      'visitor.identified',
      { personId: person.id, companyId: person.companyId, identityId: cookie.id },
      { identityId: cookie.id, strength, events, from },
    )
    return true
  })
}

/** As it is after a merge that may be under way; a merge that comes later finds the cookie among what is theirs. */
async function lockPerson(act: OwnerAct, personId: number): Promise<Person> {
  const { rows } = await sql<Person & { mergedIntoId: number | null }>`
    select id, company_id, merged_into_id from person where id = ${personId} for key share`.execute(act.tx)
  const [person] = rows
  if (!person) throw new Refusal('missing', { en: 'There is no such person.', ja: 'この担当者は存在しません。' })
  return person.mergedIntoId === null ? person : lockPerson(act, person.mergedIntoId)
}

type Person = { id: number; companyId: number | null }
type Cookie = { id: number; personId: number | null; strength: Strength }

async function lockCookie(act: OwnerAct, visitor: string): Promise<Cookie> {
  await knowVisitors(act.tx, [visitor], act.at)
  const { rows } = await sql<Cookie>`
    select id, person_id, strength from identity where kind = 'cookie' and value = ${visitor} for no key update`.execute(
    act.tx,
  )
  if (!rows[0]) throw new Error('A visitor that was just made is gone.')
  return rows[0]
}

/** What nobody's is now theirs, and what was weakly another's. Machines' views are nobody's for ever. */
async function takeOver(
  { tx }: OwnerAct,
  identityId: number,
  person: Person,
  from: number | null,
  since: Date | null,
): Promise<number> {
  const whose = sql`(t.person_id is null or t.person_id = ${from}::bigint)`
  await sql`
    update visit t set person_id = ${person.id} where t.identity_id = ${identityId} and ${whose}
      and ${since ? sql`t.last_at >= ${since}` : sql`true`}`.execute(tx)
  const { numAffectedRows } = await sql`
    update event t set person_id = ${person.id}, company_id = ${person.companyId}::bigint
    where t.identity_id = ${identityId} and ${whose} and not t.facts ? 'machine'
      and ${since ? sql`t.occurred_at >= ${since}` : sql`true`}`.execute(tx)
  return Number(numAffectedRows ?? 0)
}
