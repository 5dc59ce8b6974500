import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** An empty database on this server, for a product that sets itself up. */
export async function freshDatabase(url: string): Promise<string> {
  const name = `journey_${randomBytes(6).toString('hex')}`
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  await admin.query(`create database ${name}`)
  await admin.end()
  return name
}
