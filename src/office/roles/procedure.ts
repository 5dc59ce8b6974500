import { createHash } from 'node:crypto'
import { os } from '@orpc/server'
import { sql } from 'kysely'
import { answerOf, type Language, unexpectedAnswer } from '../../platform/api.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { World } from '../../platform/world.ts'
import { type Act, type Actor, act, look, notAllowed, report } from './act.ts'
import { has, type Right } from './rights.ts'

export type Request = {
  world: World
  headers: Headers
  /** Who asks, found once a request; undefined when signed out. */
  actor: Actor | undefined
  language: Language
  /** Where on the network it came from. */
  address?: string
}

const base = os.$context<Request>().use(async ({ next, context, path }) => {
  // People have chosen their language here; programs say theirs with each request.
  const language = context.actor && !context.actor.isProgram ? context.actor.language : context.language
  try {
    return await next()
  } catch (error) {
    const answer = answerOf(error, language)
    if (answer) throw answer
    context.world.log.error({ err: error, procedure: path.join('.'), actor: context.actor?.id }, 'a request failed')
    throw unexpectedAnswer(language)
  }
})

/** Procedures that anybody may call, signed in or not. */
export const open = base

const signedOut = () => new Refusal('signedOut', { en: 'Please sign in first.', ja: 'サインインしてください。' })

function allowed(context: Request, right: Right): Actor {
  if (!context.actor) throw signedOut()
  if (!has(context.actor.roles, right)) throw notAllowed()
  return context.actor
}

/** A procedure that reads: one transaction with the actor's sight, given to the handler as `context.act`. */
export const reading = (right: Right) =>
  base.meta({ right, changes: false }).use(async ({ next, context }) => {
    const actor = allowed(context, right)
    return look(context.world.db, context.world.clock, actor, async act => next({ context: { act, actor } }))
  })

/** A procedure that reads much, and so reads from the replica where there is one. Its handler may run twice. */
export const reporting = (right: Right) =>
  base.meta({ right, changes: false }).use(async ({ next, context }) => {
    const actor = allowed(context, right)
    return report(context.world, actor, async act => next({ context: { act, actor } }))
  })

/**
 * A procedure that changes something: one transaction, one operation in the journal. With an Idempotency-Key the same
 * request again is answered with the first answer.
 */
export const changing = (right: Right) =>
  base.meta({ right, changes: true }).use(async ({ next, context, path }, input, output) => {
    const actor = allowed(context, right)
    const key = context.headers.get('idempotency-key')
    return act(context.world.db, context.world.clock, actor, path.join('.'), async act => {
      if (!key) return next({ context: { act, actor } })
      const known = await answeredBefore(act, key, path, input)
      if (known) return output(known.answer as never) as never
      const result = await next({ context: { act, actor } })
      await act.tx
        .updateTable('idempotency')
        .set({ answer: JSON.stringify(result.output ?? null) })
        .where('key', '=', key)
        .execute()
      return result
    })
  })

/** A procedure that opens its own transactions: long work, streams, files. */
export const standing = (right: Right, changes = true) =>
  base.meta({ right, changes }).use(({ next, context }) => next({ context: { actor: allowed(context, right) } }))

/**
 * Long work that is begun in one act, whose operation all that follows belongs to. With an Idempotency-Key the same
 * request again finds it begun, and goes on from there.
 */
export const beginning = (right: Right) =>
  base.meta({ right, changes: true }).use(({ next, context, path }, input) => {
    const { world, headers } = context
    const actor = allowed(context, right)
    const key = headers.get('idempotency-key')
    const begin = (fn: (act: Act) => Promise<void>) =>
      act(world.db, world.clock, actor, path.join('.'), async act => {
        if (!key || !(await answeredBefore(act, key, path, input))) await fn(act)
      })
    return next({ context: { actor, begin } })
  })

/** The insert waits for a twin that is still under way, so two at once are one. */
async function answeredBefore(
  act: Act,
  key: string,
  path: readonly string[],
  input: unknown,
): Promise<{ answer: unknown } | undefined> {
  if (key.length > 200)
    throw new Refusal('invalid', {
      en: 'The Idempotency-Key is longer than 200 characters.',
      ja: 'Idempotency-Key は200文字以内で指定してください。',
    })
  const request = createHash('sha256')
    .update(JSON.stringify([path, input]))
    .digest('hex')
  const { rows } = await sql`
    insert into idempotency (actor_id, key, request, created_at) values (${act.byId}, ${key}, ${request}, ${act.at})
    on conflict do nothing returning key`.execute(act.tx)
  if (rows.length > 0) return undefined
  const known = await act.tx
    .selectFrom('idempotency')
    .select(['request', 'answer'])
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  if (known.request !== request) {
    throw new Refusal('conflict', {
      en: 'This Idempotency-Key was used for another request. Use a new key for a new request.',
      ja: 'この Idempotency-Key は別のリクエストで使用済みです。新しいリクエストには新しいキーをご使用ください。',
    })
  }
  return { answer: known.answer }
}
