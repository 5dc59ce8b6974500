import { z } from 'zod'
import { Id, Paging } from '../../platform/shapes.ts'

export const MailState = z.enum(['queued', 'sending', 'sent', 'failed', 'unknown'])

export const Mail = z.object({
  id: Id,
  to: z.string(),
  subject: z.string(),
  body: z.string(),
  state: MailState,
  attempts: z.number().int(),
  error: z.string().nullable(),
  createdAt: z.date(),
  dueAt: z.date(),
  sentAt: z.date().nullable(),
})

export const MailQuery = Paging.extend({ state: MailState.optional() })

export const Outbox = z.object({ items: z.array(Mail), nextCursor: z.string().nullable(), canSend: z.boolean() })
