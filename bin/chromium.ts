import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

/** Where a Chromium is that runs here. CHROMIUM_PATH comes first, and alone if it is set. */
export function findChromium(): string | undefined {
  const chosen = process.env.CHROMIUM_PATH
  const usual = [
    ...['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map(name => `/usr/bin/${name}`),
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    chromium.executablePath(),
  ]
  // Ubuntu has a /usr/bin/chromium-browser that only says how to get one: so each is asked whether it runs.
  return (chosen ? [chosen] : usual).find(path => existsSync(path) && run(path, ['--version'], 'ignore'))
}

/** Finds a Chromium or installs one; otherwise undefined. As root also Japanese fonts, which pictures of screens need. */
export function getChromium(): string | undefined {
  const found = findChromium()
  const wanted = [...(found ? [] : ['chromium']), ...(hasJapaneseFonts() ? [] : ['fonts-noto-cjk'])]
  if (wanted.length && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stderr.write(`Installing ${wanted.join(' and ')} for the browser journeys.\n`)
    run('apt-get', ['-q', 'update'])
    run('apt-get', ['-qy', 'install', '--no-install-recommends', ...wanted])
  }
  if (found || process.env.CHROMIUM_PATH) return found
  return findChromium() ?? download()
}

function download() {
  process.stderr.write('Downloading Chromium for the browser journeys.\n')
  run('playwright-core', ['install', 'chromium'])
  return findChromium()
}

const hasJapaneseFonts = () => Boolean(spawnSync('fc-list', [':lang=ja'], { encoding: 'utf8' }).stdout?.trim())

// What an installer says goes to standard error: our own last line of standard output is read by programs.
const run = (command: string, args: string[], output: 'ignore' | 2 = 2) =>
  spawnSync(command, args, {
    stdio: ['ignore', output, output],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }).status === 0
