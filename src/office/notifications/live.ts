import { sql } from 'kysely'
import { type Ears, type Listening, listen } from '../../platform/live.ts'
import type { World } from '../../platform/world.ts'
import type { Actor } from '../roles/act.ts'
import { findActor } from '../users/actors.ts'

/** What open screens are told; see ui/live.ts. */
export type LiveMessage = { type: 'changed'; personIds: number[]; kinds: string[] } | { type: 'notification' }

/** What the database carries on the channel "live": who may be told of what (null: everybody), and who got a notification. */
export type Told = { kinds: string[]; seen: { personId?: number; by: number[] | null }[] } | { users: number[] }

export type Screen = { actor: Actor; tell: (message: LiveMessage) => void; close: () => void }

/** All open screens of this process. */
export type Screens = { add(screen: Screen): () => void; count(): number; channels: Ears['channels']; closeAll(): void }

export function openScreens(world: World): Screens {
  const screens = new Set<Screen>()

  function hear(payload: string) {
    const told = JSON.parse(payload) as Told
    for (const screen of screens) {
      const message = messageFor(screen.actor, told)
      if (message) screen.tell(message)
    }
    if ('kinds' in told && told.kinds.includes('user.changed')) void lookAgain()
  }

  /** Who left is shown out; who changed team or role sees from now on what is theirs now. */
  async function lookAgain() {
    for (const screen of screens) {
      const actor = await findActor(world.db, { id: screen.actor.id }, world.clock.now()).catch(() => screen.actor)
      if (actor) screen.actor = actor
      else screen.close()
    }
  }

  return {
    add(screen) {
      screens.add(screen)
      return () => screens.delete(screen)
    },
    count: () => screens.size,
    channels: { live: hear },
    closeAll() {
      for (const screen of screens) screen.close()
    },
  }
}

/** What this actor may be told: only people within their sight are named. */
export function messageFor(actor: Actor, told: Told): LiveMessage | undefined {
  if ('users' in told) return told.users.includes(actor.id) ? { type: 'notification' } : undefined
  const visible = told.seen.filter(
    row => row.by === null || row.by.some(id => actor.sight.includes(id) || id === actor.id),
  )
  if (visible.length === 0) return undefined
  return { type: 'changed', kinds: told.kinds, personIds: visible.flatMap(row => row.personId ?? []) }
}

export function listenForScreens(url: string, world: World, screens: Screens): Listening {
  let heardBefore = false
  return listen(url, {
    channels: screens.channels,
    onBack() {
      // What was told while the line was down is lost: screens that open their line anew read everything again.
      if (heardBefore) screens.closeAll()
      heardBefore = true
    },
    onAway: error => world.log.debug({ err: error }, 'the live feed is away'),
  })
}

export const tellLive = (told: Told) => sql`select pg_notify('live', ${JSON.stringify(told)})`
