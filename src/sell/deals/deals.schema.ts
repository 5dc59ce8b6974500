import { z } from 'zod'
import { Day } from '../../people/leads/leads.schema.ts'
import { Id, Paging } from '../../platform/shapes.ts'
import { activityKinds } from '../activities/activities.schema.ts'

export const outcomes = ['won', 'lost', 'stopped'] as const
export const DealOutcome = z.enum(outcomes)
export type DealOutcome = z.infer<typeof DealOutcome>

export const certainties = ['A', 'B', 'C'] as const
export const Certainty = z.enum(certainties)
export type Certainty = z.infer<typeof Certainty>

export const contactRoles = ['decider', 'approver', 'influencer', 'drafter', 'user', 'champion'] as const
export const ContactRole = z.enum(contactRoles)
export type ContactRole = z.infer<typeof ContactRole>

export const bantParts = ['budget', 'authority', 'needs', 'timeframe'] as const
export type BantPart = (typeof bantParts)[number]
const Known = z.string().trim().max(1000)
export const Bant = z.object({ budget: Known, authority: Known, needs: Known, timeframe: Known })
export type Bant = z.infer<typeof Bant>

/** Yen, without tax. */
export const Amount = z.number().int().min(0).max(1_000_000_000_000)
export const Percent = z.number().int().min(0).max(100)
const Title = z.string().trim().min(1).max(200)
const Ref = z.object({ id: Id, name: z.string() })

/** `staleDays`: standing there longer is pointed out. */
export const StageOfDeal = z.object({
  id: Id,
  ja: z.string(),
  en: z.string(),
  position: z.number().int(),
  wins: z.boolean(),
  staleDays: z.number().int().nullable(),
})

export const NextAction = z.object({
  id: Id,
  kind: z.enum(activityKinds),
  subject: z.string(),
  plannedAt: z.date(),
  holder: Ref,
})

/**
 * `chance`: the deal's own probability, else its stage's. `next`: the earliest activity that is planned for it. `stalled`:
 * open and without a next action, or past it: a sign, not an outcome.
 */
export const Deal = z.object({
  id: Id,
  title: z.string(),
  company: Ref.nullable(),
  person: Ref.nullable(),
  leadId: Id.nullable(),
  productLineId: Id,
  pipelineId: Id,
  stage: StageOfDeal,
  stageSince: z.date(),
  owner: Ref,
  amount: Amount,
  probability: Percent.nullable(),
  chance: Percent,
  certainty: Certainty.nullable(),
  expectedClose: Day.nullable(),
  bant: Bant,
  competitor: z.string(),
  memo: z.string(),
  outcome: DealOutcome.nullable(),
  closedAt: z.date().nullable(),
  orderedOn: Day.nullable(),
  reason: z.object({ id: Id, code: z.string(), ja: z.string(), en: z.string() }).nullable(),
  until: Day.nullable(),
  next: NextAction.nullable(),
  stalled: z.boolean(),
  openedAt: z.date(),
  version: z.number().int(),
})
export type Deal = z.infer<typeof Deal>

/** After a change: with the operation by which it is taken back. */
export const SavedDeal = Deal.extend({ operationId: Id.nullable() })

/** Where a deal stood from when until when. */
export const Step = z.object({ stage: StageOfDeal, enteredAt: z.date(), leftAt: z.date().nullable() })

export const Contact = z.object({
  id: Id,
  personId: Id,
  name: z.string(),
  department: z.string().nullable(),
  title: z.string().nullable(),
  role: ContactRole.nullable(),
  main: z.boolean(),
  version: z.number().int(),
})
export type Contact = z.infer<typeof Contact>

export const OneDeal = Deal.extend({ steps: z.array(Step), contacts: z.array(Contact) })
export type OneDeal = z.infer<typeof OneDeal>

/** `stage`: its id, or what it is called. Without `ownerId` it is whoever opens it. */
export const NewDeal = z
  .object({
    personId: Id.optional(),
    companyId: Id.optional(),
    contacts: z
      .array(z.object({ personId: Id, role: ContactRole.optional() }))
      .max(50)
      .default([]),
    title: Title,
    amount: Amount.default(0),
    expectedClose: Day.optional(),
    pipelineId: Id.optional(),
    stage: z.union([Id, z.string()]).optional(),
    productLineId: Id.optional(),
    ownerId: Id.optional(),
    certainty: Certainty.optional(),
    competitor: Known.default(''),
    bant: Bant.partial().default({}),
  })
  .refine(d => d.personId || d.companyId, { path: ['personId'], message: 'A deal is with a person or a company.' })
export type NewDeal = z.infer<typeof NewDeal>

