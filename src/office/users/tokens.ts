import { createHash, randomBytes } from 'node:crypto'

/** A token for a link that works once. The database keeps its hash alone. */
export function newToken(): { token: string; hash: string } {
  const token = randomBytes(24).toString('base64url')
  return { token, hash: hashOfToken(token) }
}

export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex')
