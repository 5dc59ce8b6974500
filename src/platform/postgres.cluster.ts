import { execFile } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { as, own, type Place } from './postgres.place.ts'
import { Refusal } from './refusal.ts'

/** One database cluster: its data, its password and its logs beside each other, in a folder named by PostgreSQL's major version. */
export type Cluster = { data: string; password: string; socket: string; logs: string; startLog: string }

export const superuser = 'musubi'
// macOS has no C.UTF-8; a plain C would blind pg_trgm to Japanese.
export const locale = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'

export async function openCluster(place: Place, durable: boolean): Promise<Cluster> {
  const folder = join(place.folder, place.major)
  if (!existsSync(folder)) {
    refuseOtherVersion(place)
    await createCluster(place, folder, durable)
  }
  for (const name of readdirSync(place.folder).filter(entry => entry.startsWith('new-')))
    rmSync(join(place.folder, name), { recursive: true, force: true })
  return {
    data: join(folder, 'data'),
    password: readFileSync(join(folder, 'password'), 'utf8').trim(),
    socket: socketFolder(place, folder),
    logs: join(folder, 'logs'),
    startLog: join(folder, 'start.log'),
  }
}

/** Made aside and renamed, so that a start that is killed half-way, or two at once, never leave half a cluster. */
async function createCluster(place: Place, folder: string, durable: boolean) {
  const fresh = mkdtempSync(join(place.folder, 'new-'))
  own(fresh, place.runner)
  const pwfile = join(fresh, 'password')
  mkdirSync(join(fresh, 'logs'), { mode: 0o700 })
  own(join(fresh, 'logs'), place.runner)
  writeFileSync(pwfile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 })
  own(pwfile, place.runner)
  const choices = `-U ${superuser} -A scram-sha-256 -E UTF8 --data-checksums
    --locale-provider=builtin --builtin-locale=C.UTF-8 --locale=${locale}`.split(/\s+/)
  choices.push(`--pwfile=${pwfile}`, '-D', join(fresh, 'data'))
  if (!durable) choices.push('--no-sync')
  try {
    await promisify(execFile)(join(place.native, 'bin/initdb'), choices, {
      ...as(place.runner),
      cwd: '/',
      env: { LC_ALL: locale },
    })
    renameSync(fresh, folder)
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true })
    if (existsSync(folder)) return
    const why = (error as { stderr?: string }).stderr?.trim() || String(error)
    throw new Refusal('unavailable', {
      en: `A database could not be created in ${place.folder}: ${why}`,
      ja: `${place.folder} にデータベースを作成できませんでした: ${why}`,
    })
  }
}

function refuseOtherVersion({ folder, major }: Place) {
  const other = readdirSync(folder).find(name => /^\d+$/.test(name))
  if (!other) return
  throw new Refusal('unavailable', {
    en: `${folder} holds the data of PostgreSQL ${other}, and this release brings PostgreSQL ${major}. Make a backup with the former release (bin/musubi backup) and restore it with this one.`,
    ja: `${folder} には PostgreSQL ${other} のデータがありますが、このバージョンが使うのは PostgreSQL ${major} です。以前のバージョンでバックアップを取り(bin/musubi backup)、このバージョンで復元してください。`,
  })
}

/** A socket's whole path has room for some 100 bytes only, so deep data folders get theirs under /tmp. */
function socketFolder({ runner }: Place, folder: string) {
  const inside = join(folder, 'socket')
  const fits = Buffer.byteLength(join(inside, '.s.PGSQL.5432')) <= (process.platform === 'darwin' ? 103 : 107)
  const path = fits ? inside : join('/tmp', `musubi-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`)
  if (!existsSync(path)) {
    mkdirSync(path, { mode: 0o700 })
    own(path, runner)
  }
  const { uid, mode } = lstatSync(path)
  if (uid !== (runner?.uid ?? process.getuid?.() ?? uid) || (mode & 0o170000) !== 0o040000) {
    throw new Refusal('unavailable', {
      en: `${path}, where the database listens, belongs to somebody else. Remove it, or choose a DATA_DIR with a shorter path.`,
      ja: `データベースの接続口となる ${path} は、ほかのユーザーのものです。削除するか、より短いパスを DATA_DIR に指定してください。`,
    })
  }
  return path
}

/** Written anew at every start. An operator's own choices (ALTER SYSTEM) are kept elsewhere and win. */
export function writeSettings(cluster: Cluster, runner: Place['runner'], durable: boolean) {
  const settings = {
    ...oneMachine,
    ...memoryOf(durable ? totalmem() : 2 * GB),
    ...(durable ? {} : careless),
    ...ourFolders(cluster),
  }
  const path = join(cluster.data, 'postgresql.conf')
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${quoted(value)}`)
  const fresh = `${path}.${process.pid}`
  try {
    writeFileSync(
      fresh,
      `# Written by Musubi at every start. To change a setting, use ALTER SYSTEM.\n${lines.join('\n')}\n`,
    )
    own(fresh, runner)
    renameSync(fresh, path)
  } catch (error) {
    rmSync(fresh, { force: true })
    throw error
  }
}

const ourFolders = (cluster: Cluster) => ({
  listen_addresses: '',
  unix_socket_directories: `"${cluster.socket.replaceAll('"', '""')}"`,
  unix_socket_permissions: '0700',
  log_directory: cluster.logs,
})

const GB = 1024 ** 3
const between = (least: number, bytes: number, most: number) =>
  `${Math.round(Math.min(Math.max(bytes / 1024 ** 2, least), most))}MB`

/** The database is the largest on its machine, and not alone there: an eighth of a small one, a quarter of a large one. */
const memoryOf = (machine: number) => ({
  shared_buffers: between(128, machine > 4 * GB ? machine / 4 : machine / 8, 4096),
  effective_cache_size: between(256, machine / 2, 64 * 1024),
  work_mem: between(8, machine / 256, 64),
  maintenance_work_mem: between(64, machine / 16, 1024),
  max_wal_size: machine > 4 * GB ? '4GB' : '2GB',
})

const oneMachine = {
  max_connections: '100',
  max_parallel_workers_per_gather: '1',
  jit: 'off',
  random_page_cost: '1.1',
  min_wal_size: '128MB',
  // What this build could compress with takes more time than what it saves to write.
  wal_compression: 'off',
  checkpoint_timeout: '10min',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // A week of logs, one file a weekday. Terse and without statements, since both would show people's data.
  logging_collector: 'on',
  log_filename: 'postgres-%a.log',
  log_truncate_on_rotation: 'on',
  log_rotation_size: '0',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
}

const careless = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

const quoted = (value: string) => `'${value.replaceAll("'", "''")}'`
