import type { OwnerAct } from '../../office/roles/act.ts'
import type { Tx } from '../../platform/db.ts'
import type { World } from '../../platform/world.ts'

/** What happens by itself, or by somebody outside: no user did it, and it is no operation that a user could take back. */
export const ofItself = (tx: Tx, at: Date): OwnerAct => ({
  tx,
  at,
  byId: null,
  operationId: null,
  actor: null,
  rights: 'owner',
})

export const inOneGo = <T>(
  { db, clock }: Pick<World, 'db' | 'clock'>,
  run: (act: OwnerAct) => Promise<T>,
): Promise<T> => db.transaction().execute(tx => run(ofItself(tx, clock.now())))
