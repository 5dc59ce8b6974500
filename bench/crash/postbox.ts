import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'

/** A mail that reached the mail server whole. Of a mailing: to which of its recipients. */
export type Mail = { id: string; to: string; mailing?: { mailingId: number; recipientId: number } }

/**
 * How the mail server is: there; not there; taking lines and saying nothing; saying nothing once it has the text; asking
 * everybody to come back later; knowing none of the addresses.
 */
export type Mood = 'well' | 'away' | 'dumb' | 'dumb at the end' | 'later' | 'never'

export type Postbox = {
  url: string
  mails: Mail[]
  /** Addresses that it said it does not know. */
  refused: Set<string>
  become(mood: Mood): Promise<void>
  close(): void
}

/** A mail server that outlives every crash and keeps what it gets. It takes its time, so that crashes fall in between. */
export async function openPostbox(): Promise<Postbox> {
  const mails: Mail[] = []
  const refused = new Set<string>()
  let mood: Mood = 'well'
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, done) {
      if (mood === 'later') return done(saying(451, '4.7.1 Greylisted, please come back later'))
      if (mood !== 'never') return done()
      refused.add(address)
      done(saying(550, '5.1.1 No such user here'))
    },
    onData(stream, session, done) {
      let text = ''
      stream.on('data', (part: Buffer) => {
        text += part.toString('latin1')
      })
      stream.on('end', async () => {
        const id = /^message-id: (.+)$/im.exec(text)?.[1]?.trim() ?? 'without an id'
        mails.push(mailOf(id, session.envelope.rcptTo[0]?.address ?? ''))
        await sleep(100)
        if (mood !== 'dumb at the end') done()
      })
    },
  })
  smtp.on('error', () => {})
  await new Promise<void>(listening => smtp.listen(0, '127.0.0.1', listening))

  // In front of it stands a door, which can be shut, and behind which somebody can be left waiting.
  const lines = new Set<Socket>()
  const inside = smtp.server.address() as { port: number }
  const door = createServer(line => {
    lines.add(line)
    line.on('error', () => {}).on('close', () => lines.delete(line))
    if (mood === 'dumb') return
    const on = connect(inside.port, '127.0.0.1')
    on.on('error', () => {}).on('close', () => line.destroy())
    line.on('close', () => on.destroy())
    line.pipe(on).pipe(line)
  })
  const open = (port: number) => new Promise<void>(listening => door.listen(port, '127.0.0.1', listening))
  await open(0)
  const { port } = door.address() as { port: number }
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    refused,
    async become(next) {
      const [before] = [mood, (mood = next)]
      // Whoever was left waiting for the last word hears that the server was started again; for the first, they wait on.
      if (before === 'dumb at the end') for (const line of lines) line.destroy()
      if (next === 'away') {
        door.close()
        for (const line of lines) line.destroy()
      } else if (before === 'away') await open(port)
    },
    close() {
      for (const line of lines) line.destroy()
      if (door.listening) door.close()
      void smtp.close()
    },
  }
}

const saying = (responseCode: number, words: string) => Object.assign(new Error(words), { responseCode })

export function mailOf(id: string, to: string): Mail {
  const [, mailing, recipient] = /^<mailing-(\d+)-(\d+)-\d+@/.exec(id) ?? []
  if (!mailing || !recipient) return { id, to }
  return { id, to, mailing: { mailingId: Number(mailing), recipientId: Number(recipient) } }
}
