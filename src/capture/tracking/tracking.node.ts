import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { World } from '../../platform/world.ts'
import type { Ingest } from './ingest.ts'
import { readViews } from './tracking.http.ts'

/** A body of views is at most this long, in bytes. */
export const mostBytes = 16 * 1024

const accepted = { 'access-control-allow-origin': '*' }

/**
 * The short way for views, which come ten thousand times as often as anything else: from the socket to the commit and back
 * without a request object in between. Whatever is not as it should be goes the usual way and is answered there.
 */
export function shortWay(world: Pick<World, 'clock'>, ingest: Ingest, usual: Usual): RequestListener {
  return (request, response) => {
    if (request.method !== 'POST' || request.url !== '/t') return usual.listen(request, response)
    const chunks: Buffer[] = []
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes <= mostBytes + 1) chunks.push(chunk)
    })
    request.on('error', () => {})
    request.on('end', () => {
      const body = Buffer.concat(chunks)
      take(request, body, bytes)
        .then(() => void response.writeHead(204, accepted).end())
        .catch(() => usual.answer(request, body, response))
        // A request that cannot even be put into words is nobody's, and must not take the process with it.
        .catch(() => void response.writeHead(400).end())
    })
  }

  async function take(request: IncomingMessage, body: Buffer, bytes: number): Promise<void> {
    if (bytes > mostBytes) throw new Error('Too long for the short way.')
    await ingest.accept(readViews(body.toString('utf8'), request.headers['user-agent'] ?? null, world.clock.now()))
  }
}

export type Usual = {
  listen: RequestListener
  /** Answers a request whose body was read already. */
  answer(request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void>
}
