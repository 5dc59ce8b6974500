import { setTimeout as sleep } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'

/** A mail that reached the mail server whole. Of a mailing: to which of its recipients. */
export type Mail = { id: string; to: string; mailing?: { mailingId: number; recipientId: number } }

export type Postbox = { url: string; mails: Mail[]; close(): void }

/** A mail server that outlives every crash and keeps what it gets. It takes its time, so that crashes fall in between. */
export async function openPostbox(): Promise<Postbox> {
  const mails: Mail[] = []
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      let text = ''
      stream.on('data', (part: Buffer) => {
        text += part.toString('latin1')
      })
      stream.on('end', async () => {
        const id = /^message-id: (.+)$/im.exec(text)?.[1]?.trim() ?? 'without an id'
        mails.push(mailOf(id, session.envelope.rcptTo[0]?.address ?? ''))
        await sleep(100)
        done()
      })
    },
  })
  smtp.on('error', () => {})
  await new Promise<void>(listening => smtp.listen(0, '127.0.0.1', listening))
  const { port } = smtp.server.address() as { port: number }
  return { url: `smtp://127.0.0.1:${port}`, mails, close: () => void smtp.close() }
}

export function mailOf(id: string, to: string): Mail {
  const [, mailing, recipient] = /^<mailing-(\d+)-(\d+)-\d+@/.exec(id) ?? []
  if (!mailing || !recipient) return { id, to }
  return { id, to, mailing: { mailingId: Number(mailing), recipientId: Number(recipient) } }
}
