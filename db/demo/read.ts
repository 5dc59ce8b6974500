import { listNotifications, readNotifications } from '../../src/office/notifications/notifications.ts'
import { act } from '../../src/office/roles/act.ts'
import { findActor } from '../../src/office/users/actors.ts'
import type { World } from '../../src/platform/world.ts'

/** What is left for the next morning, at most. */
const left = 5
const stale = 2 * 24 * 3600_000

/** In the evening everybody reads what they were told: all but the latest few, and nothing stays for days. */
export async function readBells({ db, clock }: World, users: number[]): Promise<void> {
  for (const id of users) {
    const actor = await findActor(db, { id }, clock.now())
    if (!actor) continue
    await act(db, clock, actor, 'notifications.read', async act => {
      const { items } = await listNotifications(act, { unread: true, limit: 500 })
      const ids = items.filter((one, i) => i >= left || act.at.getTime() - one.at.getTime() > stale).map(one => one.id)
      if (ids.length > 0) await readNotifications(act, { ids })
    })
  }
}
