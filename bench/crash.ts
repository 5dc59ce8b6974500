/**
 * Hits the product and its database at random moments while an office works, waits until all is well again, and counts what
 * was acknowledged and is not there, what happened twice, and what does not add up. `--rounds N` (20), `--seconds S` of work
 * a round (3). `--apart`: several web and worker processes on a server of the distribution's PostgreSQL. `--only TEXT`: only
 * blows whose name has this in it. What is frozen stays so for 20 s, but for 4 s in a short run. From a hundred rounds on,
 * the tally is written into RESULTS.md.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { runApart } from './crash/apart.ts'
import { probe } from './crash/asking.ts'
import { blowsInTurn } from './crash/blows.ts'
import { check, settled } from './crash/check.ts'
import { complaints, type Found, isWell, tally } from './crash/found.ts'
import { nothingYet } from './crash/known.ts'
import { emptyDesk, work } from './crash/load.ts'
import { openOffice, signIn } from './crash/office.ts'
import { openPostbox } from './crash/postbox.ts'
import { runTogether } from './crash/product.ts'
import { middle, type Recovery, saveTally } from './crash/tally.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '3' },
    apart: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  },
})
const rounds = Number(values.rounds)
const whole = rounds >= 100 && !values.only
const admin = { ADMIN_EMAIL: 'admin@crash.example.jp', ADMIN_PASSWORD: 'a password for a crash' }
const folder = mkdtempSync(join(tmpdir(), 'musubi-crash-'))
// The database runs as somebody else, who has to come through.
chmodSync(folder, 0o711)
const say = (line: string) => process.stdout.write(`${line}\n`)

const post = await openPostbox()
const ground = {
  folder,
  settings: { ...admin, SMTP_URL: post.url, LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent' },
  post,
  frozenFor: whole || values.apart || values.only ? 20_000 : 4_000,
}
const product = await (values.apart ? runApart : runTogether)(ground)
let stopped: Promise<void> | undefined
const stop = () => (stopped ??= product.stop())
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    void stop().finally(() => {
      rmSync(folder, { recursive: true, force: true })
      process.exit(1)
    })
  })
say(`Crashing ${product.told}.`)
for (const one of product.leftOut) say(`Left out: ${one}`)
const known = { ...nothingYet(), undeliverable: post.refused }
const desk = emptyDesk()
const recoveries: Recovery[] = []
let found: Found[] = []
let failed = false
try {
  await product.healthy()
  const db = await product.database()
  const { url } = product
  const office = await openOffice(url, await signIn(url, admin.ADMIN_EMAIL, admin.ADMIN_PASSWORD))
  const blowIn = blowsInTurn(product.blows.filter(({ what }) => what.includes(values.only)))
  for (let round = 1; round <= rounds; round++) {
    const stopping = new AbortController()
    const working = work({ office, url, known, stopping: stopping.signal }, desk)
    const blow = blowIn(round)
    await sleep(Number(values.seconds) * 1000 * (0.4 + 0.6 * Math.random()))
    await blow.strike()
    const since = performance.now()
    await product.healthy()
    await probe(known, office)
    const ms = performance.now() - since
    recoveries.push({ what: blow.what, ms })
    await sleep(500)
    stopping.abort()
    await working
    // What a dead worker held is taken over only after a while: not waited for in each round, so that crashes meet it too.
    const everything = round % 10 === 0 || round === rounds
    const waited = await settled(db, everything ? 'everything' : 'reactions')
    found = await check(db, known, post.mails, { settled: everything })
    const wrong = found.flatMap(one => complaints(one))
    say(
      `round ${round}: ${blow.what}; well again in ${Math.round(ms)} ms; ${waited}; ${wrong.length === 0 ? 'all as it must be' : wrong.join('; ')}`,
    )
    if (wrong.length > 0) failed = true
  }
} finally {
  await stop()
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
if (known.full === 0 && recoveries.some(({ what }) => what.includes('disk'))) {
  say('disk        nobody was told that the disk is full, so this shows nothing about it')
  failed = true
}
const after = product.after?.()
if (after) say(after.line)
if (after && !after.well) failed = true
for (const refusal of new Set(known.refused.slice(0, 5))) say(`refused: ${refusal}`)
for (const answer of new Set(known.unexpected.slice(0, 20))) say(`not as it should be answered: ${answer}`)
// Nothing is asked here that might not be done, and whatever is away is answered as away.
if (known.refused.length + known.unexpected.length > 0) failed = true
const all = recoveries.map(({ ms }) => ms)
say(
  `${rounds} rounds: ${known.unknown} requests unanswered, ${known.full} told that the disk is full, ${known.again} asked again under their key, ${known.refused.length} refused; well again after ${Math.round(middle(all))} ms in the middle, ${Math.round(Math.max(0, ...all))} ms at the longest.`,
)
if (whole) {
  const remarks = [
    `${known.unknown} requests were not answered or answered 503, ${known.full} of them that the disk is full; ${known.again} were asked again under their key; ${known.refused.length} refused; ${known.unexpected.length} answered otherwise than they should.`,
    ...product.leftOut.map(one => `Left out: ${one}`),
    ...(after ? [after.line.replace(/^\w+ +/, 'Taken over: ')] : []),
  ]
  const mode = values.apart ? 'apart' : 'together'
  saveTally({ mode, told: product.told, rounds, found, recoveries, remarks, at: new Date() })
}
process.exitCode = failed ? 1 : 0
