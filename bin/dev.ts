import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

/** The server, which restarts when its code changes, and Vite, which serves the screens and passes the rest on to it. */
const root = join(import.meta.dirname, '..')
const parts = [
  run('node', ['--watch-preserve-output', '--watch', join(root, 'src/cli.ts'), 'start', ...process.argv.slice(2)]),
  run('vite', ['--host', '127.0.0.1']),
]

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => end(signal))
for (const part of parts) part.on('exit', () => end('SIGTERM'))

function run(command: string, args: string[]): ChildProcess {
  return spawn(command, args, { cwd: root, stdio: 'inherit' })
}

function end(signal: NodeJS.Signals) {
  for (const part of parts) if (part.exitCode === null) part.kill(signal)
}
