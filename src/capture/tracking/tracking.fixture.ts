import { randomBytes } from 'node:crypto'
import type { Hono } from 'hono'

export const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

export const newVisitor = () => randomBytes(16).toString('hex')

/** A browser on somebody's site: what its snippet sends. */
export function browsing(app: Pick<Hono, 'fetch'>) {
  let n = 0
  const send = async (body: unknown, headers: Record<string, string> = {}) => {
    const answer = await app.fetch(
      new Request('http://localhost:3000/t', {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: {
          'content-type': 'text/plain;charset=UTF-8',
          origin: 'https://www.yuki.example.jp',
          'sec-fetch-site': 'cross-site',
          'user-agent': chrome,
          'accept-language': 'en',
          ...headers,
        },
      }),
    )
    return { status: answer.status, headers: answer.headers, text: await answer.text() }
  }
  const view = (path: string, more: object = {}) => ({
    k: `k${n++}`,
    u: path.startsWith('/') ? `https://www.yuki.example.jp${path}` : path,
    a: 0,
    ...more,
  })
  return { send, view, look: (v: string, path: string, more: object = {}) => send({ v, e: [view(path, more)] }) }
}
