export type Ask = (
  method: string,
  path: string,
  body?: unknown,
) => Promise<{ status: number; body: Record<string, unknown> & { id: number } }>

/** Asks with a session of its own. What cannot be delivered is answered as status 0: whether it was done is unknown. */
export async function signIn(url: string, email: string, password: string): Promise<Ask> {
  const answer = await fetch(`${url}/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  if (!answer.ok) throw new Error(`${email} could not sign in: ${await answer.text()}`)
  const cookie = answer.headers
    .getSetCookie()
    .map(c => c.split(';')[0])
    .join('; ')
  return async (method, path, body) => {
    try {
      const sent = body === undefined ? {} : body instanceof FormData ? { body } : { body: JSON.stringify(body) }
      const said = await fetch(`${url}/api/v1${path}`, {
        method,
        ...sent,
        signal: AbortSignal.timeout(20_000),
        headers: {
          cookie,
          'accept-language': 'en',
          ...(body !== undefined && !(body instanceof FormData) ? { 'content-type': 'application/json' } : {}),
        },
      })
      return { status: said.status, body: (await said.json()) as Record<string, unknown> & { id: number } }
    } catch {
      return { status: 0, body: { id: 0 } }
    }
  }
}

export type Office = { admin: Ask; marketer: Ask; reps: { id: number; ask: Ask }[] }

const password = 'a password for a crash'

/** An office with a marketer and two reps in two teams, each signed in. */
export async function openOffice(url: string, admin: Ask): Promise<Office> {
  const need = async (method: string, path: string, body: unknown) => {
    const answer = await admin(method, path, body)
    if (answer.status !== 200)
      throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const [east, west] = [await need('POST', '/teams', { name: '東' }), await need('POST', '/teams', { name: '西' })]
  const user = (name: string, roles: string[], teamId?: number) =>
    need('POST', '/users', { name, email: `${name}@crash.example.jp`, roles, teamId, password })
  await user('marketer', ['marketer'])
  const reps = [await user('tanaka', ['inside_sales'], east.id), await user('ito', ['inside_sales'], west.id)]
  return {
    admin,
    marketer: await signIn(url, 'marketer@crash.example.jp', password),
    reps: [
      { id: reps[0]!.id, ask: await signIn(url, 'tanaka@crash.example.jp', password) },
      { id: reps[1]!.id, ask: await signIn(url, 'ito@crash.example.jp', password) },
    ],
  }
}
