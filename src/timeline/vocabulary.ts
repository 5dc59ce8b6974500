import { z } from 'zod'

/**
 * Everything that can happen, `noun.pastTense`, with the shape of its facts. Facts hold ids and measures, not personal
 * data: what somebody is called stands on the person and can be forgotten there.
 *
 * - `group` is the filter on the timeline; `machine` folds it there.
 * - `outside` kinds may be sent by programs through POST /api/v1/events.
 */
type Kind = {
  facts: z.ZodObject
  group: 'contact' | 'web' | 'lead' | 'trade' | 'record' | 'office'
  machine?: true
  outside?: true
}

const id = z.number().int()
const none = z.object({})

export const trigger = z.enum(['hand', 'rule', 'clock', 'direct', 'undo', 'merge', 'import', 'handover', 'event'])

export const vocabulary = {
  'page.viewed': {
    facts: z.object({
      url: z.url({ protocol: /^https?$/ }).max(2000),
      title: z.string().max(300).optional(),
      referrer: z.string().max(2000).optional(),
      /** Why it was no person: kept raw, and concerns nobody for ever. */
      machine: z.string().max(100).optional(),
      device: z.enum(['pc', 'phone', 'tablet']).optional(),
    }),
    group: 'web',
    machine: true,
    outside: true,
  },
  'visitor.identified': {
    facts: z.object({ identityId: id, strength: z.enum(['strong', 'weak']), events: id, from: id.nullable() }),
    group: 'web',
    machine: true,
  },
  'form.submitted': { facts: z.object({ formId: id, submissionId: id }), group: 'web' },
  'document.requested': { facts: z.object({ document: z.string().max(300) }), group: 'web', outside: true },
  'inquiry.received': {
    facts: z.object({ subject: z.string().max(300).optional(), toBuy: z.boolean().optional() }),
    group: 'contact',
    outside: true,
  },
  'seminar.attended': { facts: z.object({ seminar: z.string().max(300) }), group: 'contact', outside: true },

  'mail.sent': { facts: z.object({ mailingId: id, recipientId: id }), group: 'contact', machine: true },
  'mail.opened': {
    facts: z.object({ mailingId: id, recipientId: id, touchId: id }),
    group: 'contact',
    machine: true,
  },
  'mail.clicked': { facts: z.object({ mailingId: id, recipientId: id, touchId: id, linkId: id }), group: 'contact' },
  /** What came from this recipient was taken for a person's, or for a machine's, and turned out otherwise. */
  'mail.rejudged': { facts: z.object({ mailingId: id, recipientId: id }), group: 'contact', machine: true },
  'mail.bounced': { facts: z.object({ mailingId: id, recipientId: id, bounceId: id }), group: 'contact' },

  'person.created': {
    facts: z.object({ via: z.enum(['hand', 'import', 'api', 'event']), importId: id.optional() }),
    group: 'record',
  },
  'person.changed': {
    facts: z.object({ fields: z.array(z.string()), importId: id.optional() }),
    group: 'record',
    machine: true,
  },
  'person.moved': { facts: z.object({ postId: id, companyId: id.nullable() }), group: 'record' },
  'person.merged': { facts: z.object({ mergeId: id, absorbedId: id }), group: 'record' },
  'person.unmerged': { facts: z.object({ mergeId: id, restoredId: id }), group: 'record' },
  'company.created': {
    facts: z.object({ via: z.enum(['hand', 'import', 'api', 'event']), importId: id.optional() }),
    group: 'record',
  },
  'company.changed': {
    facts: z.object({ fields: z.array(z.string()), importId: id.optional() }),
    group: 'record',
    machine: true,
  },
  'consent.granted': {
    facts: z.object({ consentId: id, channel: z.enum(['mail', 'phone']), basis: z.string() }),
    group: 'record',
  },
  'consent.withdrawn': {
    facts: z.object({ channel: z.enum(['mail', 'phone']), consentId: id.optional(), activityId: id.optional() }),
    group: 'record',
  },

  'score.crossed': {
    facts: z.object({ direction: z.enum(['up', 'down']), intent: z.number(), fit: z.number(), cardId: id }),
    group: 'lead',
    machine: true,
  },
  /** `holderId`: the colleague, if any, who holds their lead. */
  'person.warmed': {
    facts: z.object({ from: z.string(), to: z.string(), holderId: id.optional() }),
    group: 'lead',
    machine: true,
  },
  'person.cooled': { facts: z.object({ from: z.string(), to: z.string() }), group: 'lead', machine: true },

  'lead.opened': { facts: z.object({ stage: z.string(), holderId: id, trigger }), group: 'lead' },
  'lead.moved': {
    facts: z.object({
      from: z.string(),
      to: z.string(),
      holderId: id.nullable(),
      reasonId: id.nullable(),
      until: z.string().nullable(),
      trigger,
    }),
    group: 'lead',
  },
  'lead.held': { facts: z.object({ from: id, to: id, trigger }), group: 'lead' },
  'lead.absorbed': { facts: z.object({ stage: z.string(), into: id, mergeId: id.nullable() }), group: 'lead' },
  'lead.separated': { facts: z.object({ stage: z.string(), from: id, mergeId: id.nullable() }), group: 'lead' },
  'lead.named': { facts: z.object({ merged: z.boolean() }), group: 'lead' },
  'lead.overdue': { facts: z.object({ clockFor: z.string(), holderId: id }), group: 'lead', machine: true },
  'offer.given': { facts: z.object({ offerId: id, from: id, to: id, trigger }), group: 'lead' },
  'offer.accepted': { facts: z.object({ offerId: id, from: id, to: id }), group: 'lead' },
  'offer.returned': {
    facts: z.object({ offerId: id, from: id, to: id, reasonId: id, until: z.string().nullable() }),
    group: 'lead',
  },
  'offer.expired': { facts: z.object({ offerId: id, from: id, to: id }), group: 'lead', machine: true },
  'offer.withdrawn': { facts: z.object({ offerId: id, from: id, to: id }), group: 'lead', machine: true },

  'deal.opened': { facts: z.object({ dealId: id, stageId: id, amount: id, holderId: id }), group: 'lead' },
  'deal.moved': { facts: z.object({ dealId: id, fromStageId: id, toStageId: id, trigger }), group: 'lead' },
  'deal.changed': {
    facts: z.object({ dealId: id, fields: z.array(z.string()), holderId: id.optional() }),
    group: 'lead',
    machine: true,
  },
  'deal.won': { facts: z.object({ dealId: id, amount: id, orderedOn: z.string(), trigger }), group: 'lead' },
  'deal.lost': { facts: z.object({ dealId: id, reasonId: id.nullable(), trigger }), group: 'lead' },
  'deal.stopped': {
    facts: z.object({ dealId: id, reasonId: id.nullable(), until: z.string().nullable(), trigger }),
    group: 'lead',
  },
  'deal.reopened': { facts: z.object({ dealId: id, trigger }), group: 'lead' },
  'deal.removed': { facts: z.object({ dealId: id }), group: 'lead' },
  'company.becameCustomer': { facts: z.object({ dealId: id, since: z.string() }), group: 'record' },

  'order.placed': { facts: z.object({ orderId: id, dealId: id.nullable(), amount: id }), group: 'trade' },
  'order.removed': { facts: z.object({ orderId: id }), group: 'trade' },
  'invoice.issued': {
    facts: z.object({ invoiceId: id, orderId: id, amount: id, dueOn: z.string() }),
    group: 'trade',
  },
  /** `amount`: what the document `byInvoiceId` changed in what is owed on `invoiceId`. */
  'invoice.corrected': {
    facts: z.object({ invoiceId: id, byInvoiceId: id, kind: z.enum(['credit', 'revised']), amount: id }),
    group: 'trade',
  },
  'invoice.overdue': {
    facts: z.object({ invoiceId: id, dueOn: z.string(), amount: id, holderId: id.optional() }),
    group: 'trade',
    machine: true,
  },
  /** Below zero with `reversesId`: it was written down wrongly. */
  'payment.received': {
    facts: z.object({ paymentId: id, invoiceId: id, amount: id, fee: id, reversesId: id.optional() }),
    group: 'trade',
  },

  'activity.planned': { facts: z.object({ activityId: id, kind: z.string() }), group: 'contact', machine: true },
  'activity.done': {
    facts: z.object({ activityId: id, kind: z.string(), outcome: z.string().nullable() }),
    group: 'contact',
  },
  'activity.due': {
    facts: z.object({ activityId: id, kind: z.string(), holderId: id }),
    group: 'contact',
    machine: true,
  },

  /** Which pages are called what, or count as important, has changed. */
  'page.renamed': { facts: none, group: 'office' },
  'import.done': {
    facts: z.object({ importId: id, created: id, updated: id, unchanged: id, refused: id }),
    group: 'office',
  },
  'import.undone': { facts: z.object({ importId: id, removed: id, restored: id, left: id }), group: 'office' },
  'book.handedOver': { facts: z.object({ from: id, to: id, leads: id }), group: 'office' },
  'operation.undone': { facts: z.object({ operationId: id, restored: id, left: id }), group: 'office' },
  'user.changed': { facts: z.object({ userId: id, teamChanged: z.boolean(), left: z.boolean() }), group: 'office' },
  'person.erased': { facts: none, group: 'office' },
} as const satisfies Record<string, Kind>

export type EventKind = keyof typeof vocabulary
export type Facts<K extends EventKind> = z.input<(typeof vocabulary)[K]['facts']>
export type EventGroup = Kind['group']
export type Trigger = z.infer<typeof trigger>

export const eventKinds = Object.keys(vocabulary) as EventKind[]
export const isEventKind = (kind: string): kind is EventKind => Object.hasOwn(vocabulary, kind)
export const kindsOf = (group: EventGroup) => eventKinds.filter(kind => vocabulary[kind].group === group)
export const isMachineMade = (kind: EventKind) => 'machine' in vocabulary[kind]
export const isFromOutside = (kind: EventKind) => 'outside' in vocabulary[kind]
