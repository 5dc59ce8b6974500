/**
 * Kills the product and its database at random moments while an office works, starts them again, and counts what was
 * acknowledged and is not there, what happened twice, and what does not add up. `--rounds N` (20), `--seconds S` of work a
 * round (3). `--apart`: several web and worker processes on a server of the distribution's PostgreSQL, some of them frozen.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { runApart } from './crash/apart.ts'
import { check, settled } from './crash/check.ts'
import { complaints, type Found, isWell, tally } from './crash/found.ts'
import { nothingYet } from './crash/known.ts'
import { emptyDesk, work } from './crash/load.ts'
import { openOffice, signIn } from './crash/office.ts'
import { openPostbox } from './crash/postbox.ts'
import { runTogether } from './crash/product.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '3' },
    apart: { type: 'boolean', default: false },
  },
})
const rounds = Number(values.rounds)
const admin = { ADMIN_EMAIL: 'admin@crash.example.jp', ADMIN_PASSWORD: 'a password for a crash' }
const folder = mkdtempSync(join(tmpdir(), 'musubi-crash-'))
const say = (line: string) => process.stdout.write(`${line}\n`)

const post = await openPostbox()
const product = await (values.apart ? runApart : runTogether)(folder, { ...admin, SMTP_URL: post.url })
say(`Crashing ${product.told}.`)
const known = nothingYet()
const desk = emptyDesk()
const recoveries: number[] = []
let found: Found[] = []
let failed = false
try {
  await product.healthy()
  const db = await product.database()
  const { url } = product
  const office = await openOffice(url, await signIn(url, admin.ADMIN_EMAIL, admin.ADMIN_PASSWORD))
  for (let round = 1; round <= rounds; round++) {
    const stopping = new AbortController()
    const working = work({ office, url, known, stopping: stopping.signal }, desk)
    const blow = product.blows[(round - 1) % product.blows.length]!
    await sleep(Number(values.seconds) * 1000 * (0.4 + 0.6 * Math.random()))
    await blow.strike()
    recoveries.push(await product.healthy())
    await sleep(500)
    stopping.abort()
    await working
    // What a dead worker held is taken over only after a while: not waited for in each round, so that crashes meet it too.
    const everything = round % 10 === 0 || round === rounds
    const waited = await settled(db, everything ? 'everything' : 'reactions')
    found = await check(db, known, post.mails, { settled: everything })
    const wrong = found.flatMap(one => complaints(one))
    say(
      `round ${round}: ${blow.what}; well again in ${Math.round(recoveries.at(-1)!)} ms; ${everything ? 'everything' : 'reactions'} done after ${Math.round(waited)} ms more; ${wrong.length === 0 ? 'all as it must be' : wrong.join('; ')}`,
    )
    if (wrong.length > 0) failed = true
  }
} finally {
  await product.stop()
  post.close()
  rmSync(folder, { recursive: true, force: true })
}
for (const one of found) {
  const idle = one.acknowledged === 0
  say(`${tally(one)}${idle ? ': no work was done, so this shows nothing' : ''}`)
  if (idle || !isWell(one)) failed = true
}
if (known.views.away === 0 && rounds > 1) {
  say('views       nobody was told that the database is away, so this shows nothing about it')
  failed = true
}
const after = product.after?.()
if (after) say(after.line)
if (after && !after.well) failed = true
for (const refusal of new Set(known.refused.slice(0, 5))) say(`refused: ${refusal}`)
// Nothing is asked here that might not be done.
if (known.refused.length > 0) failed = true
recoveries.sort((a, b) => a - b)
say(
  `${rounds} rounds: ${known.unknown} requests unanswered, ${known.again} asked again under their key, ${known.refused.length} refused; well again after ${Math.round(recoveries[Math.floor(recoveries.length / 2)] ?? 0)} ms in the middle, ${Math.round(recoveries.at(-1) ?? 0)} ms at the longest.`,
)
process.exitCode = failed ? 1 : 0
