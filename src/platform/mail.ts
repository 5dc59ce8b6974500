import { PassThrough } from 'node:stream'
import { createTransport, type NodemailerError, type SMTPTransportOptions } from 'nodemailer'

export type Letter = { id: string; from: { name: string; address: string }; to: string; subject: string; text: string }

/**
 * How a mail went: `later` is worth another try; `no` is not; `unknown` means that the line broke after the mail server
 * had the text, so it may have gone out.
 */
export type Posted = { went: 'sent' } | { went: 'later' | 'no' | 'unknown'; why: string; line: boolean }

export type Mailer = { post(letter: Letter): Promise<Posted>; check(): Promise<void>; close(): void }

// Not pooled: nodemailer's pool sends a mail again by itself when the line breaks, also after the server had it.
const patience: SMTPTransportOptions = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 60_000 }

export function openMailer(smtpUrl: string): Mailer {
  const transport = createTransport({ url: smtpUrl, ...patience, disableFileAccess: true, disableUrlAccess: true })
  const handedOver = new Set<string>()
  transport.use('stream', (mail, done) => {
    const id = String(mail.data.messageId)
    mail.message.transform(() => new PassThrough({ flush: end => (handedOver.add(id), end()) }))
    done()
  })
  return {
    async post({ id, from, to, subject, text }) {
      try {
        await transport.sendMail({
          messageId: id,
          from,
          to,
          subject,
          text,
          textEncoding: 'base64',
          headers: { 'Auto-Submitted': 'auto-generated' },
        })
        return { went: 'sent' }
      } catch (error) {
        return judge(error as NodemailerError & { responseCode?: number }, handedOver.has(id))
      } finally {
        handedOver.delete(id)
      }
    },
    async check() {
      await transport.verify()
    },
    close: () => transport.close(),
  }
}

const aboutTheLine = [
  'ECONNECTION',
  'ESOCKET',
  'ETIMEDOUT',
  'EDNS',
  'ETLS',
  'EPROTOCOL',
  'EAUTH',
  'ENOAUTH',
  'EPROXY',
  'EREQUIRETLS',
]

/** `line`: it is the way to the server that failed, so other mails would fare no better now. */
function judge(
  { code, message, responseCode }: NodemailerError & { responseCode?: number },
  handedOver: boolean,
): Posted {
  const why = message.slice(0, 300)
  const line = aboutTheLine.includes(code ?? '')
  if (line) return { went: handedOver && !responseCode ? 'unknown' : 'later', why, line }
  // Mail servers greylist first contact (4xx): they want us back later.
  return { went: responseCode && responseCode < 500 ? 'later' : 'no', why, line }
}
