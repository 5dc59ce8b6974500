import { join, resolve } from 'node:path'
import { z } from 'zod'
import { Refusal, type Sentence } from './refusal.ts'
import { longestPassword, shortestPassword } from './shapes.ts'

/** How the product is set up. This file alone reads the environment. */
export type Config = {
  port: number
  host: string
  dataDir: string
  databaseUrl: string | undefined
  replicaUrl: string | undefined
  baseUrl: string
  smtpUrl: string | undefined
  admin: { email: string; password: string } | undefined
  role: 'all' | 'web' | 'worker'
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

type Setting = { shape: z.ZodType<string>; default: string; secret?: true; means: Sentence; mustBe: Sentence }

const url = (...schemes: string[]) =>
  z.string().refine(text => URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1)))

/** Every setting there is: what it must look like, what it is without being set, and what it means. */
export const settings = {
  PORT: {
    shape: z.string().refine(text => /^\d+$/.test(text) && Number(text) <= 65_535),
    default: '3000',
    means: {
      en: 'The port that the web server listens on; 0 takes a free one.',
      ja: 'Web サーバーが待ち受けるポートです。0 を指定すると空いているポートを使います。',
    },
    mustBe: { en: 'a whole number from 0 to 65535', ja: '0 から 65535 までの整数' },
  },
  HOST: {
    shape: z.string().regex(/^[\w.:-]+$/),
    default: '127.0.0.1',
    means: {
      en: 'The address that the web server listens on; 0.0.0.0 opens it to the network.',
      ja: 'Web サーバーが待ち受けるアドレスです。0.0.0.0 を指定するとネットワークに公開します。',
    },
    mustBe: { en: 'a host name or an IP address', ja: 'ホスト名または IP アドレス' },
  },
  DATA_DIR: {
    shape: z.string(),
    default: './data',
    means: {
      en: 'The folder for the embedded database, uploaded files and the secret; a relative one counts from the project.',
      ja: '組み込みデータベース、アップロードされたファイル、秘密鍵を置くフォルダーです。相対パスはこのプロジェクトのフォルダーから数えます。',
    },
    mustBe: { en: 'a folder', ja: 'フォルダーのパス' },
  },
  DATABASE_URL: {
    shape: url('postgres', 'postgresql'),
    secret: true,
    default: '',
    means: {
      en: 'A PostgreSQL 15 or newer to use instead of the embedded one.',
      ja: '組み込みの代わりに使う PostgreSQL 15 以上の接続先です。',
    },
    mustBe: {
      en: 'an address like postgres://user:password@host:5432/database',
      ja: 'postgres://user:password@host:5432/database の形の接続先',
    },
  },
  DATABASE_REPLICA_URL: {
    shape: url('postgres', 'postgresql'),
    secret: true,
    default: '',
    means: {
      en: 'A streaming replica of that database: reports, exports and segment counts are read there while it is up to date.',
      ja: 'そのデータベースのストリーミングレプリカの接続先です。遅れがない間は、レポート、書き出し、セグメントの件数をそこから読み取ります。',
    },
    mustBe: {
      en: 'an address like postgres://user:password@replica:5432/database',
      ja: 'postgres://user:password@replica:5432/database の形の接続先',
    },
  },
  BASE_URL: {
    shape: url('http', 'https').refine(text => URL.canParse(text) && new URL(text).origin === text.replace(/\/$/, '')),
    default: '',
    means: {
      en: 'Where people reach the product; used in links and mails. Without it, http://HOST:PORT.',
      ja: '利用者がアクセスする URL です。リンクやメールに使います。指定しない場合は http://HOST:PORT です。',
    },
    mustBe: { en: 'an address like https://crm.example.jp', ja: 'https://crm.example.jp の形の URL' },
  },
  SMTP_URL: {
    shape: url('smtp', 'smtps'),
    secret: true,
    default: '',
    means: {
      en: 'The mail server. Without it, mails stay in the outbox, where admins can read them.',
      ja: 'メールサーバーです。指定しない場合、メールは送信されず、管理者が送信箱で読めます。',
    },
    mustBe: {
      en: 'an address like smtps://user:password@mail.example.jp',
      ja: 'smtps://user:password@mail.example.jp の形の接続先',
    },
  },
  ADMIN_EMAIL: {
    shape: z.email(),
    default: '',
    means: {
      en: 'With ADMIN_PASSWORD: makes the first admin at the first start, instead of the one-time link.',
      ja: 'ADMIN_PASSWORD とともに指定すると、初回起動時に一回限りのリンクの代わりに最初の管理者を作成します。',
    },
    mustBe: { en: 'a mail address', ja: 'メールアドレス' },
  },
  ADMIN_PASSWORD: {
    shape: z.string().min(shortestPassword).max(longestPassword),
    secret: true,
    default: '',
    means: {
      en: `The password of the first admin, at least ${shortestPassword} characters.`,
      ja: `最初の管理者のパスワードです。${shortestPassword} 文字以上です。`,
    },
    mustBe: {
      en: `${shortestPassword} to ${longestPassword} characters long`,
      ja: `${shortestPassword} 文字以上 ${longestPassword} 文字以下のパスワード`,
    },
  },
  ROLE: {
    shape: z.enum(['all', 'web', 'worker']),
    default: 'all',
    means: {
      en: 'What this process does: web serves pages and the API, worker does the work behind them, all does both.',
      ja: 'このプロセスの役割です。web は画面と API、worker は裏側の処理、all は両方を受け持ちます。',
    },
    mustBe: { en: 'all, web or worker', ja: 'all、web、worker のいずれか' },
  },
  LOG_LEVEL: {
    shape: z.enum(['debug', 'info', 'warn', 'error', 'silent']),
    default: 'info',
    means: { en: 'How much is logged.', ja: 'ログに記録する詳しさです。' },
    mustBe: { en: 'debug, info, warn, error or silent', ja: 'debug、info、warn、error、silent のいずれか' },
  },
} satisfies Record<string, Setting>

