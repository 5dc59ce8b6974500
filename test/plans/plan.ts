/** A node of a plan, as EXPLAIN says it in JSON. */
export type Plan = {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Index Cond'?: string
  Filter?: string
  'Total Cost': number
  'Plan Rows': number
  Plans?: Plan[]
}

/** What grows with the company: millions of rows one day. */
const large = new Set(
  `event event_key person company identity post consent lead offer activity visit submission import_row
  score score_line segment_day deal deal_contact deal_step sales_order order_line invoice invoice_line payment receivable
  mail mail_touch mailing_recipient notification operation journal`.split(/\s+/),
)

/** A month of the timeline is the timeline. */
const tableOf = (relation: string) => relation.replace(/^event_(\d{4}_\d\d|rest)$/, 'event')

/** The large tables that a plan reads from end to end. */
export function readWhole(plan: Plan): string[] {
  const found = new Set<string>()
  const walk = (node: Plan) => {
    const table = tableOf(node['Relation Name'] ?? '')
    if (node['Node Type'] === 'Seq Scan' && large.has(table)) found.add(table)
    for (const below of node.Plans ?? []) walk(below)
  }
  walk(plan)
  return [...found].toSorted()
}
