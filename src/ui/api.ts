import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { RouterClient } from '@orpc/server'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import type { Router } from '../router.ts'
import { answered, failed } from './connection.ts'
import { takeEarly } from './early.ts'
import { hearServerTime } from './now.ts'
import { currentLanguage } from './words/language.ts'

/**
 * The typed way to the server.
 *
 *   const person = useQuery(rpc.persons.get.queryOptions({ input: { id } }))   reading, in a component
 *   const offer = useAct(api.offers.offer, { done: t($ => $.offers.sent) })     changing: see act.ts
 *   const page = await api.persons.list({ cursor })                            calling it plainly
 *
 * After any change the screen is read again, and refusals are shown: that is one rule in queries.ts, pages carry neither.
 */
type Context = { once?: string }

const link = new RPCLink<Context>({
  url: () => `${location.origin}/rpc`,
  headers: options => ({
    'accept-language': currentLanguage(),
    ...(options.context.once ? { 'idempotency-key': options.context.once } : {}),
  }),
  fetch: async (request, init) => {
    try {
      const response = await (takeEarly(request.url) ?? fetch(request, { ...init, credentials: 'include' }))
      answered(response.status)
      hearServerTime(response.headers.get('x-now') ?? response.headers.get('date'))
      return response
    } catch (error) {
      if (!request.signal.aborted) failed()
      throw error
    }
  },
})

export const api: RouterClient<Router, Context> = createORPCClient(link)
export const rpc = createTanstackQueryUtils(api)

/** What kind of failure it was; the sentence itself comes from the server and needs no look-up. */
export type Failure = 'refused' | 'signedOut' | 'away' | 'offline' | 'broken'

export function failureOf(error: unknown): Failure {
  if (!(error instanceof ORPCError)) return error instanceof TypeError ? 'offline' : 'broken'
  if (error.status === 401) return 'signedOut'
  if (error.status === 503) return 'away'
  return error.status < 500 ? 'refused' : 'broken'
}

/** Nothing is wrong with the request: it can be sent again once the line is back. */
export function lineIsDown(error: unknown): boolean {
  const failure = failureOf(error)
  return failure === 'away' || failure === 'offline'
}

/** A name for one attempt, so that the server can tell a repetition from a second wish. */
export function onceKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('')
}
