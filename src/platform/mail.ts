import { PassThrough } from 'node:stream'
import { createTransport, type NodemailerError, type SMTPTransportOptions } from 'nodemailer'
import { type SigningKey, selector } from './dkim.ts'

export type Letter = {
  id: string
  from: { name: string; address: string }
  to: string
  subject: string
  text: string
  html?: string | null
  /** In place of what says that a program wrote it. */
  headers?: Record<string, string> | null
}

/**
 * How a mail went: `later` is worth another try; `no` is not; `unknown` means that the line broke after the mail server
 * had the text, so it may have gone out. `noSuchAddress`: the server knows no such mailbox, and will not tomorrow.
 */
export type Posted =
  | { went: 'sent' }
  | { went: 'later' | 'no' | 'unknown'; why: string; line: boolean; noSuchAddress?: boolean }

export type Mailer = {
  /** The mail server's name. */
  host: string
  post(letter: Letter): Promise<Posted>
  check(): Promise<void>
  close(): void
}

// Not pooled: nodemailer's pool sends a mail again by itself when the line breaks, also after the server had it.
const patience: SMTPTransportOptions = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 60_000 }

/** What a mailbox must be able to trust, the way out of a mailing among it. */
const signed =
  'From:Sender:Reply-To:Subject:Date:Message-ID:To:MIME-Version:Content-Type:Content-Transfer-Encoding:List-Unsubscribe:List-Unsubscribe-Post'

/** `signingKey`: while there is one, mails are signed with it in the name of the domain that they come from. */
export function openMailer(smtpUrl: string, signingKey: () => SigningKey | undefined = () => undefined): Mailer {
  const transport = createTransport({ url: smtpUrl, ...patience, disableFileAccess: true, disableUrlAccess: true })
  const handedOver = new Set<string>()
  transport.use('stream', (mail, done) => {
    const id = String(mail.data.messageId)
    const { message } = mail
    const read = message.createReadStream.bind(message)
    // Behind the signature, which holds a mail back until it has seen all of it.
    message.createReadStream = options => {
      const last = new PassThrough({ flush: end => (handedOver.add(id), end()) })
      const text = read(options)
      text.once('error', error => last.destroy(error))
      return text.pipe(last)
    }
    done()
  })
  return {
    host: new URL(smtpUrl).hostname,
    async post({ id, from, to, subject, text, html, headers }) {
      try {
        const key = signingKey()
        await transport.sendMail({
          messageId: id,
          from,
          to,
          subject,
          text,
          ...(html ? { html } : {}),
          textEncoding: 'base64',
          ...(key ? { dkim: signatureOf(key, from.address) } : {}),
          headers: asTheyAre(headers ?? { 'Auto-Submitted': 'auto-generated' }),
        })
        return { went: 'sent' }
      } catch (error) {
        return judge(error as Failure, handedOver.has(id))
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

const signatureOf = ({ key }: SigningKey, from: string) => ({
  domainName: from.slice(from.lastIndexOf('@') + 1),
  keySelector: selector,
  privateKey: key,
  headerFieldNames: signed,
})

/** Not folded: mailboxes read a link for unsubscribing from one line. */
const asTheyAre = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { prepared: true, value }]))

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

type Failure = NodemailerError & { responseCode?: number; command?: string }

/** `line`: it is the way to the server that failed, so other mails would fare no better now. */
function judge({ code, message, responseCode, command }: Failure, handedOver: boolean): Posted {
  const why = message.slice(0, 300)
  const line = aboutTheLine.includes(code ?? '')
  if (line) return { went: handedOver && !responseCode ? 'unknown' : 'later', why, line }
  // Mail servers greylist first contact (4xx): they want us back later.
  if (responseCode && responseCode < 500) return { went: 'later', why, line }
  return { went: 'no', why, line, noSuchAddress: command === 'RCPT TO' && isAboutTheAddress(responseCode, message) }
}

/** 5.7.x speaks of what the server thinks of us, x.2.2 of a mailbox that is full: neither says that the address is wrong. */
function isAboutTheAddress(responseCode: number | undefined, message: string): boolean {
  return [550, 551, 553, 554].includes(responseCode ?? 0) && !/\b5\.(?:7\.\d+|2\.[1-4])\b/.test(message)
}
