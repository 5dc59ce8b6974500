import { sql } from 'kysely'
import { actAsOwner } from '../../office/roles/act.ts'
import type { World } from '../../platform/world.ts'
import { keysOf, knownOf, wholePerson } from './erase.evidence.ts'
import { type Entry, readLedger, writeLedger } from './erase.ledger.ts'
import { erase, keepOut } from './erase.ts'
import { hashKeys } from './match.ts'

const perPass = 5_000

const isSame = (a: Pick<Entry, 'personId' | 'hashes'>, b: Pick<Entry, 'personId' | 'hashes'>) =>
  a.personId === b.personId && a.hashes.some(h => b.hashes.includes(h))

/**
 * Runs at every start and after a restore: a backup from before an erasure brings people back who asked to be forgotten.
 * The ledger knows them by hashes: whoever's evidence agrees is forgotten again. An id alone proves nothing, for another
 * database uses it for somebody else. Answers how many records were erased.
 */
export async function reapplyErasures(world: Pick<World, 'db' | 'clock' | 'dataDir'>): Promise<number> {
  const ledger = readLedger(world.dataDir)
  const known = await world.db.selectFrom('erasure').select(['personId', 'hashes', 'erasedAt', 'erasedBy']).execute()
  writeLedger(
    world.dataDir,
    known.filter(k => !ledger.some(l => isSame(l, k))),
  )
  const missing = ledger.filter(l => !known.some(k => isSame(l, k)))
  if (missing.length === 0) return 0
  const back = await findAgain(world, missing)
  let erased = 0
  for (const entry of missing) {
    erased += await actAsOwner(world.db, world.clock, null, 'persons.eraseAgain', async act => {
      // Web and worker may start at once.
      await sql`select pg_advisory_xact_lock(hashtext('musubi: erasures'))`.execute(act.tx)
      const others = await act.tx
        .selectFrom('erasure')
        .select(['personId', 'hashes'])
        .where('personId', '=', entry.personId)
        .execute()
      if (others.some(other => isSame(other, entry))) return 0
      const ids = new Set<number>()
      for (const id of back.get(entry) ?? []) for (const one of await wholePerson(act.tx, id)) ids.add(one)
      if (ids.size > 0) await erase(act, await knownOf(act.tx, [...ids]))
      await keepOut(act, entry)
      return ids.size
    })
  }
  return erased
}

/** Whoever's evidence is among the hashes, one pass over all people. */
async function findAgain({ db }: Pick<World, 'db'>, missing: Entry[]): Promise<Map<Entry, number[]>> {
  const wanted = new Map(missing.flatMap(entry => entry.hashes.map(hash => [hash, entry] as const)))
  const found = new Map<Entry, number[]>()
  for (let after = 0; ; ) {
    const done = await db.transaction().execute(async tx => {
      const rows = await tx
        .selectFrom('person')
        .select('id')
        .where('id', '>', after)
        .orderBy('id')
        .limit(perPass)
        .execute()
      const people =
        rows.length > 0
          ? await knownOf(
              tx,
              rows.map(r => r.id),
            )
          : []
      const keys = people.map(keysOf)
      const hashes = await hashKeys(tx, keys.flat())
      let at = 0
      for (const [i, person] of people.entries()) {
        for (const hash of hashes.slice(at, (at += keys[i]!.length))) {
          const entry = wanted.get(hash)
          if (entry) found.set(entry, [...new Set([...(found.get(entry) ?? []), person.id])])
        }
      }
      after = rows.at(-1)?.id ?? after
      return rows.length < perPass
    })
    if (done) return found
  }
}
