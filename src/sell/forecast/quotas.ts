import { sql } from 'kysely'
import type { z } from 'zod'
import { type Act, asOwner } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import { stale } from '../../platform/stale.ts'
import type { Quota, SetQuota } from './forecast.schema.ts'

type Row = z.infer<typeof Quota>

const columns = sql`q.id, q.user_id, q.team_id, to_char(q.month, 'YYYY-MM') as month, q.amount, q.version`

export async function listQuotas({ tx }: Act, month: string): Promise<Row[]> {
  const { rows } =
    await sql<Row>`select ${columns} from quota q where q.month = ${`${month}-01`}::date order by q.id`.execute(tx)
  return rows
}

/** What a user, or a team as a whole, is to win in a month. */
export async function setQuota(act: Act, { userId, teamId, month, amount, version }: SetQuota): Promise<Row> {
  await needWhose(act, userId, teamId)
  return asOwner(act, async ({ tx }) => {
    const first = `${month}-01`
    const whose = userId ? sql`user_id = ${userId}` : sql`team_id = ${teamId}`
    // The row is there before it is written, so that undo has something to go back to.
    await sql`
      insert into quota (user_id, team_id, month, amount) values (${userId ?? null}, ${teamId ?? null}, ${first}::date, 0)
      on conflict do nothing`.execute(tx)
    const { rows: locked } = await sql<Row>`
      select ${columns} from quota q where ${whose} and month = ${first}::date for update`.execute(tx)
    const before = locked[0]!
    if (version !== undefined && version !== before.version) throw stale(before, { amount })
    const { rows } = await sql<Row>`
      update quota q set amount = ${amount} where q.id = ${before.id} returning ${columns}`.execute(tx)
    return rows[0]!
  })
}

async function needWhose({ tx }: Act, userId: number | undefined, teamId: number | undefined): Promise<void> {
  const known = userId
    ? await tx.selectFrom('appUser').select('id').where('id', '=', userId).executeTakeFirst()
    : await tx.selectFrom('team').select('id').where('id', '=', teamId!).executeTakeFirst()
  if (!known)
    throw new Refusal(
      'missing',
      { en: 'There is no such user or team.', ja: '指定されたユーザーまたはチームは存在しません。' },
      { field: userId ? 'userId' : 'teamId' },
    )
}
