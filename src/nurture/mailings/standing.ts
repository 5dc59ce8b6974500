import { sql } from 'kysely'
import { type Act, asOwner } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { MailStanding } from './mailings.schema.ts'

/** How mailings stand with one person: whether somebody holds them back, and whether their address was refused. */
export async function mailStandingOf(act: Act, personId: number): Promise<MailStanding> {
  const email = await needPerson(act, personId)
  const { rows: holds } = await sql<NonNullable<MailStanding['hold']>>`
    select m.id, m.note, m.held_at, case when h.id is not null then jsonb_build_object('id', h.id, 'name', h.name) end as by
    from mail_hold m left join holder h on h.id = m.held_by
    where m.person_id = ${personId} and m.released_at is null order by m.id limit 1`.execute(act.tx)
  // Whose mail it was that bounced does not matter: it is this address that does not exist.
  const bounce = await asOwner(act, ({ tx }) =>
    tx
      .selectFrom('mailBounce')
      .select(['id', 'address', 'bouncedAt', 'reason'])
      .where('address', '=', email ?? '')
      .where('liftedAt', 'is', null)
      .executeTakeFirst(),
  )
  return { hold: holds[0] ?? null, bounce: bounce ?? null }
}

/** R23: whoever works with somebody keeps mailings away from them, until it is taken back. */
export async function holdBack(act: Act, { id: personId, note }: { id: number; note: string }): Promise<void> {
  await needPerson(act, personId)
  await asOwner(act, ({ tx, at, byId }) =>
    tx
      .insertInto('mailHold')
      .values({ personId, originalId: personId, note, heldAt: at, heldBy: byId })
      .onConflict(oc => oc.column('originalId').where('releasedAt', 'is', null).doUpdateSet({ note }))
      .execute(),
  )
}

export async function release(act: Act, personId: number): Promise<void> {
  await needPerson(act, personId)
  await asOwner(act, ({ tx, at }) =>
    tx
      .updateTable('mailHold')
      .set({ releasedAt: at })
      .where('personId', '=', personId)
      .where('releasedAt', 'is', null)
      .execute(),
  )
}

/** Somebody knows that the address is right after all: it may be sent to again. */
export async function liftBounce(act: Act, personId: number): Promise<void> {
  const email = await needPerson(act, personId)
  await asOwner(act, async ({ tx, at, byId }) => {
    const lifted = await tx
      .updateTable('mailBounce')
      .set({ liftedAt: at, liftedBy: byId })
      .where('address', '=', email ?? '')
      .where('liftedAt', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!lifted)
      throw new Refusal('conflict', {
        en: 'No mail to this address has been refused.',
        ja: 'このアドレスに不達の記録はありません。',
      })
  })
}

async function needPerson({ tx }: Act, id: number): Promise<string | null> {
  const person = await tx
    .selectFrom('person')
    .select('emailKey')
    .where('id', '=', id)
    .where('mergedIntoId', 'is', null)
    .executeTakeFirst()
  if (!person) throw new Refusal('missing', { en: 'There is no such person.', ja: 'この担当者は存在しません。' })
  return person.emailKey
}
