import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type SigningKey = {
  key: KeyObject
  /** As it stands in the DNS. */
  publicKey: string
  madeAt: Date
}

/** Under which name the DNS has the key: musubi._domainkey.example.jp. */
export const selector = 'musubi'

const pathOf = (dataDir: string) => join(dataDir, 'dkim.pem')

/** The key that mails are signed with, in DATA_DIR/dkim.pem, as long as there is one. Read again only when the file changes. */
export function signingKeyIn(dataDir: string): () => SigningKey | undefined {
  let known: SigningKey | undefined
  return () => {
    const file = statSync(pathOf(dataDir), { throwIfNoEntry: false })
    if (!file) known = undefined
    else if (known?.madeAt.getTime() !== file.mtime.getTime()) known = read(dataDir, file.mtime)
    return known
  }
}

function read(dataDir: string, madeAt: Date): SigningKey {
  const key = createPrivateKey(readFileSync(pathOf(dataDir)))
  return { key, publicKey: createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64'), madeAt }
}

/** Makes the key, unless there is one: mails on their way are signed with it. */
export function makeSigningKey(dataDir: string): void {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  try {
    writeFileSync(pathOf(dataDir), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}
