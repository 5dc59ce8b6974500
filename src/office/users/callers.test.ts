import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { makeCast } from '../../../test/cast.ts'
import { openOffice } from '../../../test/office.ts'

test('who is asked for at the moment in which the database cuts its lines is known all the same once it is back', async () => {
  const office = await openOffice()
  const { db } = office.world
  const cast = await makeCast(office.world)
  const tanaka = await office.signIn(cast.tanaka.id)
  const waiting = sql<{
    pid: number
  }>`select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  const cut = () => sql`select pg_terminate_backend(pid, 5000) from (${waiting}) w`.execute(db)

  let asked: ReturnType<typeof tanaka> | undefined
  await db.transaction().execute(async tx => {
    await sql`lock table auth.session in access exclusive mode`.execute(tx)
    asked = tanaka('GET', '/me')
    await expect.poll(async () => (await waiting.execute(db)).rows.length).toBe(1)
    await cut()
  })
  expect(await asked).toMatchObject({ status: 200, body: { id: cast.tanaka.id } })
})
