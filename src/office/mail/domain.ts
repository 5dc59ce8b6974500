import { Resolver } from 'node:dns/promises'
import { type SigningKey, selector } from '../../platform/dkim.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Act } from '../roles/act.ts'
import type { MailCheck, MailDomain, MailRecord } from './domain.schema.ts'

type Sending = { key: SigningKey | undefined; smtpHost: string | undefined }

/** D3: what to enter into the DNS so that mailboxes know mails from here for ours: SPF, DKIM and DMARC. */
export async function mailDomain(act: Act, { key, smtpHost }: Sending): Promise<MailDomain> {
  const { senderEmail } = await act.tx.selectFrom('workspace').select('senderEmail').executeTakeFirstOrThrow()
  const domain = senderEmail.split('@')[1] ?? null
  const signedSince = key?.madeAt ?? null
  if (domain === null) return { domain, signedSince, records: [] }
  const from = smtpHost && isName(smtpHost) ? `a:${smtpHost} ` : ''
  return {
    domain,
    signedSince,
    records: [
      { kind: 'spf', name: domain, value: `v=spf1 mx ${from}~all` },
      ...(key
        ? [
            {
              kind: 'dkim' as const,
              name: `${selector}._domainkey.${domain}`,
              value: `v=DKIM1; k=rsa; p=${key.publicKey}`,
            },
          ]
        : []),
      { kind: 'dmarc', name: `_dmarc.${domain}`, value: `v=DMARC1; p=none; rua=mailto:${senderEmail}` },
    ],
  }
}

const isName = (host: string) => /[a-z]/i.test(host) && host.includes('.')

/** Looks up what the DNS says now. Of SPF and DMARC there may be more than we suggest: what counts is that there is one. */
export async function checkMailDomain(
  { records }: MailDomain,
  resolveTxt: (name: string) => Promise<string[][]> = askDns,
): Promise<MailCheck[]> {
  return Promise.all(
    records.map(async ({ kind, name, value }): Promise<MailCheck> => {
      try {
        const texts = (await resolveTxt(name)).map(parts => parts.join(''))
        const found = texts.filter(text => begins[kind].test(text))
        return { kind, state: found.length === 0 ? 'none' : isRight(kind, found, value) ? 'right' : 'other', found }
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException
        return { kind, state: code === 'ENOTFOUND' || code === 'ENODATA' ? 'none' : 'unclear', found: [] }
      }
    }),
  )
}

const resolver = new Resolver({ timeout: 3_000, tries: 2 })
const askDns = (name: string) => resolver.resolveTxt(name)

const begins: Record<MailRecord, RegExp> = { spf: /^v=spf1\b/i, dkim: /\bp=/i, dmarc: /^v=DMARC1\b/i }

const keyIn = (text: string) => /\bp=([^;]*)/.exec(text)?.[1]?.replace(/\s+/g, '')

function isRight(kind: MailRecord, found: string[], value: string): boolean {
  // Two of them count as none.
  if (found.length !== 1) return false
  return kind !== 'dkim' || keyIn(found[0]!) === keyIn(value)
}

export const signedAlready = () =>
  new Refusal('conflict', {
    en: 'There is a key already, and mails are signed with it.',
    ja: '鍵はすでに作成されており、メールはその鍵で署名されています。',
  })
