import { knowVisitors } from '../../people/identity/visitors.ts'
import { type Db, isAway, isRace } from '../../platform/db.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { World } from '../../platform/world.ts'
import { recordAll } from '../../timeline/timeline.ts'
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

/**
 * Group commit: one writer, no timer. What arrives while a commit is under way is gathered and goes with the next one,
 * so many at once cost little more than one, and everybody is answered after their own commit.
 */
export function openIngest(world: Pick<World, 'db' | 'clock'>): Ingest {
  let gathered: Waiting[] = []
  let waiting = 0
  let writing = false

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
    try {
      await recordViews(
        world.db,
        world.clock.now(),
        batch.flatMap(w => w.views),
      )
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

/** Writes views down, each once. They are the person's whose the visitor is by now; a machine's are nobody's. */
export async function recordViews(db: Db, at: Date, views: View[]): Promise<void> {
  const forgetAfter = new Date(at.getTime() + rememberedMs)
  await db.transaction().execute(async tx => {
    const known = await knowVisitors(
      tx,
      views.map(v => v.visitor),
      at,
    )
    await recordAll(
      { tx, at, byId: null, operationId: null },
      views.map(({ visitor, key, occurredAt, ...facts }) => {
        const { identityId, personId, companyId } = known.get(visitor)!
        const concerning = facts.machine ? {} : { personId, companyId }
        return {
          kind: 'page.viewed' as const,
          key: `view:${key}`,
          forgetAfter,
          occurredAt,
          identityId,
          ...concerning,
          facts,
        }
      }),
    )
  })
}

const tooBusy = () =>
  new Refusal('unavailable', {
    en: 'More views are waiting to be written than there is room for. Please send them again in a moment.',
    ja: '処理待ちの閲覧記録が上限に達しています。しばらくしてから再送してください。',
  })
