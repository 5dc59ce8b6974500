import { Client } from 'pg'
import { pino } from 'pino'
import { keepPresence } from './presence.ts'

// A process that holds the first lane, in a transaction that waits or in one whose answer nobody reads.
const [url = '', what] = process.argv.slice(2)
await keepPresence(url, { log: pino({ level: 'silent' }) })
const client = new Client({ connectionString: url })
client.on('error', () => process.stdout.write('cut off\n'))
await client.connect()
await client.query('begin')
await client.query('select id from lane where id = 0 for no key update')
if (what === 'reading') {
  void client.query("select repeat('x', 1000) from generate_series(1, 2000000)").catch(() => {})
  await new Promise(done => setTimeout(done, 50))
}
process.stdout.write('holds\n')
