import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { backupTo, restoreFrom } from './cli.backup.ts'
import { addKey, addPerson } from './cli.people.ts'
import { openDatabase, prepareDatabase } from './database.ts'
import { examine } from './doctor.ts'
import { version } from './health.ts'
import { readConfig, settings } from './platform/config.ts'
import { Refusal } from './platform/refusal.ts'
import { startServer } from './server.ts'

const usage = `Musubi ${version}

  musubi start [--demo]                       run the product; --demo: a made-up company in a data folder of its own
  musubi migrate                              bring the database to this release (a start does it too)
  musubi user add EMAIL --name N --role R     add a user and print a one-time link to set the password
              [--role R …] [--team T] [--password-stdin]
  musubi key create NAME --role R [--role R …] [--team T]
                                              make an API key and print it, this once
  musubi backup FILE                          write everything into a file, beside a running server
  musubi restore FILE [--replace]             put a backup into an empty database, or in the place of what is there
  musubi doctor                               what is wrong, and what to do
  musubi help

All but start and restore work beside a running server, by the same settings:

${Object.entries(settings)
  .map(([name, { means }]) => `  ${name.padEnd(22)}${means.en}`)
  .join('\n')}
`

const options = {
  demo: { type: 'boolean' },
  replace: { type: 'boolean' },
  name: { type: 'string' },
  role: { type: 'string', multiple: true },
  team: { type: 'string' },
  'password-stdin': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const

const say = (line: string) => process.stdout.write(`${line}\n`)
const remark = (line: string) => process.stderr.write(`${line}\n`)

try {
  process.exitCode = await run()
} catch (error) {
  process.exitCode = 1
  const { code, message } = error as { code?: string; message?: string }
  if (error instanceof Refusal)
    remark(error.sentence[(process.env.LC_ALL ?? process.env.LANG ?? '').startsWith('ja') ? 'ja' : 'en'])
  else if (code?.startsWith('ERR_PARSE_ARGS')) remark(`${message} See: musubi help`)
  else throw error
}

async function run(): Promise<number> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  const [command = 'help', ...rest] = positionals
  if (values.version) return done(version)
  if (values.help || command === 'help') return done(usage.trimEnd())
  const config = readConfig(process.env)
  const [first, second] = rest
  const people = { name: values.name, roles: values.role ?? [], team: values.team }

  if (command === 'start' && !first) return start(values.demo ?? false)
  if (command === 'migrate' && !first) return migrate()
  if (command === 'user' && first === 'add' && second) {
    const password = values['password-stdin'] ? (await text(process.stdin)).replace(/\r?\n$/, '') : undefined
    return done(await addPerson(config, { ...people, email: second, password }))
  }
  if (command === 'key' && first === 'create' && second) return done(await addKey(config, { ...people, name: second }))
  if (command === 'backup' && first && !second) return done(await backupTo(config, first), remark)
  if (command === 'restore' && first && !second)
    return done(await restoreFrom(config, first, values.replace ?? false), remark)
  if (command === 'doctor' && !first) return doctor()
  throw new Refusal('invalid', {
    en: `There is no command "${positionals.join(' ')}". See: musubi help`,
    ja: `「${positionals.join(' ')}」というコマンドはありません。musubi help をご覧ください。`,
  })

  async function start(demo: boolean): Promise<number> {
    const asked = Promise.withResolvers<void>()
    let patience = 2
    const leave = () => {
      asked.resolve()
      patience -= 1
      // Whoever asks twice does not want to wait for what is in hand.
      if (patience === 0) process.exit(1)
    }
    // From the first moment on: a start that is asked to stop finishes, and stops in order.
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, leave)
    const running = await startServer(config, { say, remark, demo })
    // One forgotten answer must not end the work of a whole office.
    process.on('unhandledRejection', error => running.world.log.error({ err: error }, 'nobody waited for this failure'))
    await asked.promise
    await running.stop()
    // What a library may still keep open must not keep the process.
    setTimeout(() => process.exit(0), 500).unref()
    return 0
  }

  async function migrate(): Promise<number> {
    const database = await openDatabase(config)
    try {
      const applied = await prepareDatabase(database)
      return done(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The database is up to date.', remark)
    } finally {
      await database.close()
    }
  }

  async function doctor(): Promise<number> {
    const findings = await examine(config)
    for (const { about, well, is, todo } of findings)
      say(`${well ? '✓' : '✗'} ${about}: ${is}${well || !todo ? '' : `\n    ${todo}`}`)
    return findings.every(finding => finding.well) ? 0 : 1
  }
}

function done(answer: string, to: (line: string) => void = say): number {
  to(answer)
  return 0
}
