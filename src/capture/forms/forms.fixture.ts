import type { Hono } from 'hono'

const token = /name="_token" value="([^"]+)"/

/** Somebody in a browser with scripts off, in front of a form. */
export function filling(app: Pick<Hono, 'fetch'>, address = 'http://localhost:3000') {
  const open = async (slug: string, query = '', headers: Record<string, string> = {}) => {
    const answer = await app.fetch(
      new Request(`${address}/f/${slug}${query}`, { headers: { 'accept-language': 'ja', ...headers } }),
    )
    const page = await answer.text()
    return { status: answer.status, headers: answer.headers, page, token: token.exec(page)?.[1] ?? '' }
  }
  const post = async (slug: string, values: Record<string, string | string[]>) => {
    const body = new URLSearchParams()
    for (const [name, value] of Object.entries(values)) for (const one of [value].flat()) body.append(name, one)
    const answer = await app.fetch(
      new Request(`${address}/f/${slug}`, {
        method: 'POST',
        body,
        redirect: 'manual',
        headers: { 'accept-language': 'ja', origin: 'https://www.yuki.example.jp', 'sec-fetch-site': 'cross-site' },
      }),
    )
    return { status: answer.status, headers: answer.headers, page: await answer.text() }
  }
  return { open, post }
}

export const hana = {
  company: '株式会社はな製作所',
  department: '生産技術部',
  title: '課長',
  family_name: '花村',
  given_name: '芽衣',
  email: 'Mei.Hanamura@hana.example.jp',
  phone: '03-1234-5678',
}
