export type Answer = { status: number; body: Record<string, unknown> & { id: number } }
export type Ask = (method: string, path: string, body?: unknown, key?: string) => Promise<Answer>

/** Asks with a session of its own. What cannot be delivered is answered as status 0: whether it was done is unknown. */
export async function signIn(url: () => string, email: string, password: string, patience = 20_000): Promise<Ask> {
  const answer = await fetch(`${url()}/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  if (!answer.ok) throw new Error(`${email} could not sign in: ${await answer.text()}`)
  const cookie = answer.headers
    .getSetCookie()
    .map(c => c.split(';')[0])
    .join('; ')
  return async (method, path, body, key) => {
    try {
      const sent = body === undefined ? {} : body instanceof FormData ? { body } : { body: JSON.stringify(body) }
      const said = await fetch(`${url()}/api/v1${path}`, {
        method,
        ...sent,
        signal: AbortSignal.timeout(patience),
        headers: {
          cookie,
          'accept-language': 'en',
          ...(key ? { 'idempotency-key': key } : {}),
          ...(body !== undefined && !(body instanceof FormData) ? { 'content-type': 'application/json' } : {}),
        },
      })
      return { status: said.status, body: (await said.json()) as Answer['body'] }
    } catch {
      return { status: 0, body: { id: 0 } }
    }
  }
}

export type Office = {
  admin: Ask
  marketer: Ask
  accountant: Ask
  reps: { id: number; ask: Ask }[]
  /** Of the deals: those that are walked through, and what the last one is called. */
  stages: { id: number; wins: boolean }[]
}

const password = 'a password for a crash'

/** The domain of a competitor, whom no mailing goes to. */
export const rival = 'rival.example.com'

/** An office with a marketer, an accountant and two reps in two teams, each signed in, that may send mailings and invoices. */
export async function openOffice(url: () => string, admin: Ask): Promise<Office> {
  const need = async (method: string, path: string, body?: unknown) => {
    const answer = await admin(method, path, body)
    if (answer.status !== 200)
      throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const { version } = await need('GET', '/workspace')
  const company = { name: '落下傘株式会社', postalAddress: '東京都千代田区丸の内1-1-1', phone: '03-1234-5678' }
  const sender = { senderName: '落下傘', senderEmail: 'info@crash.example.jp' }
  await need('PATCH', '/workspace', { version, ...company, ...sender })
  const invoicing = await need('GET', '/invoicing')
  await need('PATCH', '/invoicing', { version: invoicing.version, registrationNumber: 'T7000012050002' })
  await need('POST', '/mail-exclusions', { kind: 'domain', value: rival, why: 'competitor' })
  const [east, west] = [await need('POST', '/teams', { name: '東' }), await need('POST', '/teams', { name: '西' })]
  const user = (name: string, roles: string[], teamId?: number) =>
    need('POST', '/users', { name, email: `${name}@crash.example.jp`, roles, teamId, password })
  await user('marketer', ['marketer'])
  await user('accountant', ['accounting'])
  const reps = [await user('tanaka', ['inside_sales'], east.id), await user('ito', ['inside_sales'], west.id)]
  const [pipeline] = (await need('GET', '/pipelines')).items as [{ stages: { id: number; wins: boolean }[] }]
  return {
    admin,
    marketer: await signIn(url, 'marketer@crash.example.jp', password),
    accountant: await signIn(url, 'accountant@crash.example.jp', password),
    reps: [
      { id: reps[0]!.id, ask: await signIn(url, 'tanaka@crash.example.jp', password) },
      { id: reps[1]!.id, ask: await signIn(url, 'ito@crash.example.jp', password) },
    ],
    stages: pipeline.stages.map(({ id, wins }) => ({ id, wins })),
  }
}
