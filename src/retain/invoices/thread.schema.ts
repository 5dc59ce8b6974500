import { z } from 'zod'
import { Id } from '../../platform/shapes.ts'

const Ref = z.object({ id: Id, name: z.string() })

/**
 * How the money came about, from the payments back to the first touch. Days and measures are there for whoever sees the
 * money; people and deals are named for whoever may see them, and null for others.
 */
export const Thread = z.object({
  payments: z.array(z.object({ id: Id, paidOn: z.string(), settled: z.number().int() })),
  invoice: z.object({
    id: Id,
    number: z.string().nullable(),
    issuedOn: z.string().nullable(),
    total: z.number().int(),
  }),
  order: z.object({ id: Id, number: z.string(), orderedOn: z.string(), amount: z.number().int() }),
  deal: z
    .object({
      id: Id,
      title: z.string().nullable(),
      openedAt: z.date(),
      wonOn: z.string().nullable(),
      amount: z.number().int(),
      contacts: z.array(Ref),
    })
    .nullable(),
  lead: z.object({ id: Id, openedAt: z.date(), person: Ref.nullable() }).nullable(),
  first: z
    .object({
      eventId: Id,
      kind: z.string(),
      at: z.date(),
      person: Ref.nullable(),
      /** Of a page: what it is called, or its address. */
      page: z.string().nullable(),
      /** Of a visit: how they came to the site. */
      visit: z
        .object({
          channel: z.string(),
          landing: z.string(),
          referrer: z.string().nullable(),
          source: z.string().nullable(),
          medium: z.string().nullable(),
          campaign: z.string().nullable(),
        })
        .nullable(),
      /** Where there was no visit: the source that stands on the person. */
      source: z.string().nullable(),
    })
    .nullable(),
})
export type Thread = z.infer<typeof Thread>
