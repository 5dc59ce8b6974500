/**
 * Kills the product and its database at random moments while an office works, starts them again, and counts what was
 * acknowledged and is not there, and what happened twice. `--rounds N` (10), `--seconds S` of work a round (4).
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { SMTPServer } from 'smtp-server'
import { openPool } from '../src/platform/db.ts'
import { startPostgres } from '../src/platform/postgres.ts'
import { check, settled } from './crash/check.ts'
import { nothingYet, work } from './crash/load.ts'
import { openOffice, signIn } from './crash/office.ts'
import { runProduct } from './crash/product.ts'

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '10' }, seconds: { type: 'string', default: '4' } },
})
const admin = { ADMIN_EMAIL: 'admin@crash.example.jp', ADMIN_PASSWORD: 'a password for a crash' }
const folder = mkdtempSync(join(tmpdir(), 'musubi-crash-'))
const say = (line: string) => process.stdout.write(`${line}\n`)

const mails = new Map<string, number>()
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, _session, done) {
    let text = ''
    stream.on('data', (part: Buffer) => {
      text += part
    })
    stream.on('end', () => {
      const id = /^message-id: (.+)$/im.exec(text)?.[1]?.trim() ?? 'without an id'
      mails.set(id, (mails.get(id) ?? 0) + 1)
      done()
    })
  },
})
smtp.on('error', () => {})
await new Promise<void>(done => smtp.listen(0, '127.0.0.1', done))
const smtpPort = (smtp.server.address() as { port: number }).port

const product = await runProduct(folder, { ...admin, SMTP_URL: `smtp://127.0.0.1:${smtpPort}` })
const known = nothingYet()
const recoveries: number[] = []
let failed = false
try {
  await product.healthy()
  const postgres = await startPostgres({ dataDir: folder })
  const db = openPool(postgres.url, { max: 2 })
  const office = await openOffice(product.url, await signIn(product.url, admin.ADMIN_EMAIL, admin.ADMIN_PASSWORD))
  for (let round = 1; round <= Number(values.rounds); round++) {
    const stopping = new AbortController()
    const working = work(office, known, stopping.signal)
    const victims = (['app', 'database', 'both', 'app twice'] as const)[(round - 1) % 4]!
    await sleep(Number(values.seconds) * 1000 * (0.4 + 0.6 * Math.random()))
    if (victims !== 'app' && victims !== 'app twice') product.killDatabase()
    if (victims !== 'database') await product.killApp()
    else await sleep(50)
    recoveries.push(await product.healthy())
    if (victims === 'app twice') {
      await sleep(400)
      await product.killApp()
      recoveries.push(await product.healthy())
    }
    await sleep(500)
    stopping.abort()
    await working
    await settled(db)
    const found = await check(db, known, mails)
    const wrong = [...found.lost.map(l => `lost: ${l}`), ...found.doubled.map(d => `doubled: ${d}`)]
    if (found.unheld) wrong.push(`${found.unheld} open leads without holder or clock`)
    if (found.parked) wrong.push(`${found.parked} events parked`)
    if (found.disagreeing) wrong.push(`${found.disagreeing} leads whose events tell another stage`)
    say(
      `round ${round}: killed ${victims}; ${known.people.size} people, ${known.events.size} events, ${known.offers.size} offers, ${known.imports.size} imports acknowledged, ${mails.size} mails; well again in ${Math.round(recoveries.at(-1)!)} ms; ${wrong.length === 0 ? 'nothing lost, nothing doubled' : wrong.slice(0, 10).join('; ')}`,
    )
    if (wrong.length > 0) failed = true
  }
  await db.end()
  await postgres.stop()
} finally {
  await product.stop()
  smtp.close()
  rmSync(folder, { recursive: true, force: true })
}
if (known.people.size === 0 || known.offers.size === 0 || known.imports.size === 0) {
  say('The office got no work done, so this shows nothing.')
  failed = true
}
recoveries.sort((a, b) => a - b)
say(
  `${values.rounds} rounds: ${known.unknown} requests unanswered, ${known.refused} refused; well again after ${Math.round(recoveries[Math.floor(recoveries.length / 2)] ?? 0)} ms in the middle, ${Math.round(recoveries.at(-1) ?? 0)} ms at the longest.`,
)
process.exitCode = failed ? 1 : 0
