import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { Refusal } from '../../platform/refusal.ts'
import { stale } from '../../platform/stale.ts'
import { record } from '../../timeline/timeline.ts'
import { type Act, asOwner, type OwnerAct } from '../roles/act.ts'
import type { ChangeTeam, CreateTeam, Team } from './teams.schema.ts'

async function find({ tx }: Act, where: RawBuilder<unknown>): Promise<Team[]> {
  const { rows } = await sql<Team>`
    select t.id, t.name, t.version, q.id as queue_id,
      case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name) end as parent,
      (select count(*) from holder h where h.team_id = t.id and h.kind = 'user' and h.active) as members
    from team t left join team p on p.id = t.parent_id
    join lateral (select id from holder where team_id = t.id and kind = 'queue' order by id limit 1) q on true
    where ${where} order by t.name, t.id`.execute(tx)
  return rows
}

export const listTeams = (act: Act): Promise<Team[]> => find(act, sql`true`)

export async function getTeam(act: Act, id: number): Promise<Team> {
  const [team] = await find(act, sql`t.id = ${id}`)
  if (!team) throw new Refusal('missing', { en: 'There is no such team.', ja: 'このチームは存在しません。' })
  return team
}

/** A team comes with a queue, so that work can be offered to all of it. */
export async function createTeam(act: Act, { name, parentId = null }: z.infer<typeof CreateTeam>): Promise<Team> {
  return asOwner(act, async act => {
    await mustBeAbove(act, null, parentId)
    const { id } = await act.tx.insertInto('team').values({ name, parentId }).returning('id').executeTakeFirstOrThrow()
    await act.tx.insertInto('holder').values({ kind: 'queue', name, teamId: id }).execute()
    return getTeam(act, id)
  })
}

/** Changes a team's name or where it belongs, if nobody changed it since `version` was read. */
export async function changeTeam(act: Act, { id, version, ...patch }: z.infer<typeof ChangeTeam>): Promise<Team> {
  return asOwner(act, async act => {
    if (patch.parentId !== undefined) await mustBeAbove(act, id, patch.parentId)
    const changed = await act.tx
      .updateTable('team')
      .set({ ...patch, id })
      .where('id', '=', id)
      .where('version', '=', version)
      .returning('id')
      .executeTakeFirst()
    if (!changed) {
      const current = await getTeam(act, id)
      throw stale({ ...current, parentId: current.parent?.id ?? null } as Team, patch)
    }
    if (patch.name !== undefined)
      await act.tx
        .updateTable('holder')
        .set({ name: patch.name })
        .where('teamId', '=', id)
        .where('kind', '=', 'queue')
        .execute()
    if (patch.parentId !== undefined) await tellMembers(act, id)
    return getTeam(act, id)
  })
}

/** Who sees what depends on which team is below which; open screens look again. */
async function tellMembers(act: OwnerAct, teamId: number): Promise<void> {
  const members = await act.tx
    .selectFrom('holder')
    .select('id')
    .where('teamId', '=', teamId)
    .where('kind', '=', 'user')
    .where('active', '=', true)
    .execute()
  for (const { id } of members) await record(act, 'user.changed', {}, { userId: id, teamChanged: false, left: false })
}

async function mustBeAbove({ tx }: OwnerAct, id: number | null, parentId: number | null | undefined): Promise<void> {
  if (parentId == null) return
  const { rows } = await sql<{ id: number }>`
    with recursive above as (select id, parent_id from team where id = ${parentId} union select t.id, t.parent_id from team t join above a on t.id = a.parent_id)
    select id from above`.execute(tx)
  if (rows.length === 0)
    throw new Refusal(
      'invalid',
      { en: 'There is no such team to belong to.', ja: '上位に指定されたチームは存在しません。' },
      { field: 'parentId' },
    )
  if (rows.some(row => row.id === id)) {
    throw new Refusal(
      'invalid',
      {
        en: 'A team cannot belong to itself or to a team below it.',
        ja: 'チームを自身やその下位のチームに所属させることはできません。',
      },
      { field: 'parentId' },
    )
  }
}
