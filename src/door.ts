import { createServer, type Server as HttpServer, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Ingest } from './capture/tracking/ingest.ts'
import { shortWay } from './capture/tracking/tracking.node.ts'
import { type Health, version } from './health.ts'
import type { Clock } from './platform/clock.ts'
import type { Config } from './platform/config.ts'
import { once } from './platform/once.ts'
import { Refusal } from './platform/refusal.ts'

type Fetch = (request: Request, env: object) => Response | Promise<Response>
export type Door = {
  port: number
  open(parts: { fetch: Fetch; ingest: Ingest; clock: Clock }): void
  close(): Promise<void>
}

/** Takes the port at once, so that a taken one is known before anything else starts; until the product is ready it says so. */
export async function openDoor({ host, port }: Config): Promise<Door> {
  let answer: Fetch = starting
  const listen = getRequestListener((request, env) => answer(request, env)) as RequestListener
  let way: RequestListener = listen
  const server = createServer((request, response) => way(request, response))
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? portTaken(port) : error),
    )
    server.listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    open({ fetch, ingest, clock }) {
      answer = fetch
      way = shortWay({ clock }, ingest, {
        listen,
        answer: async ({ headers }, body, response) =>
          write(
            await fetch(
              // What somebody calls this host is no part of the question, and may be no name at all.
              new Request('http://localhost/t', {
                method: 'POST',
                headers: Object.entries(headers).flatMap(([name, value]) =>
                  typeof value === 'string' ? [[name, value]] : [],
                ),
                body: new Uint8Array(body),
              }),
              {},
            ),
            response,
          ),
      })
    },
    close: once(() => closeServer(server)),
  }
}

async function write(answer: Response, response: ServerResponse): Promise<void> {
  const body = Buffer.from(await answer.arrayBuffer())
  response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(body)
}

function starting(request: Request): Response {
  const health: Health = { status: 'unavailable', version, database: 'away', reactions: null, replica: null }
  const message = '起動しています。しばらくお待ちください。 / Musubi is starting. Please wait a moment.'
  const isHealth = new URL(request.url).pathname === '/healthz'
  const body = isHealth ? health : { code: 'unavailable', status: 503, message, data: {} }
  return Response.json(body, { status: 503, headers: { 'retry-after': '1' } })
}

/** Finishes the requests in hand; whoever takes longer than a few seconds is cut off. */
async function closeServer(server: HttpServer): Promise<void> {
  const closed = new Promise(done => server.close(done))
  server.closeIdleConnections()
  const cut = setTimeout(() => server.closeAllConnections(), 4_000)
  await closed
  clearTimeout(cut)
}

const portTaken = (port: number) =>
  new Refusal('unavailable', {
    en: `Port ${port} is taken by another program. Stop that one, or set PORT to another.`,
    ja: `ポート ${port} は別のプログラムが使用しています。そのプログラムを終了するか、PORT に別の番号を指定してください。`,
  })
