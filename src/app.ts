import { OpenAPIHandler } from '@orpc/openapi/fetch'
import { ORPCError } from '@orpc/server'
import { RPCHandler } from '@orpc/server/fetch'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { streamSSE } from 'hono/streaming'
import { openForms } from './capture/forms/forms.http.ts'
import { type Ingest, openIngest } from './capture/tracking/ingest.ts'
import { answerSample } from './capture/tracking/sample.ts'
import { openTracking } from './capture/tracking/tracking.http.ts'
import { mostBytes } from './capture/tracking/tracking.node.ts'
import { docsPage } from './docs.ts'
import { healthOf } from './health.ts'
import { openMailbox } from './nurture/mailings/mailings.http.ts'
import type { Screens } from './office/notifications/live.ts'
import type { Request as Asking } from './office/roles/procedure.ts'
import { answerAuth } from './office/users/auth.http.ts'
import type { Auth } from './office/users/auth.ts'
import { findCaller } from './office/users/callers.ts'
import { type Document, describeApi } from './openapi.ts'
import { answerOf, unexpectedAnswer } from './platform/api.ts'
import type { Assets } from './platform/assets.ts'
import { addressOf, languageOf, mustBeOurs, safeHeaders } from './platform/http.ts'
import { Refusal } from './platform/refusal.ts'
import type { World } from './platform/world.ts'
import { router } from './router.ts'

export type Parts = {
  auth: Auth
  /** Shared with the short way that views take past this. */
  ingest?: Ingest
  screens: Screens
  assets?: Assets
  /** The built script of tracker/, which /t.js answers with. */
  snippet?: string | undefined
  /** Whether /sample shows the site of a made-up company. */
  sample?: boolean
}

const MB = 1024 * 1024

/** The whole web side as one function from request to answer. Tests call `fetch` without a port. */
export function createApp(
  world: World,
  { auth, screens, assets, snippet, ingest = openIngest(world), sample = false }: Parts,
): Hono {
  const app = new Hono()
  const rpc = new RPCHandler<Asking>(router, { interceptors: [sayErrors] })
  const rest = new OpenAPIHandler<Asking>(router, { interceptors: [sayErrors], customErrorResponseBodyEncoder: bodyOf })
  let document: Promise<Document> | undefined
  const described = () => (document ??= describeApi(world.baseUrl))

  app.onError((error, c) => sayFailure(world, c, error))
  app.use(async (c, next) => {
    await next()
    // What answers other sites, or a page of its own, has said some of them itself.
    for (const [name, value] of Object.entries(safeHeaders))
      if (!c.res.headers.has(name)) c.res.headers.set(name, value)
    c.res.headers.set('x-now', world.clock.now().toISOString())
  })
  const squeeze = compress({ threshold: 2048 })
  for (const path of ['/rpc/*', '/api/*']) app.use(path, squeeze)
  for (const path of ['/rpc/*', '/api/v1/*', '/auth/*']) app.use(path, boundBodies)

  app.get('/healthz', async c => {
    const health = await healthOf(world)
    return c.json(health, health.status === 'ok' ? 200 : 503)
  })
  app.get('/api/openapi.json', async c => c.json(await described()))
  app.get('/api/docs', async c => c.html(docsPage(await described())))

  const tracking = openTracking(world, ingest, snippet)
  app.use('/t', openToOtherSites)
  app.post('/t', views, c => tracking.views(c.req.raw))
  app.get('/t.js', () => tracking.script())
  if (sample) app.get('/sample/*', c => answerSample(world, c.req.path))
  const forms = openForms(world)
  app.get('/f/:slug', c => forms.show(c.req.raw, c.req.param('slug')))
  app.post('/f/:slug', answers, c => forms.take(c.req.raw, c.req.param('slug'), cameFrom(c)))
  app.get('/f/:slug/thanks', c => forms.thanks(c.req.raw, c.req.param('slug')))

  const mailbox = openMailbox(world)
  app.get('/c/:token/:link', c => mailbox.click(c.req.raw, c.req.param('token'), c.req.param('link')))
  app.get('/o/:file', c => mailbox.open(c.req.raw, c.req.param('file')))
  app.get('/u/:token', c => mailbox.look(c.req.raw, c.req.param('token')))
  app.post('/u/:token', answers, c => mailbox.take(c.req.raw, c.req.param('token')))

  app.all('/rpc/*', c => call(c, rpc, '/rpc'))
  app.get('/api/v1/invoices/:file{[0-9]+\\.pdf}', c => {
    const address = c.req.url.replace(/\.pdf(?=\?|$)/, '/pdf')
    return call(c, rest, '/api/v1', new Request(address, c.req.raw))
  })
  app.all('/api/v1/*', c => call(c, rest, '/api/v1'))
  app.all('/auth/*', c => answerAuth(world, auth, c.req.raw, socketOf(c)))
  app.get('/live', async c => {
    const { actor } = await findCaller(world, auth, c.req.raw.headers)
    if (!actor) throw signedOut()
    return streamSSE(c, async stream => {
      const closed = Promise.withResolvers<void>()
      const leave = screens.add({
        actor,
        tell: message => void stream.writeSSE({ data: JSON.stringify(message) }),
        close: closed.resolve,
      })
      stream.onAbort(closed.resolve)
      // Proxies cut lines on which nothing is said.
      const breath = setInterval(() => void stream.write(': \n\n'), 25_000)
      await stream.write(': \n\n')
      await closed.promise
      clearInterval(breath)
      leave()
    })
  })
  app.all('/api/*', () => {
    throw nothingHere()
  })
  app.get('*', async c => {
    const accepts = c.req.header('accept-encoding') ?? ''
    const asset = await assets?.answer(c.req.path, accepts)
    if (asset) return asset
    // Screens have addresses of their own, which the browser's router knows.
    const isScreen = !/\.\w+$/.test(c.req.path) && (c.req.header('accept') ?? '').includes('text/html')
    const shell = isScreen ? await assets?.answer('/index.html', accepts) : undefined
    if (shell) return shell
    throw nothingHere()
  })
  app.notFound(c => sayFailure(world, c, nothingHere()))

  const cameFrom = (c: Context) => addressOf(c.req.raw.headers, socketOf(c), world.baseUrl)

  async function call(
    c: Context,
    handler: Pick<RPCHandler<Asking>, 'handle'>,
    prefix: `/${string}`,
    request = c.req.raw,
  ): Promise<Response> {
    const { actor, cookies } = await findCaller(world, auth, request.headers)
    if (!actor?.isProgram) mustBeOurs(request, world.baseUrl)
    const language = languageOf(request.headers)
    const context = { world, headers: request.headers, actor, language, address: cameFrom(c) }
    const { matched, response } = await handler.handle(request, { prefix, context })
    if (!matched) throw nothingHere()
    const answer = new Response(response.body, response)
    for (const cookie of cookies ?? []) answer.headers.append('set-cookie', cookie)
    return answer
  }
  return app
}

