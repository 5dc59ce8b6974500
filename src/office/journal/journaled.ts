import { type RawBuilder, sql } from 'kysely'

/** The tables that the journal watches, parents before children: in this order rows can go back. */
export const journaled = [
  'team',
  'holder',
  'app_user',
  'workspace',
  'holiday',
  'product_line',
  'reason',
  'tax_rate',
  'product',
  'custom_field',
  'page_name',
  'scoring_card',
  'scoring_rule',
  'assignment_rule',
  'form',
  'pipeline',
  'deal_stage',
  'quota',
  'company',
  'person',
  'identity',
  'post',
  'lead',
  'offer',
  'deal',
  'deal_contact',
  'billing',
  'sales_order',
  'order_line',
  'invoice',
  'invoice_line',
  'activity',
  'consent',
  'mail_bounce',
  'mail_hold',
  'mail_exclusion',
  'segment',
  'mailing',
] as const
export type Journaled = (typeof journaled)[number]

export const isJournaled = (name: string): name is Journaled => (journaled as readonly string[]).includes(name)

/** What the office itself is made of: only whoever manages the office takes such changes back. */
export const ofTheOffice: readonly Journaled[] = [
  'team',
  'holder',
  'app_user',
  'workspace',
  'holiday',
  'product_line',
  'reason',
  'tax_rate',
  'custom_field',
]

/** What is somebody's: shown to whoever may read people at all. */
export const aboutPeople: readonly Journaled[] = [
  'person',
  'identity',
  'post',
  'consent',
  'lead',
  'offer',
  'deal',
  'deal_contact',
  'activity',
  'segment',
]

/** Verbs lock a lead before its offers and its person; undo keeps to the same order. */
export const lockOrder: readonly Journaled[] = [
  'lead',
  'offer',
  'person',
  ...journaled.filter(t => t !== 'lead' && t !== 'offer' && t !== 'person'),
]

/** What the product keeps of itself on a row: nobody edited it, so it neither counts as touched nor is shown. */
export const bookkeeping = ['version', 'seen_by', 'grams', 'escalated_at', 'reminded_at'] as const

/** Columns that follow from others: they go back with their row, and are not shown. */
const derived = [
  'id',
  'name_key',
  'email_key',
  'phone_key',
  'mobile_key',
  'address_key',
  'original_id',
  'auth_id',
  'stage_since',
  'concluded_at',
]
export const hidden = new Set<string>([...bookkeeping, ...derived])

const references: Record<string, Journaled> = {
  segment_id: 'segment',
  company_id: 'company',
  parent_id: 'company',
  person_id: 'person',
  merged_into_id: 'person',
  lead_id: 'lead',
  holder_id: 'holder',
  former_holder_id: 'holder',
  from_id: 'holder',
  to_id: 'holder',
  given_by: 'holder',
  answered_by: 'holder',
  held_by: 'holder',
  lifted_by: 'holder',
  created_by: 'holder',
  deputy_id: 'holder',
  owner_id: 'holder',
  reason_id: 'reason',
  product_line_id: 'product_line',
  pipeline_id: 'pipeline',
  card_id: 'scoring_card',
  stage_id: 'deal_stage',
  deal_id: 'deal',
  bill_to_id: 'company',
  product_id: 'product',
  order_id: 'sales_order',
  invoice_id: 'invoice',
  corrects_id: 'invoice',
  user_id: 'holder',
  team_id: 'team',
}

/** Whose id a column holds, if any's. */
export const refersTo = (table: string, column: string): Journaled | undefined =>
  table === 'team' && column === 'parent_id' ? 'team' : references[column]

const ofPerson = (id: RawBuilder<unknown>) =>
  sql<string | null>`(select nullif(trim(p.family_name || ' ' || p.given_name), '') from person p where p.id = ${id})`
const ofLead = (id: RawBuilder<unknown>) =>
  sql<
    string | null
  >`(select coalesce(${ofPerson(sql`l.person_id`)}, (select c.name from company c where c.id = l.company_id)) from lead l where l.id = ${id})`

/** What a row is called, over the row t. */
export function nameOf(table: Journaled): RawBuilder<string | null> {
  switch (table) {
    case 'person':
      return sql<string | null>`coalesce(nullif(trim(t.family_name || ' ' || t.given_name), ''), t.email)`
    case 'lead':
      return sql<
        string | null
      >`coalesce(${ofPerson(sql`t.person_id`)}, (select c.name from company c where c.id = t.company_id))`
    case 'offer':
      return ofLead(sql`t.lead_id`)
    case 'activity':
      return sql<
        string | null
      >`coalesce(nullif(t.subject, ''), ${ofPerson(sql`t.person_id`)}, (select c.name from company c where c.id = t.company_id))`
    case 'identity':
      return sql<string | null>`case t.kind when 'record' then ${ofPerson(sql`t.person_id`)} else t.value end`
    case 'mail_exclusion':
      return sql<string | null>`coalesce(t.value, (select c.name from company c where c.id = t.company_id))`
    case 'mail_bounce':
      return sql<string | null>`t.address`
    case 'post':
    case 'mail_hold':
    case 'consent':
      return ofPerson(sql`t.person_id`)
    case 'deal':
      return sql<string | null>`t.title`
    case 'deal_contact':
      return sql<string | null>`(select d.title from deal d where d.id = t.deal_id)`
    case 'quota':
      return sql<
        string | null
      >`coalesce((select h.name from holder h where h.id = t.user_id), (select m.name from team m where m.id = t.team_id))`
    case 'deal_stage':
      return sql<string | null>`t.name_ja`
    case 'tax_rate':
      return sql<string | null>`t.code || ' ' || t.from_on`
    case 'billing':
      return sql<string | null>`(select c.name from company c where c.id = t.company_id)`
    case 'sales_order':
      return sql<string | null>`t.number || ' ' || t.title`
    case 'invoice':
      return sql<string | null>`coalesce(t.number, t.title)`
    case 'scoring_card':
      return sql<string | null>`'#' || t.id`
    case 'app_user':
      return sql<string | null>`(select h.name from holder h where h.id = t.id)`
    case 'reason':
      return sql<string | null>`t.name_ja`
    case 'custom_field':
      return sql<string | null>`t.label`
    case 'holiday':
      return sql<string | null>`coalesce(nullif(t.name, ''), t.day::text)`
    default:
      return sql<string | null>`t.name`
  }
}

/** In JSON the way the product writes it. */
export const camel = (column: string): string => column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
