import { sql } from 'kysely'
import { type Act, asOwner } from '../../office/roles/act.ts'
import type { Picked } from '../../people/leads/leads.schema.ts'
import { presetName } from '../../people/segments/presets.ts'
import { fromCursor, toCursor } from '../../platform/api.ts'
import { Refusal, type Sentence } from '../../platform/refusal.ts'
import { stale } from '../../platform/stale.ts'
import { compile } from './compose.ts'
import type { ChangeMailing, CreateMailing, Figures, Mailing, MailingListed, MailingState } from './mailings.schema.ts'
import { noSuchMailing, onlyDrafts } from './refusals.ts'

type Row = Omit<Mailing, 'figures' | 'problem' | 'canSend'> & { problem: Sentence | null; preset: string | null }

const columns = sql`m.id, m.name, m.subject, m.preheader, m.body, m.sender_name, m.sender_email, m.segment_id, m.picked as whom, m.rate,
  m.state, m.scheduled_at, m.started_at, m.ended_at, m.problem, m.outbox, m.created_at, m.version, s.preset,
  case when s.id is not null then jsonb_build_object('id', s.id, 'name', s.name) end as segment,
  jsonb_array_length(m.picked -> 'personIds') as picked,
  case when h.id is not null then jsonb_build_object('id', h.id, 'name', h.name) end as by`
const from = sql`mailing m left join segment s on s.id = m.segment_id left join holder h on h.id = m.created_by`

export async function getMailing(act: Act, id: number, canSend: boolean): Promise<Mailing> {
  const { rows } = await sql<Row>`select ${columns} from ${from} where m.id = ${id}`.execute(act.tx)
  const row = rows[0]
  if (!row) throw noSuchMailing()
  const figures = await figuresOf(act, [id])
  const problem = row.problem?.[act.actor?.language ?? 'ja'] ?? null
  return { ...named(act, row), problem, canSend, figures: figures.get(id)! }
}

/** Latest first, with what came of each. */
export async function listMailings(
  act: Act,
  { state, limit, cursor }: { state?: MailingState | undefined; limit: number; cursor?: string | undefined },
): Promise<{ items: MailingListed[]; nextCursor: string | null }> {
  const after = fromCursor(cursor)
  const { rows } = await sql<Row>`
    select ${columns} from ${from}
    where ${state ? sql`m.state = ${state}` : sql`true`}
      and ${after ? sql`(m.created_at, m.id) < (${after[0]}::timestamptz, ${after[1]}::bigint)` : sql`true`}
    order by m.created_at desc, m.id desc limit ${limit + 1}`.execute(act.tx)
  const page = rows.slice(0, limit)
  const figures = await figuresOf(
    act,
    page.map(row => row.id),
  )
  const last = page.at(-1)
  return {
    items: page.map(row => ({ ...named(act, row), figures: figures.get(row.id)! })),
    nextCursor: rows.length > limit && last ? toCursor([last.createdAt, last.id]) : null,
  }
}

/** A list of day one is called so in the reader's language. */
const named = (act: Act, { preset, segment, ...row }: Row) => ({
  ...row,
  segment: segment && { ...segment, name: presetName(preset, act.actor?.language ?? 'ja') ?? segment.name },
})

const states = sql.join(
  ['waiting', 'sending', 'sent', 'bounced', 'failed', 'unknown', 'excluded'].map(
    state => sql`coalesce(sum(s.count) filter (where s.state = ${sql.lit(state)}), 0)::bigint as ${sql.ref(state)}`,
  ),
)

/** Sums only: they are of all recipients, whoever asks. Each half is read off an index alone. */
async function figuresOf(act: Act, ids: number[]): Promise<Map<number, Figures>> {
  return asOwner(act, async ({ tx }) => {
    const { rows } = await sql<Figures & { id: number }>`
      select i.id, ${states}, coalesce(d.opened, 0) as opened, coalesce(d.clicked, 0) as clicked, coalesce(d.unsubscribed, 0) as unsubscribed
      from unnest(${ids}::bigint[]) as i(id)
      left join (
        select mailing_id, state, count(*) from mailing_recipient where mailing_id = any(${ids}) group by mailing_id, state
      ) s on s.mailing_id = i.id
      left join (
        select mailing_id, count(opened_at) as opened, count(clicked_at) as clicked, count(unsubscribed_at) as unsubscribed
        from mailing_recipient
        where mailing_id = any(${ids}) and (opened_at is not null or clicked_at is not null or unsubscribed_at is not null)
        group by mailing_id
      ) d on d.mailing_id = i.id
      group by i.id, d.opened, d.clicked, d.unsubscribed`.execute(tx)
    return new Map(rows.map(({ id, ...figures }) => [id, figures]))
  })
}

export async function createMailing(act: Act, input: CreateMailing): Promise<number> {
  check(input)
  return asOwner(act, async ({ tx, at, byId }) => {
    const { id } = await tx
      .insertInto('mailing')
      .values({ ...input, picked: json(input.picked), state: 'draft', createdAt: at, createdBy: byId })
      .returning('id')
      .executeTakeFirstOrThrow()
    return id
  })
}

/** Changes a draft. To whom it goes is one of a segment and people who were picked. */
export async function changeMailing(act: Act, { id, version, ...patch }: ChangeMailing): Promise<void> {
  const current = await getMailing(act, id, false)
  if (current.state !== 'draft') throw onlyDrafts(current.state)
  check({ ...current, picked: current.whom, ...patch })
  const whom = patch.segmentId ? { picked: null } : patch.picked ? { segmentId: null } : {}
  const { picked, ...rest } = { ...patch, ...whom }
  await asOwner(act, async ({ tx }) => {
    const changed = await tx
      .updateTable('mailing')
      .set({ ...rest, ...(picked === undefined ? {} : { picked: json(picked) }), problem: null })
      .where('id', '=', id)
      .where('version', '=', version)
      .where('state', '=', 'draft')
      .returning('id')
      .executeTakeFirst()
    if (!changed) throw stale(current, patch)
  })
}

/** A draft that is not wanted any more. */
export async function removeMailing(act: Act, id: number): Promise<void> {
  const { state } = await getMailing(act, id, false)
  if (state !== 'draft') throw onlyDrafts(state)
  await asOwner(act, ({ tx }) => tx.deleteFrom('mailing').where('id', '=', id).where('state', '=', 'draft').execute())
}

const json = (picked: Picked | null) => picked && JSON.stringify(picked)

type Checked = Pick<CreateMailing, 'subject' | 'preheader' | 'body' | 'segmentId' | 'picked'>

/** What cannot be read is refused while it is written, not when it is sent. */
function check(input: Checked): void {
  compile(input)
  if (input.segmentId && input.picked && input.picked.personIds === undefined && input.picked.matching === undefined)
    throw new Refusal('invalid', {
      en: 'Name a segment, or people; not both.',
      ja: 'セグメントと個別の選択は、どちらか一方を指定してください。',
    })
}