const Version = z.number().int()

/** What people write about a deal. `probability`: null for the stage's. */
export const dealFields = z
  .object({
    title: Title,
    companyId: Id.nullable(),
    personId: Id.nullable(),
    ownerId: Id,
    amount: Amount,
    probability: Percent.nullable(),
    certainty: Certainty.nullable(),
    expectedClose: Day.nullable(),
    competitor: Known,
    memo: z.string().max(10_000),
    bant: Bant.partial(),
  })
  .partial()
export type DealFields = z.infer<typeof dealFields>

/**
 * `stage`: its id, or what it is called; the last stage is the win and is reached by it alone. `outcome`: won asks amount
 * and order date (today, if not said), lost a reason, stopped a reason and until when; null reopens.
 */
export const PatchDeal = dealFields.extend({
  id: Id,
  version: Version,
  stage: z.union([Id, z.string()]).optional(),
  outcome: DealOutcome.nullable().optional(),
  orderedOn: Day.optional(),
  reason: z.union([Id, z.string()]).optional(),
  until: Day.optional(),
})
export type PatchDeal = z.infer<typeof PatchDeal>

export const dealSorts = ['stage', 'amount', 'expectedClose', 'next', 'opened', 'closed', 'title', 'company'] as const

/** One, or several of which any may be. */
const oneOf = <T extends z.ZodType>(item: T) => z.union([z.array(item).min(1).max(200), item.transform(one => [one])])

/** How a deal came about: by what somebody on it did first, or last, before it was opened. */
export const touches = ['visit', 'form', 'event', 'mail', 'card', 'import', 'entry', 'unknown'] as const
/** Of the next action: its day has passed, none is planned, or one lies ahead. */
export const nextStates = ['overdue', 'none', 'ahead'] as const

export const dealStates = ['open', 'stalled', 'won', 'lost', 'stopped', 'closed', 'all'] as const

/** Which deals: the same for the list, its count, the board and the export. */
export const DealFilter = z.object({
  q: z.string().max(200).optional(),
  state: oneOf(z.enum(dealStates)).default(['open']),
  pipelineId: oneOf(Id).optional(),
  stageId: oneOf(Id).optional(),
  ownerId: oneOf(Id).optional(),
  teamId: Id.optional(),
  personId: Id.optional(),
  companyId: Id.optional(),
  leadId: Id.optional(),
  reasonId: oneOf(Id).optional(),
  competitor: z.string().max(200).optional(),
  certainty: oneOf(Certainty).optional(),
  amountFrom: z.coerce.number().int().optional(),
  amountUntil: z.coerce.number().int().optional(),
  /** Open ones expected to close, won ones ordered, others closed within these days. */
  from: Day.optional(),
  until: Day.optional(),
  firstTouch: oneOf(z.enum(touches)).optional(),
  lastTouch: oneOf(z.enum(touches)).optional(),
  /** Days in the present stage; `overstayed`: of open ones, longer than the stage allows for. */
  ageFrom: z.coerce.number().int().min(0).optional(),
  ageUntil: z.coerce.number().int().min(0).optional(),
  overstayed: z.stringbool().or(z.boolean()).optional(),
  next: oneOf(z.enum(nextStates)).optional(),
})
export type DealFilter = z.infer<typeof DealFilter>

export const DealQuery = DealFilter.extend({
  ...Paging.shape,
  sort: z.enum(dealSorts).default('opened'),
  descending: z.stringbool().or(z.boolean()).default(true),
})
export type DealQuery = z.infer<typeof DealQuery>

export const Sums = z.object({ count: z.number().int(), sum: z.number().int(), weighted: z.number().int() })

const Cards = z.coerce.number().int().min(1).max(500)
/**
 * The board: a column a stage, each with its true figures and its first cards. `longer`: columns of which more cards are
 * wanted than `perColumn`.
 */
export const BoardQuery = z.object({
  pipelineId: Id.optional(),
  ownerId: Id.optional(),
  teamId: Id.optional(),
  perColumn: Cards.default(20),
  longer: z
    .array(z.object({ stageId: Id, cards: Cards }))
    .max(50)
    .default([]),
})
export const Column = Sums.extend({ stage: StageOfDeal, stalled: z.number().int(), cards: z.array(Deal) })
export const Board = z.object({ pipelineId: Id, columns: z.array(Column) })
export type Board = z.infer<typeof Board>

export const AddContact = z.object({ id: Id, personId: Id, role: ContactRole.nullish() })
export const ChangeContact = z.object({
  id: Id,
  contactId: Id,
  version: Version,
  role: ContactRole.nullable(),
})
export const RemoveContact = z.object({ id: Id, contactId: Id })
