import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

type Encoding = 'br' | 'gzip' | 'identity'
type Asset = { type: string; cache: string; bytes: Buffer; shrunk: Map<Encoding, Promise<Buffer>> }

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
}

const shrinkable = /text|javascript|json|svg/

/** The built screens, read once. Each is compressed when it is first asked for; a name with a hash in it may be kept for ever. */
export type Assets = { answer(path: string, accepts: string): Promise<Response | undefined> }

export function openAssets(folder: string): Assets {
  const known = new Map<string, Asset>()
  if (existsSync(folder)) {
    for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue
      const path = join(file.parentPath, file.name)
      const name = `/${relative(folder, path).split(sep).join('/')}`
      known.set(name, {
        type: types[extname(name)] ?? 'application/octet-stream',
        cache: name.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        bytes: readFileSync(path),
        shrunk: new Map(),
      })
    }
  }
  return {
    async answer(path, accepts) {
      const asset = known.get(path)
      if (!asset) return undefined
      const encoding = shrinkable.test(asset.type) ? preferred(accepts) : 'identity'
      const headers = new Headers({ 'content-type': asset.type, 'cache-control': asset.cache, vary: 'accept-encoding' })
      if (encoding !== 'identity') headers.set('content-encoding', encoding)
      return new Response(new Uint8Array(await shrunk(asset, encoding)), { headers })
    },
  }
}

/** A single built file, where it is built. */
export function readBuilt(folder: string, name: string): string | undefined {
  const path = join(folder, name)
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

function preferred(accepts: string): Encoding {
  if (/\bbr\b/.test(accepts)) return 'br'
  return /\bgzip\b/.test(accepts) ? 'gzip' : 'identity'
}

function shrunk(asset: Asset, encoding: Encoding): Promise<Buffer> {
  if (encoding === 'identity') return Promise.resolve(asset.bytes)
  let done = asset.shrunk.get(encoding)
  if (!done) {
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 8 } }
    done = encoding === 'br' ? promisify(brotliCompress)(asset.bytes, quality) : promisify(gzip)(asset.bytes)
    asset.shrunk.set(encoding, done)
  }
  return done
}
