import { readConfig } from './platform/config.ts'
import { Refusal } from './platform/refusal.ts'
import { startServer } from './server.ts'

const [command = 'help'] = process.argv.slice(2)
try {
  if (command === 'start') {
    const running = await startServer(readConfig(process.env))
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.once(signal, () => void running.stop().then(() => process.exit(0)))
  }
} catch (error) {
  if (!(error instanceof Refusal)) throw error
  process.stderr.write(`${error.sentence.en}\n`)
  process.exitCode = 1
}
