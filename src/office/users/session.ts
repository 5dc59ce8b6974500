import { createHmac, timingSafeEqual } from 'node:crypto'
import type { World } from '../../platform/world.ts'

export const cookiePrefix = 'musubi'
export const isSecure = ({ baseUrl }: Pick<World, 'baseUrl'>) => baseUrl.startsWith('https://')

/** Seconds that a session lasts, and after how many of them it is prolonged. */
export const lasting = { expiresIn: 14 * 24 * 3600, updateAge: 24 * 3600 }

const nameOf = (world: Pick<World, 'baseUrl'>) => `${isSecure(world) ? '__Secure-' : ''}${cookiePrefix}.session_token`

/** The token in the cookie of a session, as better-auth has signed it; undefined when there is none of ours. */
export function sessionToken(world: Pick<World, 'baseUrl' | 'secret'>, headers: Headers): string | undefined {
  const name = `${nameOf(world)}=`
  const cookie = headers
    .get('cookie')
    ?.split(/;\s*/)
    .find(part => part.startsWith(name))
  const [, token, signature] = /^(\w+)\.([A-Za-z0-9+/]{43}=)$/.exec(unescaped(cookie?.slice(name.length) ?? '')) ?? []
  if (!token || !signature) return undefined
  const ours = createHmac('sha256', world.secret).update(token).digest()
  return timingSafeEqual(ours, Buffer.from(signature, 'base64')) ? token : undefined
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
