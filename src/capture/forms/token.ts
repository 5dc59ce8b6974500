import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** Says when a page was given out, and makes what is sent from it one, however often it is sent. */
export function makeToken(secret: string, formId: number, at: Date): string {
  const said = `${at.getTime().toString(36)}.${randomBytes(12).toString('base64url')}`
  return `${said}.${signed(secret, formId, said)}`
}

export type ReadToken = { key: string; givenAt: Date }

export function readToken(secret: string, formId: number, token: string | undefined): ReadToken | undefined {
  const [time = '', nonce = '', signature = ''] = (token ?? '').split('.')
  const right = Buffer.from(signed(secret, formId, `${time}.${nonce}`))
  const given = Buffer.from(signature)
  if (right.length !== given.length || !timingSafeEqual(right, given)) return undefined
  return { key: `page:${time}.${nonce}`, givenAt: new Date(Number.parseInt(time, 36)) }
}

const signed = (secret: string, formId: number, said: string) =>
  createHmac('sha256', secret).update(`form ${formId} ${said}`).digest('base64url').slice(0, 22)
