import { sql } from 'kysely'
import { meetVisitors } from '../../people/identity/visitors.ts'
import { type Db, isAway, isRace } from '../../platform/db.ts'
import { planned } from '../../platform/lines.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { World } from '../../platform/world.ts'
import { appended } from '../../timeline/timeline.ts'
import { vocabulary } from '../../timeline/vocabulary.ts'
import type { Device } from './tracking.schema.ts'

export type View = {
  visitor: string
  /** The sender's own: the same again is the same view. */
  key: string
  url: string
  title?: string | undefined
  referrer?: string | undefined
  occurredAt: Date
  /** Why it was a machine's. */
  machine?: string | undefined
  device?: Device | undefined
}

export type Ingest = {
  /** Resolves once these views are on disk. */
  accept(views: View[]): Promise<void>
}

type Waiting = { views: View[]; done: () => void; fail: (error: unknown) => void }

/** A browser that got no answer sends again within minutes. */
const rememberedMs = 7 * 86_400_000
const mostWaiting = 20_000
const mostAtOnce = 5_000
const mostKnown = 50_000

/**
 * Group commit: one writer, no timer. What arrives while a commit is under way is gathered and goes with the next one,
 * so many at once cost little more than one, and everybody is answered after their own commit.
 */
export function openIngest(world: Pick<World, 'db' | 'clock'>): Ingest {
  let gathered: Waiting[] = []
  let waiting = 0
  let writing = false
  /** Visitors who have an identity; they are asked for again when that turns out to be wrong. */
  const known = new Set<string>()

  async function writeAll() {
    writing = true
    while (gathered.length > 0) {
      const batch = take()
      await write(batch)
    }
    writing = false
  }

  function take(): Waiting[] {
    let size = 0
    const upTo = gathered.findIndex(w => (size += w.views.length) > mostAtOnce)
    const batch = upTo < 1 ? gathered.splice(0, upTo === 0 ? 1 : gathered.length) : gathered.splice(0, upTo)
    waiting -= batch.reduce((sum, w) => sum + w.views.length, 0)
    return batch
  }

  async function write(batch: Waiting[], again = true): Promise<void> {
    if (known.size > mostKnown) known.clear()
    try {
      const views = batch.flatMap(w => w.views)
      await recordViews(world.db, world.clock.now(), views, known)
      for (const w of batch) w.done()
    } catch (error) {
      if (isRace(error) && again) return write(batch, false)
      if (isAway(error) || batch.length === 1) for (const w of batch) w.fail(error)
      // One that the database cannot take is refused alone.
      else for (const w of batch) await write([w])
    }
  }

  return {
    accept: views =>
      new Promise((done, fail) => {
        if (waiting + views.length > mostWaiting) return fail(tooBusy())
        waiting += views.length
        gathered.push({ views, done, fail })
        if (!writing) void writeAll()
      }),
  }
}

/**
 * Writes views down, each once, in one statement and so in one commit. They are the person's whose the visitor is by now; a
 * machine's are nobody's.
 */
export async function recordViews(db: Db, at: Date, views: View[], known = new Set<string>()): Promise<void> {
  const fresh = views.flatMap(v => (known.has(v.visitor) ? [] : v.visitor))
  if (fresh.length > 0) await meetVisitors(db, fresh, at)
  const rows = views.map(({ visitor, key, occurredAt, ...facts }) => ({
    visitor,
    // Apart from what programs send of the same visitor.
    key: `view:${key}`,
    occurred_at: occurredAt,
    facts: vocabulary['page.viewed'].facts.parse(facts),
  }))
  const { rows: answers } = await appended(
    sql`
      select public.next_event() as id, e.key, ${new Date(at.getTime() + rememberedMs)}::timestamptz as forget_after, 'page.viewed' as kind,
        least(e.occurred_at, ${at}::timestamptz) as occurred_at, i.id as identity_id, p.id as person_id, p.company_id, null::bigint as lead_id,
        false as historic, e.facts
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as e(visitor text, key text, occurred_at timestamptz, facts jsonb)
      cross join lateral (select c.id, c.person_id from identity c where c.kind = 'cookie' and c.value = e.visitor offset 0) i
      left join lateral (select q.id, q.company_id from person q where q.id = i.person_id and not e.facts ? 'machine' offset 0) p on true`,
    { at, byId: null, operationId: null },
    planned('record-views'),
  ).execute(db)
  for (const visitor of fresh) known.add(visitor)
  if (answers[0]!.sent === views.length) return
  // Somebody was forgotten meanwhile, with the visitors they were: whoever comes again is new. What is written is known by its key.
  known.clear()
  await recordViews(db, at, views)
}

const tooBusy = () =>
  new Refusal('unavailable', {
    en: 'More views are waiting to be written than there is room for. Please send them again in a moment.',
    ja: '処理待ちの閲覧記録が上限に達しています。しばらくしてから再送してください。',
  })
