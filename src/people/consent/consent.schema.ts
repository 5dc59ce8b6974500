import { z } from 'zod'
import { Id } from '../../platform/shapes.ts'

export const channels = ['mail', 'phone'] as const
export const Channel = z.enum(channels)
export type Channel = z.infer<typeof Channel>

/** 特定電子メール法: asked for, address given in writing, a business relationship, or published without a refusal. */
export const bases = ['opt_in', 'business_card', 'transaction', 'published'] as const
export const Basis = z.enum(bases)
export type Basis = z.infer<typeof Basis>

/** `none`: there was no basis; only the refusal is kept. */
export const KeptBasis = z.enum([...bases, 'none'])

export const Consent = z.object({
  id: Id,
  channel: Channel,
  basis: KeptBasis,
  grantedAt: z.date(),
  grantedVia: z.string(),
  withdrawnAt: z.date().nullable(),
  withdrawnVia: z.string().nullable(),
})
export type Consent = z.infer<typeof Consent>

const Via = z.string().trim().min(1).max(500)

/** `via` is the evidence in words: which form, which card, who said so to whom. */
export const GrantConsent = z.object({
  id: Id,
  channel: Channel,
  basis: Basis,
  via: Via,
  grantedAt: z.coerce.date().optional(),
})
export type GrantConsent = z.infer<typeof GrantConsent>

export const WithdrawConsent = z.object({ id: Id, via: Via })
export const OptOut = z.object({ id: Id, channel: Channel, via: Via })

/** What the facts come to, for each channel. `refused`: said no and has not said yes since. `closed`: disqualified, never mailed. */
export const Standing = z.object({ channel: Channel, state: z.enum(['lawful', 'closed', 'refused', 'none']) })
export type Standing = z.infer<typeof Standing>

export const ConsentsOf = z.object({ consents: z.array(Consent), standing: z.array(Standing) })

/** What speaks against sending any mailing to somebody: the first that applies, in this order. */
export const whyNoMail = [
  'noBasis',
  'optedOut',
  'noAddress',
  'bounced',
  'disqualified',
  'heldBack',
  'ownDomain',
  'competitor',
  'listed',
  'roleAddress',
  'tooOften',
] as const
export type WhyNoMail = (typeof whyNoMail)[number]
