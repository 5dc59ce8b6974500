import { sql } from 'kysely'
import type { z } from 'zod'
import { Refusal } from '../../platform/refusal.ts'
import { stale } from '../../platform/stale.ts'
import { record } from '../../timeline/timeline.ts'
import { type Act, asOwner, type OwnerAct } from '../roles/act.ts'
import { hasAdmin } from './admins.ts'
import { addressTaken, mustBeTeam } from './invite.ts'
import { endKeys, endSessions } from './passwords.ts'
import type { ChangeUser, User } from './users.schema.ts'
import { getUser } from './users.ts'

type Patch = Omit<z.infer<typeof ChangeUser>, 'id' | 'version'>

/** Changes a user, if nobody changed them since `version` was read. */
export async function changeUser(act: Act, { id, version, ...patch }: z.infer<typeof ChangeUser>): Promise<User> {
  return asOwner(act, async act => {
    const before = await lockUser(act, id)
    if (before.version !== version)
      throw stale(
        { ...before, teamId: before.team?.id ?? null, deputyId: before.deputy?.id ?? null } as { version: number },
        patch,
      )
    await writeUser(act, before, patch)
    return getUser(act, id)
  })
}

/** Writes down what users may change of themselves too: language, absence, deputy. */
export async function writeUser(act: OwnerAct, before: User, patch: Patch): Promise<void> {
  const { id } = before
  const { name, teamId, ...own } = patch
  if (patch.roles && before.roles.includes('admin') && !patch.roles.includes('admin')) await mustLeaveAnAdmin(act, id)
  if (teamId !== undefined) await mustBeTeam(act, teamId)
  await mustBeAbsence(act, before, patch)
  const holder = { ...(name === undefined ? {} : { name }), ...(teamId === undefined ? {} : { teamId }) }
  if (Object.keys(holder).length > 0) await act.tx.updateTable('holder').set(holder).where('id', '=', id).execute()
  const user = { ...own, ...(own.roles ? { roles: [...new Set(own.roles)] } : {}) }
  if (Object.keys(user).length > 0) {
    await act.tx
      .updateTable('appUser')
      .set(user)
      .where('id', '=', id)
      .execute()
      .catch(error => {
        throw (error as { code?: string }).code === '23505' ? addressTaken(patch.email ?? '') : error
      })
  }
  if (patch.email !== undefined || name !== undefined) await sameForSignIn(act, id)
  const teamChanged = teamId !== undefined && teamId !== (before.team?.id ?? null)
  await record(act, 'user.changed', {}, { userId: id, teamChanged, left: false })
}

/** Somebody leaves: they are signed out and hold nothing. Refused while they do, with what is to be handed over. */
export async function deactivateUser(act: Act, { id, version }: { id: number; version: number }): Promise<User> {
  return asOwner(act, async act => {
    const user = await lockUser(act, id)
    if (user.version !== version) throw stale(user, { active: false })
    if (!user.active) return user
    if (user.roles.includes('admin')) await mustLeaveAnAdmin(act, id)
    await mustHoldNothing(act, user)
    await act.tx.updateTable('holder').set({ active: false }).where('id', '=', id).execute()
    await act.tx.updateTable('appUser').set({ deputyId: null }).where('deputyId', '=', id).execute()
    await endKeys(act, id)
    await endSessions(act, id)
    await record(act, 'user.changed', {}, { userId: id, teamChanged: false, left: true })
    return getUser(act, id)
  })
}

export async function reactivateUser(act: Act, { id, version }: { id: number; version: number }): Promise<User> {
  return asOwner(act, async act => {
    const user = await lockUser(act, id)
    if (user.version !== version) throw stale(user, { active: true })
    await act.tx.updateTable('holder').set({ active: true }).where('id', '=', id).execute()
    await record(act, 'user.changed', {}, { userId: id, teamChanged: false, left: false })
    return getUser(act, id)
  })
}

export async function lockUser(act: OwnerAct, id: number): Promise<User> {
  await sql`select from app_user u join holder h on h.id = u.id where u.id = ${id} for update`.execute(act.tx)
  return getUser(act, id)
}

/** The same name and address on the side that signs in. */
async function sameForSignIn({ tx, at }: OwnerAct, id: number): Promise<void> {
  await sql`update auth."user" a set email = u.email, name = h.name, "updatedAt" = ${at}
    from app_user u join holder h on h.id = u.id where u.id = ${id} and a.id::text = u.auth_id`.execute(tx)
}

async function mustLeaveAnAdmin(act: OwnerAct, id: number): Promise<void> {
  // Two admins who remove each other at the same time wait for one another here.
  await sql`select pg_advisory_xact_lock(hashtext('the last admin'))`.execute(act.tx)
  if (await hasAdmin(act, id)) return
  throw new Refusal('conflict', {
    en: 'This is the only administrator. Make somebody else an administrator first.',
    ja: '管理者がほかにいません。先に別のユーザーを管理者にしてください。',
  })
}

async function mustHoldNothing({ tx }: OwnerAct, { id, name }: User): Promise<void> {
  const { rows } = await sql<{ leads: number; offers: number; activities: number; deals: number }>`
    select (select count(*) from lead where holder_id = ${id} and closed_at is null) as leads,
      (select count(*) from offer where to_id = ${id} and answer is null) as offers,
      (select count(*) from activity where holder_id = ${id} and done_at is null and cancelled_at is null) as activities,
      (select count(*) from deal where owner_id = ${id} and outcome is null) as deals`.execute(tx)
  const holds = rows[0] ?? { leads: 0, offers: 0, activities: 0, deals: 0 }
  if (holds.leads + holds.offers + holds.activities + holds.deals === 0) return
  throw new Refusal(
    'conflict',
    {
      en: `${name} still has ${holds.leads} open leads, ${holds.deals} open deals, ${holds.offers} offers to answer and ${holds.activities} planned activities. Hand them over first (Handover).`,
      ja: `${name}さんには、進行中のリード${holds.leads}件、進行中の商談${holds.deals}件、未回答の打診${holds.offers}件、予定の活動${holds.activities}件があります。先に「引継ぎ」で別の担当者に移してください。`,
    },
    holds,
  )
}

async function mustBeAbsence({ tx }: OwnerAct, before: User, patch: Patch): Promise<void> {
  const from = patch.awayFrom === undefined ? before.awayFrom : patch.awayFrom
  const until = patch.awayUntil === undefined ? before.awayUntil : patch.awayUntil
  if (from && until && until < from) {
    throw new Refusal(
      'invalid',
      { en: 'The last day away is before the first.', ja: '不在の終了日が開始日より前になっています。' },
      { field: 'awayUntil' },
    )
  }
  if (!patch.deputyId) return
  const deputy = await tx
    .selectFrom('appUser')
    .innerJoin('holder', 'holder.id', 'appUser.id')
    .select('appUser.id')
    .where('appUser.id', '=', patch.deputyId)
    .where('active', '=', true)
    .where('isProgram', '=', false)
    .executeTakeFirst()
  if (deputy && deputy.id !== before.id) return
  throw new Refusal(
    'invalid',
    { en: 'The deputy must be another user who works here.', ja: '代理には、有効な別のユーザーを指定してください。' },
    { field: 'deputyId' },
  )
}
