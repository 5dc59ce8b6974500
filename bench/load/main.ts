/**
 * The load generator, a process of its own so that its CPU is told apart: sends as many requests as are answered, or as
 * many a second as it is told, until the time is over, and says on standard output what came of it. Its orders are a line
 * of JSON on standard input.
 */
import { text } from 'node:stream/consumers'
import { at, sorted } from '../timing.ts'
import { type Line, openLine } from './client.ts'
import type { Loaded, Orders } from './load.ts'
import { openRequests } from './requests.ts'

const orders = JSON.parse(await text(process.stdin)) as Orders
const next = openRequests(orders)
const took: number[] = []
const refused: Record<string, number> = {}
let [sent, accepted, stopped] = [0, 0, false]

const began = performance.now()
const mayGo = () =>
  !stopped &&
  (orders.perSecond === null || sent < ((performance.now() - began) / 1000) * (orders.perSecond / orders.each))
const fill = (line: Line) => {
  while (line.waiting() < orders.deep && mayGo()) {
    sent += 1
    line.send(next())
  }
}
const lines = await Promise.all(
  Array.from({ length: orders.lines }, async () => {
    const line = await openLine(orders.port, (status, ms) => {
      took.push(ms)
      if (status < 300) accepted += 1
      else refused[status] = (refused[status] ?? 0) + 1
      // Without a pace, whatever is answered is followed by the next at once.
      if (orders.perSecond === null) fill(line)
    })
    return line
  }),
)
const cpuBefore = process.cpuUsage()
if (orders.perSecond === null) for (const line of lines) fill(line)
const pace = orders.perSecond === null ? undefined : setInterval(() => lines.forEach(fill), 4)
await new Promise(done => setTimeout(done, orders.seconds * 1000))
clearInterval(pace)
stopped = true
const answered = accepted * orders.each
const seconds = (performance.now() - began) / 1000
const { user, system } = process.cpuUsage(cpuBefore)
// What is under way is answered too, but counts no more.
for (let tries = 0; tries < 100 && lines.some(line => line.waiting() > 0); tries++)
  await new Promise(done => setTimeout(done, 50))
for (const line of lines) line.close()
const times = sorted(took)
const cpuMs = (user + system) / 1000
const said: Loaded = {
  sent,
  answered,
  refused,
  seconds,
  cpuMs,
  p50: at(times, 0.5),
  p95: at(times, 0.95),
  p99: at(times, 0.99),
}
process.stdout.write(JSON.stringify(said))
