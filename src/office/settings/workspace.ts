import { sql } from 'kysely'
import type { z } from 'zod'
import { Refusal } from '../../platform/refusal.ts'
import { stale } from '../../platform/stale.ts'
import { type Act, asOwner } from '../roles/act.ts'
import type { AddHoliday, ChangeWorkspace, Holiday, RoleScope, Workspace } from './settings.schema.ts'

type WorkspaceRow = z.infer<typeof Workspace>

export async function getWorkspace({ tx }: Act): Promise<WorkspaceRow> {
  const { rows } = await sql<WorkspaceRow>`
    select name, sender_name, sender_email, postal_address, phone, time_zone, fiscal_month, touch_days, working_days,
      to_char(day_starts, 'HH24:MI') as day_starts, to_char(day_ends, 'HH24:MI') as day_ends, language, version
    from workspace`.execute(tx)
  if (!rows[0]) throw new Error('The workspace has no row.')
  return rows[0]
}

/** Changes what the company has set, if nobody changed it since `version` was read. Clocks that are set from now on follow it. */
export async function changeWorkspace(
  act: Act,
  { version, ...patch }: z.infer<typeof ChangeWorkspace>,
): Promise<WorkspaceRow> {
  return asOwner(act, async act => {
    const current = await getWorkspace(act)
    if ((patch.dayStarts ?? current.dayStarts) >= (patch.dayEnds ?? current.dayEnds)) {
      throw new Refusal(
        'invalid',
        { en: 'The working day has to end after it starts.', ja: '終業時刻は始業時刻より後にしてください。' },
        { field: 'dayEnds' },
      )
    }
    const days = patch.workingDays ? { workingDays: [...new Set(patch.workingDays)].toSorted() } : {}
    const changed = await act.tx
      .updateTable('workspace')
      .set({ ...patch, ...days, id: 1 })
      .where('version', '=', version)
      .returning('id')
      .executeTakeFirst()
    if (!changed) throw stale(await getWorkspace(act), patch)
    return getWorkspace(act)
  })
}

export const listHolidays = ({ tx }: Act): Promise<z.infer<typeof Holiday>[]> =>
  tx.selectFrom('holiday').select(['id', 'day', 'name', 'version']).orderBy('day').execute()

/** A day of the company's own on which nobody works. Public holidays are known without being added. */
export async function addHoliday(
  act: Act,
  { day, name }: z.infer<typeof AddHoliday>,
): Promise<z.infer<typeof Holiday>> {
  return asOwner(act, ({ tx }) =>
    tx
      .insertInto('holiday')
      .values({ day, name })
      .onConflict(oc => oc.column('day').doUpdateSet({ name }))
      .returning(['id', 'day', 'name', 'version'])
      .executeTakeFirstOrThrow(),
  )
}

export async function removeHoliday(act: Act, id: number): Promise<void> {
  await asOwner(act, async ({ tx }) => {
    const gone = await tx.deleteFrom('holiday').where('id', '=', id).returning('id').executeTakeFirst()
    if (!gone) throw new Refusal('missing', { en: 'There is no such day.', ja: 'この休業日は登録されていません。' })
  })
}

export async function listRoles({ tx }: Act): Promise<z.infer<typeof RoleScope>[]> {
  const { rows } = await sql<z.infer<typeof RoleScope>>`select name, scope, version from role order by name`.execute(tx)
  return rows
}

/** Whose rows a role sees from the next request on. Admins see all, or nobody could put things right. */
export async function changeRole(
  act: Act,
  { name, scope, version }: z.infer<typeof RoleScope>,
): Promise<z.infer<typeof RoleScope>> {
  if (name === 'admin' && scope !== 'all') {
    throw new Refusal('conflict', {
      en: 'Administrators always see everything.',
      ja: '管理者の閲覧範囲は変更できません（常にすべて）。',
    })
  }
  return asOwner(act, async act => {
    const changed = await act.tx
      .updateTable('role')
      .set({ scope })
      .where('name', '=', name)
      .where('version', '=', version)
      .returning('name')
      .executeTakeFirst()
    const role = (await listRoles(act)).find(r => r.name === name)
    if (!role) throw new Refusal('missing', { en: 'There is no such role.', ja: 'このロールは存在しません。' })
    if (!changed) throw stale(role, { scope })
    return role
  })
}
