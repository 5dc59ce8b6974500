import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** One who asked to be forgotten, as the ledger beside the database knows them: no personal data. */
const Entry = z.object({
  personId: z.number().int(),
  hashes: z.array(z.string()),
  erasedAt: z.coerce.date(),
  erasedBy: z.number().int().nullable(),
})
export type Entry = z.infer<typeof Entry>

const ledgerOf = (dataDir: string) => join(dataDir, 'erasures.jsonl')

/** On disk before the erasure commits: a backup that is restored later does not know of it, the ledger does. */
export function writeLedger(dataDir: string, entries: Entry[]): void {
  if (entries.length === 0) return
  const file = openSync(ledgerOf(dataDir), 'a', 0o600)
  try {
    // A line that was cut off by a crash must not swallow the next one.
    const torn = existsSync(ledgerOf(dataDir)) && !/(^|\n)$/.test(readFileSync(ledgerOf(dataDir), 'utf8'))
    writeSync(file, (torn ? '\n' : '') + entries.map(e => `${JSON.stringify(e)}\n`).join(''))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

export function readLedger(dataDir: string): Entry[] {
  if (!existsSync(ledgerOf(dataDir))) return []
  return readFileSync(ledgerOf(dataDir), 'utf8')
    .split('\n')
    .flatMap(line => {
      try {
        return [Entry.parse(JSON.parse(line))]
      } catch {
        return []
      }
    })
}
