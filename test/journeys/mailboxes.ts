import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterAll } from 'vitest'

export type Mail = { to: string; subject: string; html: string; unsubscribe: string }

/** A real mail server, which keeps what it is sent in `mails`; mailboxes named `gone` do not exist. Answers its address. */
export async function openMailboxes(mails: Mail[]): Promise<string> {
  const gone = Object.assign(new Error('No such mailbox'), { responseCode: 550 })
  const sink = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) => done(address.startsWith('gone@') ? gone : undefined),
    onData(stream, session, done) {
      void simpleParser(stream).then(({ subject = '', html, headers }) => {
        const list = headers.get('list') as { unsubscribe?: { url?: string } } | undefined
        const unsubscribe = list?.unsubscribe?.url ?? ''
        mails.push({ to: session.envelope.rcptTo[0]!.address, subject, html: html || '', unsubscribe })
        done()
      })
    },
  })
  sink.on('error', () => {})
  await new Promise<void>(listening => sink.listen(0, '127.0.0.1', listening))
  afterAll(() => new Promise<void>(closed => sink.close(closed)))
  return `smtp://127.0.0.1:${(sink.server.address() as { port: number }).port}`
}
