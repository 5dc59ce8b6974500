import { connect, type Socket } from 'node:net'

/** A line that is kept open and knows how many of its requests are unanswered. */
export type Line = { send(request: string | Buffer): void; waiting(): number; close(): void }

const mark = 'HTTP/1.1 '

/**
 * HTTP over a bare socket: requests are bytes that were made before, answers are counted by their first lines. It costs a
 * few microseconds a request, so that a load generator leaves the machine to what it loads. Bodies of answers must not
 * contain what an answer begins with.
 */
export function openLine(port: number, onAnswer: (status: number, ms: number) => void): Promise<Line> {
  const sentAt: number[] = []
  let first = 0
  let rest = ''
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true })
  socket.setEncoding('latin1').on('data', (text: unknown) => {
    const read = rest + (text as string)
    let from = 0
    for (;;) {
      const begins = read.indexOf(mark, from)
      if (begins < 0 || begins + mark.length + 3 > read.length) {
        rest = begins < 0 ? read.slice(Math.max(from, read.length - mark.length)) : read.slice(begins)
        break
      }
      from = begins + mark.length + 3
      const ms = performance.now() - sentAt[first]!
      first += 1
      onAnswer(Number(read.slice(begins + mark.length, from)), ms)
    }
    if (first > 1_000) {
      sentAt.splice(0, first)
      first = 0
    }
  })
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.once('connect', () =>
      resolve({
        send(request) {
          sentAt.push(performance.now())
          socket.write(request)
        },
        waiting: () => sentAt.length - first,
        close: () => void socket.destroy(),
      }),
    )
  })
}
