/** Asks as somebody who has signed in; answers the body and fails on a refusal. */
export type Ask = <T = unknown>(method: string, path: string, body?: unknown) => Promise<T>

/** The cookie of somebody of the populated office. */
export async function cookieOf(url: string, login: string): Promise<string> {
  const answer = await fetch(`${url}/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: `${login}@musubi-demo.example.jp`, password: 'musubi-demo' }),
  })
  if (!answer.ok) throw new Error(`${login} could not sign in: ${answer.status} ${await answer.text()}`)
  return answer.headers
    .getSetCookie()
    .map(c => c.split(';')[0])
    .join('; ')
}

export function askingAs(url: string, cookie: string): Ask {
  return async <T>(method: string, path: string, body?: unknown) => {
    const said = await fetch(`${url}/api/v1${path}`, { method, ...sentWith(cookie, body) })
    const text = await said.text()
    if (!said.ok) throw new Error(`${method} ${path.slice(0, 120)}: ${said.status} ${text.slice(0, 300)}`)
    return (text ? JSON.parse(text) : undefined) as T
  }
}

function sentWith(cookie: string, body: unknown): RequestInit {
  if (body === undefined) return { headers: { cookie } }
  if (body instanceof FormData) return { headers: { cookie }, body }
  return { headers: { cookie, 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

/** An address with what is asked; conditions are written as JSON, as the API reads them. */
export function asked(path: string, query: Record<string, unknown>): string {
  const parts = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null)
      parts.set(name, typeof value === 'object' ? JSON.stringify(value) : `${value as string | number | boolean}`)
  return `${path}?${parts}`
}
