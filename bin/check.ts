import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { getChromium } from './chromium.ts'

/** Everything that must hold, one after the other. All run even if an early one fails; the last line counts. */
const root = join(import.meta.dirname, '..')
const env = { ...process.env, PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}` }
const count = { passed: 0, failed: 0 }

step('types', 'tsc', ['-p', '.'])
step('lint', 'oxlint', [])
step('format', 'biome', ['check'])
step('schema', 'node', ['db/dump.ts', '--verify'])
step('screens build', 'node', ['bin/setup.mjs', 'web'])
tests('unit')
if (getChromium()) tests('journeys')
else
  fail(
    'journeys',
    'There is no Chromium that runs, and none could be installed: install one, or set CHROMIUM_PATH to it.',
  )
step('crash', 'node', ['bench/crash.ts'])

say(`${count.passed} passed, ${count.failed} failed`)
process.exitCode = count.failed ? 1 : 0

/** A command that passes or fails; its output matters only when it fails. */
function step(name: string, command: string, args: string[]) {
  const start = performance.now()
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, env, encoding: 'utf8', maxBuffer: 1e9 })
  tell(name, status === 0, start)
  if (status !== 0) say(`${stdout ?? ''}${stderr ?? ''}`.trim())
}

/** A project of vitest: one step, and each of its tests counted. A skipped test proves nothing, so it fails. */
function tests(project: string) {
  const folder = mkdtempSync(join(tmpdir(), 'musubi-check-'))
  const report = join(folder, 'report.json')
  const start = performance.now()
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { status } = spawnSync('vitest', args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] })
  const counted = readReport(report)
  rmSync(folder, { recursive: true })
  count.passed += counted.numPassedTests
  count.failed += counted.numFailedTests
  const skipped = counted.numPendingTests + counted.numTodoTests
  if (skipped) say(`${project}: ${skipped} tests were skipped; none may be.`)
  tell(project, status === 0 && !skipped, start)
}

type Report = { numPassedTests: number; numFailedTests: number; numPendingTests: number; numTodoTests: number }

function readReport(path: string): Report {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Report
  } catch {
    // It did not get as far as a report; the step itself fails then.
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 }
  }
}

function tell(name: string, passed: boolean, start: number) {
  count[passed ? 'passed' : 'failed'] += 1
  say(`${passed ? '✓' : '✗'} ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`)
}

function fail(name: string, sentence: string) {
  count.failed += 1
  say(`✗ ${name}: ${sentence}`)
}

function say(line: string) {
  process.stdout.write(`${line}\n`)
}
