import type { Copy } from './copy.ts'

const list = <const T extends string>(text: T) => text.split(' ') as Words<T>[]
type Words<T extends string> = T extends `${infer A} ${infer B}` ? A | Words<B> : T

/** The tables that the story fills, and what stands in them. */
const columns = {
  company: list(
    'id kind parentId name nameKana nameEn nameKey corporateNumber domain website phone phoneKey postalCode prefecture address addressKey industry employees customerSince memo custom grams createdAt createdBy',
  ),
  person: list(
    'id familyName givenName familyNameKana givenNameKana nameKey companyId department title decisionLevel email emailKey phone phoneKey mobile mobileKey postalCode prefecture address addressKey memo source exchangedOn exchangedBy custom grams seenBy createdAt createdBy',
  ),
  identity: list('id kind value personId strength concludedAt'),
  consent: list('id personId channel basis grantedAt grantedVia withdrawnAt withdrawnVia createdBy'),
  lead: list(
    'id personId companyId productLineId stage stageSince holderId formerHolderId clockAt clockFor reasonId returnedAt touchedAt escalatedAt openedAt closedAt seenBy version reached',
  ),
  offer: list(
    'id leadId fromId givenBy toId note offeredAt clockAt answer answeredAt answeredBy reasonId until answerNote',
  ),
  activity: list(
    'id kind personId companyId leadId dealId holderId subject note plannedAt remindAt remindedAt doneAt outcome cancelledAt createdAt createdBy',
  ),
  visit: list(
    'id identityId personId channel landing referrer utm_source utm_medium utm_campaign utm_term utm_content click_kind click_id firstAt lastAt pages',
  ),
  submission: list(
    'id formId key hash answers wordingId consented address identityId personId submittedAt verdict why',
  ),
  mail: list('id key toAddress subject body personId state attempts createdAt dueAt sentAt'),
  mailing_recipient: list(
    'id mailingId personId originalId token state why address messageId attempts error dueAt plannedAt sendingAt settledAt openedAt clickedAt unsubscribedAt',
  ),
  mail_touch: list('id recipientId kind linkId key method agent at verdict reasons'),
  mail_bounce: list('id recipientId address bouncedAt reason'),
  deal: list(
    'id title companyId personId leadId productLineId pipelineId stageId stageSince ownerId amount probability certainty expectedClose budget authority needs timeframe competitor memo outcome closedAt orderedOn reasonId until openedAt createdBy seenBy',
  ),
  deal_contact: list('id dealId personId role addedAt'),
  deal_step: list('id dealId stageId enteredAt leftAt'),
  sales_order: list('id number title dealId companyId personId orderedOn inspectedOn memo createdAt createdBy'),
  order_line: list('id orderId position productId name quantity unit unitPrice tax'),
  order_billed: list('orderId net state'),
  invoice: list(
    'id kind state sequence number orderId rootId correctsId companyId billToId title tradedOn dueOn note net tax total effect issuedOn issuedAt issuedBy paper createdAt createdBy',
  ),
  invoice_line: list('id invoiceId orderLineId position name quantity unit unitPrice tax'),
  receivable: list('invoiceId companyId billToId dueOn billed paid surplus toldOn'),
  payment: list('id invoiceId paidOn amount fee method note createdAt createdBy'),
} as const

export type TableName = keyof typeof columns

/** Where rows go, and the next id of each table. */
export type Books = {
  [T in TableName]: ReturnType<typeof bookOf<(typeof columns)[T][number]>>
} & { next(table: TableName | 'event'): number }

const bookOf = <K extends string>(copy: Copy, table: string, names: readonly K[]) => copy.book(table, names)

export const numbered = [...Object.keys(columns), 'event'].filter(t => t !== 'order_billed' && t !== 'receivable')

export function openBooks(copy: Copy, first: Map<string, number>): Books {
  const books = Object.fromEntries(
    Object.entries(columns).map(([table, names]) => [table, bookOf(copy, table, names as readonly string[])]),
  )
  const next = (table: string) => {
    const id = first.get(table) ?? 1
    first.set(table, id + 1)
    return id
  }
  return Object.assign(books, { next }) as unknown as Books
}
