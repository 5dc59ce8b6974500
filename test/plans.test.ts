import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { findActor } from '../src/office/users/actors.ts'
import type { Asking } from './office.ts'
import { type Asked, reads } from './plans/asked.ts'
import { type Known, know } from './plans/known.ts'
import { listen } from './plans/listen.ts'
import { openLargeOffice } from './plans/office.ts'
import { readWhole } from './plans/plan.ts'

type Who = { name: string; ask: Asking; known: Known }
type Read = { who: string; name: string; sent: string[]; whole: { table: string; text: string; plan: unknown }[] }
const done: Read[] = []
let rows: Map<string, number>
const only = new RegExp(process.env.ONLY ?? '')

beforeAll(async () => {
  const { world, signIn } = await openLargeOffice()
  const who = async (name: string, login: string): Promise<Who> => {
    const { id } = await world.db.selectFrom('appUser').select('id').where('email', '=', `${login}@musubi-demo.example.jp`).executeTakeFirstOrThrow()
    const actor = (await findActor(world.db, { id }, world.clock.now()))!
    return { name, ask: await signIn(id), known: await know(world.db, actor.sight, id) }
  }
  rows = new Map((await sql<{ name: string; n: number }>`select relname as name, reltuples as n from pg_class where relnamespace = 'public'::regnamespace`.execute(world.db)).rows.map(r => [r.name, r.n]))
  for (const one of [await who('admin', 'admin'), await who('rep', 'kato')])
    for (const asked of reads) {
      if (!only.test(asked.name)) continue
      if (asked.of && asked.of !== one.name) continue
      await read(one, asked)
    }
}, 300_000)

async function read({ name: who, ask, known }: Who, asked: Asked) {
  const t = performance.now()
  const { answer, heard } = await listen(() => ask('GET', asked.path(known)))
  if (answer.status !== 200) console.log(who, asked.name, answer.status, JSON.stringify(answer.body).slice(0, 200))
  const whole = heard.ran.flatMap(h => readWhole(h.plan, rows).map(table => ({ table, text: h.text, plan: h.plan })))
  done.push({ who, name: asked.name, sent: heard.sent, whole })
  const same = heard.sent.length - new Set(heard.sent).size
  console.log(`${who} ${asked.name}: ${heard.sent.length}/${heard.ran.length} (${same} same) ${(performance.now() - t).toFixed(0)} ms ${[...new Set(whole.map(w => w.table))].join()}`)
}

test('x', async () => {
  const { writeFileSync } = await import('node:fs')
  writeFileSync('/tmp/plans/done.json', JSON.stringify(done, null, 1))
})
