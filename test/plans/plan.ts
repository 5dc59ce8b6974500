/** A node of a plan, as EXPLAIN says it in JSON. */
export type Plan = {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Index Cond'?: string
  Filter?: string
  'Total Cost': number
  'Plan Rows': number
  /** 0: it was planned for a case that did not arise. */
  'Actual Loops': number
  Plans?: Plan[]
}

/** What grows with the company: millions of rows one day. */
export const large =
  `event event_key person company identity post consent lead offer activity visit submission import_row score score_line
  deal deal_contact deal_step sales_order order_line invoice invoice_line payment receivable mail mail_touch
  mailing_recipient notification operation journal`.split(/\s+/)

/** A table, or a month of the timeline, with so few rows is read from end to end by right. */
export const few = 1_000

/** A month of the timeline is the timeline. */
const tableOf = (relation: string) => relation.replace(/^event_(\d{4}_\d\d|rest)$/, 'event')

/** The large tables that a plan reads from end to end, where they have many rows. */
export function readWhole(plan: Plan, rows: Map<string, number>): string[] {
  const found = new Set<string>()
  const walk = (node: Plan) => {
    const relation = node['Relation Name'] ?? ''
    if (node['Actual Loops'] === 0) return
    if (node['Node Type'] === 'Seq Scan' && large.includes(tableOf(relation)) && (rows.get(relation) ?? 0) >= few)
      found.add(tableOf(relation))
    for (const below of node.Plans ?? []) walk(below)
  }
  walk(plan)
  return [...found].toSorted()
}