/** What goes wrong before a procedure, such as a body that is no JSON, in the one shape too. */
async function sayErrors<T>({ next, context }: { next: () => Promise<T>; context: Asking }): Promise<T> {
  try {
    return await next()
  } catch (error) {
    const language = context.actor?.language ?? context.language
    // A procedure's own failures are answers by now: what is left could not be read.
    const failure = error instanceof ORPCError ? error : new ORPCError('BAD_REQUEST', { cause: error })
    throw answerOf(error, language) ?? answerOf(failure, language) ?? error
  }
}

const bodyOf = ({ code, status, message, data }: ORPCError<string, unknown>) => ({
  code,
  status,
  message,
  data: data ?? {},
})

function sayFailure(world: World, c: Context, error: unknown): Response {
  const language = languageOf(c.req.raw.headers)
  const known = answerOf(error, language)
  if (!known) world.log.error({ err: error, path: c.req.path }, 'a request failed')
  const answer = known ?? unexpectedAnswer(language)
  return Response.json(bodyOf(answer), { status: answer.status })
}

const uploads = bodyLimit({ maxSize: 52 * MB, onError: tooLarge })
const events = bodyLimit({ maxSize: 20 * MB, onError: tooLarge })
const json = bodyLimit({ maxSize: 5 * MB, onError: tooLarge })
const views = bodyLimit({ maxSize: mostBytes, onError: tooLarge })
const answers = bodyLimit({ maxSize: 64 * 1024, onError: tooLarge })

/** The pages that carry the snippet are on other sites; nothing that they send or read here is anybody's secret. */
const openToOtherSites: typeof uploads = async (c, next) => {
  if (c.req.method === 'OPTIONS') c.res = new Response(null, { status: 204 })
  else await next()
  c.res.headers.set('access-control-allow-origin', '*')
  c.res.headers.set('access-control-allow-headers', 'content-type')
  c.res.headers.set('access-control-allow-methods', 'POST')
  if (c.res.status === 503) c.res.headers.set('retry-after', '5')
}

const boundBodies: typeof uploads = (c, next) => {
  if (c.req.header('content-type')?.startsWith('multipart/')) return uploads(c, next)
  return (c.req.path === '/api/v1/events' ? events : json)(c, next)
}

function tooLarge(): never {
  throw new Refusal('tooLarge', {
    en: 'This is larger than what can be sent at once: 50 MB for a file, 5 MB for anything else. Send it in parts.',
    ja: '一度に送信できる大きさを超えています（ファイルは50MB、それ以外は5MBまで）。分割して送信してください。',
  })
}

const nothingHere = () =>
  new Refusal('missing', { en: 'There is nothing at this address.', ja: 'このアドレスには何もありません。' })

const signedOut = () => new Refusal('signedOut', { en: 'Please sign in first.', ja: 'サインインしてください。' })

const socketOf = (c: Context): string | undefined =>
  (c.env as { incoming?: { socket: { remoteAddress?: string } } } | undefined)?.incoming?.socket.remoteAddress
