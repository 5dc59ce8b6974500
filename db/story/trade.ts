import type { sumOf } from '../../src/retain/invoices/money.ts'
import type { Paper } from '../../src/retain/invoices/paper.schema.ts'
import { addressed } from '../../src/retain/invoices/paper.ts'
import type { Rates } from '../../src/retain/products/taxes.ts'
import type { Chance } from './chance.ts'
import type { Sale } from './deals.ts'
import type { Story } from './story.ts'

export type OrderLine = {
  id: number
  productId: number | null
  name: string
  quantity: number
  unit: string
  unitPrice: number
}
export type Order = {
  id: number
  number: string
  sale: Sale
  lines: OrderLine[]
  inspectedOn: number
  createdAt: number
  net: number
}

/** A document before it has a number: those that are issued get theirs in the order in which they are. */
export type Document = {
  kind: 'invoice' | 'credit'
  order: Order
  lines: { line: OrderLine; quantity: number }[]
  tradedOn: number
  dueOn: string | null
  issueAt: number
  sum: ReturnType<typeof sumOf>
  id: number
  number: string
  sequence: number
  root: Document | null
  credits: Document[]
  chance: Chance
}

export type Till = {
  story: Story
  rates: Rates
  issuer: Paper['issuer']
  counts: { order: number; invoice: number; credit: number }
  /** How many invoices are long done with: of these some were taken back in part. */
  settled: number
}

export const recipientOf = ({ name, postalCode, address }: Sale['firm']): Paper['recipient'] => ({
  postalCode,
  address,
  lines: addressed(name, { department: '', person: '' }),
})
