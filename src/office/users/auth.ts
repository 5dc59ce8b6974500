import { apiKey } from '@better-auth/api-key'
import { APIError, betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import type pg from 'pg'
import { openPool } from '../../platform/db.ts'
import { isSameOrigin } from '../../platform/http.ts'
import type { World } from '../../platform/world.ts'
import { longestPassword, shortestPassword } from './password.schema.ts'
import { cookiePrefix, isSecure, lasting } from './session.ts'

/** Who can sign in, their passwords, sessions and API keys: better-auth's own tables, in the schema "auth". */
export type Auth = ReturnType<typeof openAuth>

export const clientAddress = 'x-client-address'

export const openAuthPool = (url: string): pg.Pool => openPool(url, { options: '-c search_path=auth', max: 6 })

const optionsOf = (pool: pg.Pool, world: Pick<World, 'baseUrl' | 'secret'>) => ({
  database: pool,
  secret: world.secret,
  baseURL: world.baseUrl,
  basePath: '/auth',
  emailAndPassword: {
    enabled: true,
    // People come in by invitation alone.
    disableSignUp: true,
    minPasswordLength: shortestPassword,
    maxPasswordLength: longestPassword,
  },
  session: lasting,
  rateLimit: {
    enabled: true,
    window: 60,
    max: 300,
    // Counted for the whole installation: two web processes do not admit twice as many guesses.
    storage: 'database' as const,
    // A whole office arrives from one address at nine.
    customRules: { '/sign-in/email': { window: 60, max: 40 } },
  },
  advanced: {
    cookiePrefix,
    useSecureCookies: isSecure(world),
    database: { generateId: 'uuid' as const },
    ipAddress: { ipAddressHeaders: [clientAddress] },
  },
  plugins: [apiKey({ enableMetadata: true, rateLimit: { enabled: false } })],
  // Keys are made, listed and revoked by admins (keys.ts), not by whoever is signed in.
  disabledPaths: ['create', 'get', 'update', 'delete', 'list'].map(path => `/api-key/${path}`),
  telemetry: { enabled: false },
})

export function openAuth(pool: pg.Pool, world: World) {
  return betterAuth({
    ...optionsOf(pool, world),
    // Reached under another name of the same machine, it is still the same origin.
    trustedOrigins: request =>
      request && isSameOrigin(request.headers, world.baseUrl) ? [request.headers.get('origin')] : [],
    databaseHooks: {
      session: {
        create: {
          before: async session => {
            const user = await world.db
              .selectFrom('appUser')
              .innerJoin('holder', 'holder.id', 'appUser.id')
              .select('active')
              .where('authId', '=', session.userId)
              .executeTakeFirst()
            if (!user?.active) throw new APIError('FORBIDDEN', { code: 'LEFT', message: 'This user has left.' })
          },
        },
      },
    },
    // Trouble is answered where all trouble is.
    onAPIError: {
      onError(error) {
        if (!(error instanceof APIError)) throw error
      },
    },
    logger: { log: (level, message) => world.log[level === 'error' ? 'error' : 'debug']({ auth: message }, 'sign-in') },
  })
}

/** Brings the schema "auth" to what this release of better-auth needs. Part of migrating. */
export async function prepareAuth(pool: pg.Pool): Promise<void> {
  await pool.query('create schema if not exists auth')
  const { runMigrations } = await getMigrations({
    ...optionsOf(pool, { baseUrl: 'http://localhost', secret: 'not used to migrate, long enough' }),
    // It makes a bigint of a moment, and warns of it ever after.
    logger: { level: 'error' },
  })
  await runMigrations()
}
