import { z } from 'zod'

export const mailRecords = ['spf', 'dkim', 'dmarc'] as const
export const MailRecord = z.enum(mailRecords)
export type MailRecord = z.infer<typeof MailRecord>

/** What the DNS of the domain that mails come from has to say, for mailboxes to believe them. */
export const MailDomain = z.object({
  /** Null: the company has no address to send from yet. */
  domain: z.string().nullable(),
  /** Since when mails are signed; null: they are not. */
  signedSince: z.date().nullable(),
  /** TXT records. That of DKIM is there once the key is. */
  records: z.array(z.object({ kind: MailRecord, name: z.string(), value: z.string() })),
})
export type MailDomain = z.infer<typeof MailDomain>

/** `unclear`: the DNS did not answer. `other`: something else stands there. */
export const MailCheck = z.object({
  kind: MailRecord,
  state: z.enum(['right', 'other', 'none', 'unclear']),
  found: z.array(z.string()),
})
export type MailCheck = z.infer<typeof MailCheck>
