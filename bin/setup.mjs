// Makes the project ready to run: installs what package-lock.json lists and, when asked for the web, builds the screens.
// Does nothing, quickly, when nothing has changed. Plain JavaScript for Node 20.19, since nothing may be installed yet;
// speaks on standard error only, since the output of what runs next belongs to that.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const tools = join(root, 'node_modules/.bin')
const installMarker = join(root, 'node_modules/.musubi-lock')
const installWanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .update(`${process.platform} ${process.arch}`)
  .digest('hex')
const webMarker = join(root, 'dist/.hash')
const env = { ...process.env, PATH: `${tools}${delimiter}${process.env.PATH}` }

const wantsWeb = process.argv.includes('web')
if (installed() && (!wantsWeb || built())) process.exit(0)
oneAtATime()
if (!installed()) install()
if (wantsWeb && !built()) buildWeb()

/** Two that set up the same folder at once would pull it away from under each other: the second waits for the first. */
function oneAtATime() {
  const place = join(root, '.setup-lock')
  const holder = join(place, 'pid')
  let unsigned = 0
  for (let waited = 0; !took(place); waited++) {
    const pid = Number(read(holder))
    unsigned = pid ? 0 : unsigned + 1
    // Whoever was killed has left it behind, at worst before it was signed; one of those who wait steps in.
    if ((pid ? !runs(pid) : unsigned > 20) && took(join(place, `after-${pid}`))) break
    if (waited === 4)
      say('Another start is setting this folder up; waiting for it. If there is none, remove .setup-lock.')
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 250)
  }
  writeFileSync(holder, String(process.pid))
  process.on('exit', () => {
    // Taken away in one stroke: nobody finds half a lock.
    renameSync(place, `${place}-${process.pid}`)
    rmSync(`${place}-${process.pid}`, { recursive: true, force: true })
  })
}

function took(folder) {
  try {
    mkdirSync(folder)
    return true
  } catch (error) {
    if (error.code === 'EEXIST' || error.code === 'ENOENT') return false
    return stop(`This folder cannot be written to: ${error.message}`)
  }
}

function runs(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function installed() {
  return read(installMarker) === installWanted
}

function built() {
  return read(webMarker) === fingerprint()
}

function install() {
  say('Installing what package-lock.json lists; this takes a minute or two.')
  const flags = [
    '--no-save',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]
  // npm's own output goes to standard error, ours to whoever asked.
  const { status, error } = spawnSync('npm', ['install', ...flags], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: process.env,
  })
  if (error) stop('npm was not found. Install Node.js together with npm (https://nodejs.org).')
  if (status !== 0)
    stop('npm could not install the packages; see above. Check the connection to the npm registry and run this again.')

  const found = spawnSync('node', ['--version'], { env, encoding: 'utf8' })
  if (found.status !== 0 || !newEnough(found.stdout)) {
    stop(
      `Musubi needs Node.js 22.18 or newer, and here is ${process.version}. Install one from https://nodejs.org and run this again.`,
    )
  }
  writeFileSync(installMarker, installWanted)
}

function buildWeb() {
  const wanted = fingerprint()
  say('Building the screens.')
  // Built aside: whoever is served from dist/web meanwhile keeps what they have, and half a build is never served.
  const fresh = `dist/web-${process.pid}`
  const build = ['build', '--outDir', fresh, '--emptyOutDir', '--logLevel', 'warn']
  const snippet = ['build', '--outDir', join(root, fresh), '--config', 'tracker/vite.config.ts', '--logLevel', 'warn']
  const run = flags => spawnSync('vite', flags, { cwd: root, stdio: ['ignore', 2, 2], env }).status === 0
  if (!run(build) || !run(snippet)) {
    rmSync(join(root, fresh), { recursive: true, force: true })
    stop('The screens could not be built; see above.')
  }
  rmSync(join(root, 'dist/web'), { recursive: true, force: true })
  renameSync(join(root, fresh), join(root, 'dist/web'))
  writeFileSync(webMarker, wanted)
}

/** Of what the screens are made of: names, sizes and times, which change whenever the contents do. */
function fingerprint() {
  const hash = createHash('sha256')
  const files = readdirSync(join(root, 'src'), { recursive: true })
    .filter(name => /\.(ts|tsx|css)$/.test(name) && !name.endsWith('.test.ts'))
    .map(name => join('src', name))
    .toSorted()
  const tracker = ['tracker/tracker.ts', 'tracker/vite.config.ts']
  for (const name of [...files, ...tracker, 'index.html', 'vite.config.ts', 'package-lock.json']) {
    const { size, mtimeMs } = statSync(join(root, name))
    hash.update(`${name} ${size} ${mtimeMs}\n`)
  }
  mkdirSync(join(root, 'dist'), { recursive: true })
  return hash.digest('hex')
}

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function newEnough(version) {
  const [major, minor] = version.replace('v', '').split('.').map(Number)
  return major > 22 || (major === 22 && minor >= 18)
}

function say(sentence) {
  process.stderr.write(`${sentence}\n`)
}

function stop(sentence) {
  say(sentence)
  process.exit(1)
}
