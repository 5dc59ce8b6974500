import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig, settings } from './config.ts'
import { readSecret } from './secret.ts'

const japanese = (env: NodeJS.ProcessEnv) => {
  try {
    return readConfig(env)
  } catch (error) {
    return (error as { sentence: { ja: string } }).sentence.ja
  }
}

test('with nothing set, it runs on this machine alone', () => {
  expect(readConfig({ PATH: '/bin', SMTP_URL: '' })).toEqual({
    port: 3000,
    host: '127.0.0.1',
    dataDir: resolve('data'),
    databaseUrl: undefined,
    baseUrl: 'http://localhost:3000',
    smtpUrl: undefined,
    admin: undefined,
    role: 'all',
    logLevel: 'info',
  })
})

test('what is set counts', () => {
  const config = readConfig({
    PORT: '8080',
    HOST: '::',
    DATA_DIR: '/srv/musubi',
    DATABASE_URL: 'postgres://m:p@%2Frun%2Fpg/musubi',
    BASE_URL: 'https://crm.example.jp/',
    ADMIN_EMAIL: 'a@example.jp',
    ADMIN_PASSWORD: 'correct horse',
    ROLE: 'worker',
  })
  expect(config).toMatchObject({ port: 8080, host: '::', dataDir: '/srv/musubi', baseUrl: 'https://crm.example.jp' })
  expect(config.admin).toEqual({ email: 'a@example.jp', password: 'correct horse' })
  expect(readConfig({ HOST: '10.0.0.5', PORT: '80' }).baseUrl).toBe('http://10.0.0.5:80')
})

test.each([
  [{ PORT: 'http' }, 'The setting PORT must be a whole number from 0 to 65535, not "http".'],
  [{ PORT: '70000' }, 'PORT must be'],
  [{ HOST: 'a b' }, 'HOST must be'],
  [{ ROLE: 'both' }, 'The setting ROLE must be all, web or worker, not "both".'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be'],
  [{ BASE_URL: 'crm.example.jp' }, 'BASE_URL must be'],
  [{ BASE_URL: 'https://example.jp/crm' }, 'BASE_URL must be'],
  [{ SMTP_URL: 'http://mail' }, 'SMTP_URL must be'],
  [{ ADMIN_EMAIL: 'a@example.jp' }, 'ADMIN_EMAIL is set and ADMIN_PASSWORD is not.'],
  [{ ADMIN_EMAIL: 'a@example.jp', ADMIN_PASSWORD: 'too short' }, 'ADMIN_PASSWORD must be 10 to 128 characters long.'],
  [{ ADMIN_EMAIL: 'a', ADMIN_PASSWORD: 'long enough' }, 'ADMIN_EMAIL must be'],
  [{ DATABSE_URL: 'x' }, 'There is no setting DATABSE_URL. Did you mean DATABASE_URL?'],
  [{ DATA_DRI: 'x' }, 'Did you mean DATA_DIR?'],
  [{ MUSUBI_PORT: '80' }, 'There is no setting MUSUBI_PORT. Did you mean PORT?'],
  [{ MUSUBI_COLOUR: 'red' }, 'There is no setting MUSUBI_COLOUR. See bin/musubi --help'],
])('%j is refused', (env, sentence) => {
  expect(() => readConfig(env)).toThrow(sentence)
  expect(japanese(env)).toMatch(/(ください|ませんか)/)
})

test('a refusal never repeats a password', () => {
  for (const env of [
    { DATABASE_URL: 'mysql://u:hunter2@h/d' },
    { SMTP_URL: 'x://u:hunter2@h' },
    { ADMIN_PASSWORD: 'hunter2' },
  ])
    expect(japanese(env)).not.toContain('hunter2')
})

test('variables of other programs are none of our business', () => {
  const foreign = {
    POST: 'x',
    HOSTS: 'x',
    ROLES: 'x',
    MUSUBI_SERVICE_HOST: '10.0.0.1',
    MUSUBI_PORT: 'tcp://10.0.0.1:80',
  }
  expect(readConfig(foreign).port).toBe(3000)
})

test('every setting explains itself in both languages', () => {
  for (const { means, mustBe } of Object.values(settings))
    for (const { en, ja } of [means, mustBe]) expect(en && ja).toBeTruthy()
})

test('the secret is made once and is for us alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'musubi-secret-'))
  const dataDir = join(folder, 'data')
  const secret = readSecret(dataDir)
  expect(secret).toMatch(/^[\w-]{43}$/)
  expect(readSecret(dataDir)).toBe(secret)
  expect(statSync(join(dataDir, 'secret')).mode & 0o777).toBe(0o600)
  rmSync(folder, { recursive: true })
})
