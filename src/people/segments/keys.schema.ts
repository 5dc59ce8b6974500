import { companyFields } from '../companies/companyFields.schema.ts'
import { askedOf } from '../fields/declared.schema.ts'
import { stages } from '../leads/leads.schema.ts'
import { personFields } from '../persons/personFields.schema.ts'

/** How a key can be asked. `moment`: a time; `day`: a date without one; `state`: concluded from several rows, never empty. */
export type KeyKind = 'text' | 'number' | 'day' | 'moment' | 'choice' | 'state' | 'holder' | 'did'

/** What of a person can be asked (`segment`: whether they are in another list, by its id), beside fields of one's own (`custom.…`, `company.custom.…`). */
export const personKeys = {
  name: 'text',
  kana: 'text',
  ...askedOf(personFields),
  decisionLevel: 'choice',
  createdAt: 'moment',
  'company.name': 'text',
  'company.industry': 'text',
  'company.prefecture': 'text',
  'company.employees': 'number',
  'company.customerSince': 'day',
  stage: 'state',
  holder: 'holder',
  offer: 'state',
  clock: 'moment',
  nextActivity: 'moment',
  appointment: 'moment',
  approached: 'moment',
  'consent.mail': 'state',
  'consent.phone': 'state',
  'reach.mail': 'state',
  'reach.phone': 'state',
  temperature: 'state',
  intent: 'number',
  fit: 'number',
  did: 'did',
  segment: 'state',
} as const satisfies Record<string, KeyKind>

/** What of a company can be asked in the list of companies. */
export const companyKeys = {
  ...askedOf(companyFields),
  kind: 'choice',
  createdAt: 'moment',
} as const satisfies Record<string, KeyKind>

/** Which conditions a kind of key admits. */
export const operators = {
  text: ['has', 'is', 'in', 'notIn', 'empty', 'notEmpty'],
  choice: ['in', 'notIn', 'empty', 'notEmpty'],
  state: ['in', 'notIn'],
  holder: ['in', 'notIn'],
  number: ['atLeast', 'atMost', 'empty', 'notEmpty'],
  day: ['until', 'from', 'on', 'empty', 'notEmpty'],
  moment: ['until', 'from', 'on', 'empty', 'notEmpty'],
  did: ['did', 'didNot'],
} as const satisfies Record<KeyKind, readonly string[]>

/** Whether somebody can be approached today by a channel, else what speaks against it: the first that applies, in this order. */
export const reaches = {
  mail: [
    'noBasis',
    'optedOut',
    'unreachable',
    'disqualified',
    'heldBack',
    'excluded',
    'roleAddress',
    'tooOften',
    'openDeal',
    'touched',
    'held',
    'free',
  ],
  phone: ['noBasis', 'optedOut', 'unreachable', 'disqualified', 'openDeal', 'touched', 'held', 'free'],
} as const

export type Reach = (typeof reaches.mail)[number]

/** Whom a mailing goes to, also where somebody of ours is in touch with them. */
export const mailable: readonly Reach[] = ['openDeal', 'touched', 'held', 'free']

/** The values of the choices that the product knows itself. `none`: no lead is open, and no customer. `closed`: lawful, but disqualified. */
export const choicesOf = {
  stage: [...stages, 'customer', 'none'],
  offer: ['open', 'none'],
  decisionLevel: ['decider', 'executive', 'head', 'drafter', 'influencer', 'user'],
  kind: ['group', 'company', 'site'],
  temperature: ['hot', 'warm', 'cool'],
  'consent.mail': ['lawful', 'closed', 'optedOut', 'none'],
  'consent.phone': ['lawful', 'optedOut', 'none'],
  'reach.mail': reaches.mail,
  'reach.phone': reaches.phone,
} as const

/**
 * What can have been done: `any` sign of life of theirs, `approach` any contact of ours, a kind of activity with or
 * without its outcome (`activity.call`, `activity.call.absent`), or an event of the timeline (`inquiry.received`).
 */
export const activityKinds = ['call', 'visit', 'mail', 'meeting'] as const
export const callOutcomes = ['talked', 'absent', 'blocked', 'recall', 'appointment', 'refused'] as const
/** Found by the index event_sign, which names each of them. */
export const didEvents = [
  'page.viewed',
  'document.requested',
  'inquiry.received',
  'seminar.attended',
  'mail.opened',
  'mail.clicked',
  'offer.returned',
  'person.moved',
] as const
export const didWhat: readonly string[] = [
  'any',
  'approach',
  ...activityKinds.map(kind => `activity.${kind}`),
  ...callOutcomes.map(outcome => `activity.call.${outcome}`),
  ...didEvents,
]
