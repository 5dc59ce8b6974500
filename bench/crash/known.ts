/** What the product has acknowledged, and so must be there for ever. */
export type Acknowledged = {
  people: Map<string, number>
  events: Set<string>
  views: Views
  stages: Map<number, { stage: string; version: number }>
  offers: Set<number>
  deals: Map<number, KnownDeal>
  imports: Map<number, KnownImport>
  invited: Set<string>
  mailings: Map<number, KnownMailing>
  orders: Map<number, { amount: number; dealId: number }>
  /** Issued ones, and the credit notes that correct them. */
  invoices: Map<number, { number: string; total: number }>
  /** `note` is the client's own, another for each. */
  payments: Map<number, { note: string; invoiceId: number; amount: number }>
  refused: string[]
  /** Answered as if something were wrong with the product, where something is away or full. */
  unexpected: string[]
  /** Answered that the disk is full. */
  full: number
  /** Addresses that the mail server said it does not know. */
  undeliverable: Set<string>
  unknown: number
  /** Sent again under the same key, because the answer to the first was lost. */
  again: number
}

export type Views = {
  /** As the event is keyed: visitor and key. */
  acknowledged: Set<string>
  /** Answered with 503, and sent again until acknowledged. */
  away: number
  again: number
  /** Neither taken, nor 503, nor cut off. */
  strange: string[]
}

/** `outcome` and `stageId` as the last answer said. */
export type KnownDeal = { amount: number; stageId: number; outcome: 'won' | 'lost' | null; moved: number }

/** `tag`: of a list of people nobody knew, what their addresses begin with. `undo`: it is to be taken back; `undone`: it began to be. */
export type KnownImport = { rows: number; tag?: string; undo?: boolean; undone?: boolean }

/** Whom it was meant for, and who of them must never get it, by address. */
export type KnownMailing = { meant: string[]; never: string[] }

export const nothingYet = (): Acknowledged => ({
  people: new Map(),
  events: new Set(),
  views: { acknowledged: new Set(), away: 0, again: 0, strange: [] },
  stages: new Map(),
  offers: new Set(),
  deals: new Map(),
  imports: new Map(),
  invited: new Set(),
  mailings: new Map(),
  orders: new Map(),
  invoices: new Map(),
  payments: new Map(),
  refused: [],
  unexpected: [],
  full: 0,
  undeliverable: new Set(),
  unknown: 0,
  again: 0,
})
