import { sql } from 'kysely'
import { type Act, act as acting, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import { has } from '../../office/roles/rights.ts'
import { findActor } from '../../office/users/actors.ts'
import { enqueue } from '../../platform/jobs.ts'
import { Refusal, type Sentence } from '../../platform/refusal.ts'
import { stale } from '../../platform/stale.ts'
import type { World } from '../../platform/world.ts'
import { judged, personsMeant } from './audience.ts'
import { compile } from './compose.ts'
import { sendTask } from './mailings.jobs.ts'
import type { Mailing, WhyNot } from './mailings.schema.ts'
import { getMailing } from './mailings.ts'
import { nobodyGetsIt, notNow, onlyDrafts } from './refusals.ts'
import { needComplete, senderOf } from './sender.ts'

/** Begins to send: a row for each person first, with why some get none. From now on nothing of it can be changed. */
export async function sendMailing(act: Act, { id, version }: { id: number; version: number }): Promise<void> {
  const mailing = await needDraft(act, id, version)
  await begin(act, mailing)
}

/** Sends at a time to come, by the sight of whoever says so now. Who gets it is decided then. */
export async function scheduleMailing(
  act: Act,
  { id, version, at }: { id: number; version: number; at: Date },
): Promise<void> {
  const mailing = await needDraft(act, id, version)
  if (at <= act.at)
    throw new Refusal(
      'invalid',
      { en: 'Choose a time to come.', ja: '予約日時には、これからの日時を指定してください。' },
      { field: 'at' },
    )
  await needReady(act, mailing)
  await personsMeant(act, mailing)
  await set(act, mailing, 'draft', { state: 'scheduled', scheduledAt: at, orderedBy: act.byId, problem: null })
}

export async function unscheduleMailing(act: Act, { id }: { id: number }): Promise<void> {
  const mailing = await getMailing(act, id, false)
  if (mailing.state !== 'scheduled')
    throw notNow(mailing.state, { en: ', so there is no schedule to cancel.', ja: '取り消せる予約はありません。' })
  await set(act, mailing, 'scheduled', { state: 'draft', scheduledAt: null })
}

async function needDraft(act: Act, id: number, version: number): Promise<Mailing> {
  const mailing = await getMailing(act, id, false)
  if (mailing.state !== 'draft') throw onlyDrafts(mailing.state)
  if (mailing.version !== version) throw stale(mailing, {})
  return mailing
}

async function needReady(act: Act, mailing: Mailing) {
  needComplete(mailing, await senderOf(act, mailing))
  return compile(mailing)
}

async function begin(act: Act, mailing: Mailing): Promise<void> {
  const { links } = await needReady(act, mailing)
  const ids = await personsMeant(act, mailing)
  await set(act, mailing, mailing.state, {
    state: 'sending',
    scheduledAt: null,
    startedAt: act.at,
    orderedBy: act.byId,
    problem: null,
  })
  await asOwner(act, async act => {
    if (links.length > 0)
      await act.tx
        .insertInto('mailLink')
        .values(links.map((url, index) => ({ mailingId: mailing.id, position: index + 1, url })))
        .execute()
    const planned = await plan(act, mailing, ids)
    if (!planned.includes(null)) throw nobodyGetsIt()
    await enqueue(act.tx, sendTask, { mailingId: mailing.id })
  })
}

async function plan(act: OwnerAct, mailing: Mailing, ids: number[]): Promise<(WhyNot | null)[]> {
  const { rows } = await sql<{ why: WhyNot | null }>`
    insert into mailing_recipient (mailing_id, person_id, original_id, state, why, due_at, planned_at, settled_at)
    select ${mailing.id}, j.id, j.id, case when j.why is null then 'waiting' else 'excluded' end, j.why, ${act.at}, ${act.at},
      case when j.why is not null then ${act.at}::timestamptz end
    from (${await judged(act, mailing, ids)}) j order by j.id
    on conflict (mailing_id, person_id) do nothing
    returning why`.execute(act.tx)
  return rows.map(row => row.why)
}

type Step = {
  state: Mailing['state']
  scheduledAt?: Date | null
  startedAt?: Date
  orderedBy?: number | null
  problem?: null
}

/** The database settles who was first. */
async function set(act: Act, { id, version }: Mailing, from: Mailing['state'], step: Step): Promise<void> {
  await asOwner(act, async ({ tx }) => {
    const done = await tx
      .updateTable('mailing')
      .set(step)
      .where('id', '=', id)
      .where('state', '=', from)
      .where('version', '=', version)
      .returning('id')
      .executeTakeFirst()
    if (!done)
      throw new Refusal('conflict', {
        en: 'Somebody else was faster. Look at the mailing again.',
        ja: 'ほかのユーザーが先に操作しました。画面を確認し直してください。',
      })
  })
}

/** Once a minute: begins what was scheduled, on behalf of who scheduled it, and goes on with what may have fallen off the queue. */
export async function tendMailings(world: World): Promise<void> {
  const { db, clock } = world
  const due = await db
    .selectFrom('mailing')
    .select(['id', 'orderedBy'])
    .where('state', '=', 'scheduled')
    .where('scheduledAt', '<=', clock.now())
    .orderBy('scheduledAt')
    .execute()
  for (const one of due) await beginScheduled(world, one)
  const going = await db.selectFrom('mailing').select('id').where('state', '=', 'sending').execute()
  for (const { id } of going) await enqueue(db, sendTask, { mailingId: id })
}

async function beginScheduled(world: World, { id, orderedBy }: { id: number; orderedBy: number | null }) {
  const { db, clock } = world
  try {
    const actor = orderedBy === null ? undefined : await findActor(db, { id: orderedBy }, clock.now())
    if (!actor || !has(actor.roles, 'mailing.send')) throw gone()
    await acting(db, clock, actor, 'mailings.send', async act => begin(act, await getMailing(act, id, false)))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await setBack(world, id, error.sentence)
  }
}

/** It cannot be sent as it is: it is a draft again, with the sentence why. */
async function setBack({ db }: World, id: number, sentence: Sentence): Promise<void> {
  await db
    .updateTable('mailing')
    .set({ state: 'draft', scheduledAt: null, problem: JSON.stringify(sentence) })
    .where('id', '=', id)
    .where('state', '=', 'scheduled')
    .execute()
}

const gone = () =>
  new Refusal('forbidden', {
    en: 'Whoever scheduled this mailing may not send mailings any more. Somebody else has to send it.',
    ja: 'この配信を予約したユーザーには、現在配信の権限がありません。別のユーザーが配信してください。',
  })