export type SettingName = keyof typeof settings

// Not the folder one stands in: bin/musubi, called from anywhere, has to mean the same data as npm start.
const project = join(import.meta.dirname, '../..')

/** Reads the settings, or refuses in one sentence about the first that cannot be right. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const [stranger] = Object.keys(env).flatMap(name => unknown(name, env[name]))
  if (stranger) throw stranger
  const port = Number(read(env, 'PORT'))
  const host = read(env, 'HOST')
  return {
    port,
    host,
    dataDir: resolve(project, read(env, 'DATA_DIR')),
    databaseUrl: read(env, 'DATABASE_URL') || undefined,
    replicaUrl: read(env, 'DATABASE_REPLICA_URL') || undefined,
    baseUrl: read(env, 'BASE_URL').replace(/\/$/, '') || `http://${reachable(host)}:${port}`,
    smtpUrl: read(env, 'SMTP_URL') || undefined,
    admin: readAdmin(env),
    role: read(env, 'ROLE') as Config['role'],
    logLevel: read(env, 'LOG_LEVEL') as Config['logLevel'],
  }
}

/** Empty counts as not set, which is how a line in a settings file is usually switched off. */
function read(env: NodeJS.ProcessEnv, name: SettingName): string {
  const setting: Setting = settings[name]
  const value = env[name]?.trim()
  if (!value) return setting.default
  if (setting.shape.safeParse(value).success) return value
  const is = setting.secret ? { en: '', ja: '' } : { en: `, not "${value}"`, ja: `(現在の値:「${value}」)` }
  throw new Refusal('invalid', {
    en: `The setting ${name} must be ${setting.mustBe.en}${is.en}.`,
    ja: `設定 ${name} には${setting.mustBe.ja}を指定してください${is.ja}。`,
  })
}

function readAdmin(env: NodeJS.ProcessEnv): Config['admin'] {
  const [email, password] = [read(env, 'ADMIN_EMAIL'), read(env, 'ADMIN_PASSWORD')]
  if (email && password) return { email, password }
  if (!email && !password) return undefined
  const [is, lacks] = email ? ['ADMIN_EMAIL', 'ADMIN_PASSWORD'] : ['ADMIN_PASSWORD', 'ADMIN_EMAIL']
  throw new Refusal('invalid', {
    en: `${is} is set and ${lacks} is not. Set both, or neither to get a one-time link.`,
    ja: `${is} は指定されていますが、${lacks} がありません。両方を指定するか、どちらも外して一回限りのリンクを使ってください。`,
  })
}

const reachable = (host: string) => {
  if (['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host)) return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

/** A slip of the pen would otherwise go unnoticed: the product would start, with another database perhaps. */
function unknown(name: string, value: string | undefined): Refusal[] {
  if (name in settings || !value) return []
  const bare = name.replace(/^MUSUBI_/, '')
  // Kubernetes tells every pod about a service that is called musubi.
  if (bare !== name && (/^(SERVICE|PORT)_/.test(bare) || value.startsWith('tcp://'))) return []
  const meant = Object.keys(settings).find(known => (known.includes('_') || bare !== name) && oneSlip(known, bare))
  if (!meant && bare === name) return []
  return [
    new Refusal('invalid', {
      en: `There is no setting ${name}.${meant ? ` Did you mean ${meant}?` : ' See bin/musubi --help for those there are.'}`,
      ja: `${name} という設定はありません。${meant ? `${meant} ではありませんか。` : '使える設定は bin/musubi --help で確認してください。'}`,
    }),
  ]
}

/** Whether two names differ by at most one letter: changed, missing, added, or swapped with its neighbour. */
function oneSlip(a: string, b: string): boolean {
  let start = 0
  while (start < a.length && a[start] === b[start]) start += 1
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1
  const [x, y] = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  return (x.length <= 1 && y.length <= 1) || (x.length === 2 && y.length === 2 && x[0] === y[1] && x[1] === y[0])
}
