import type { ContactRole } from '../../src/sell/deals/deals.schema.ts'
import { followNextAction, type Lead, moveLead, openLead } from './leads.ts'
import { type Activity, did, finish, type Life, leadOf, plan, whom } from './life.ts'
import * as words from './notes.ts'
import type { Pipeline } from './settings.ts'
import { DAY, dayOf, dayText, timeOf } from './time.ts'

/** A won deal, as it is ordered, invoiced and paid later. */
export type Sale = {
  dealId: number
  title: string
  personId: number
  leadId: number
  owner: number
  amount: number
  orderedOn: number
  at: number
  renewal: boolean
  firm: { id: number; name: string; postalCode: string; address: string }
}

export type Deal = {
  id: number
  title: string
  lead: Lead
  owner: number
  pipeline: Pipeline
  stage: number
  stageSince: number
  steps: { stage: number; from: number; until: number | null }[]
  amount: number
  certainty: 'A' | 'B' | 'C' | null
  expected: number
  bant: { budget: string; authority: string; needs: string; timeframe: string }
  competitor: string
  memo: string
  outcome: 'won' | 'lost' | 'stopped' | null
  closedAt: number | null
  orderedOn: number | null
  reason: number | null
  until: string | null
  openedAt: number
  contacts: { life: Life; role: ContactRole | null }[]
  probability: number | null
}

/** After so long a deal that only drags on is given up, by the demo's pace. */
const patience = 200 * DAY

type Fate = { ends: 'won' | 'lost' | 'stopped' | 'lasts'; at: number }

/** Field sales opens a deal: the lead is an opportunity from now on, held by the deal's owner. */
export function openDeal(life: Life, lead: Lead, at: number, owner: number, { renewal }: { renewal: boolean }): void {
  const { story, c } = life
  const way = renewal ? (['mql', 'sal', 'sql'] as const) : (['sql'] as const)
  for (const to of way) moveLead(life, lead, to, at, { trigger: renewal ? 'direct' : 'hand', by: owner, holder: owner })
  const pipeline = story.settings.pipelines[renewal ? 1 : 0]
  const stage = renewal || !c.maybe(0.15) ? 0 : 1
  const deal: Deal = {
    id: story.books.next('deal'),
    title: c.pick(renewal ? words.renewalTitles : words.dealTitles),
    lead,
    owner,
    pipeline,
    stage,
    stageSince: at,
    steps: [
      {
        stage,
        from: at,
        until: null,
      },
    ],
    amount: amountFor(life, renewal),
    openedAt: at,
    certainty: c.pick(['B', 'C', 'C', null] as const),
    expected: dayOf(at) + c.pick([30, 45, 60, 75, 90]),
    competitor: '',
    bant: {
      needs: c.pick(words.needs),
      budget: c.pick(words.budgets),
      authority: c.pick(words.authorities),
      timeframe: c.pick(words.timeframes),
    },
    memo: c.pick(words.dealMemos),
    outcome: null,
    closedAt: null,
    orderedOn: null,
    reason: null,
    until: null,
    probability: null,
    contacts: contactsFor(life, at),
  }
  life.deals.push(deal)
  for (const { life: other } of deal.contacts) if (other !== life) other.sharedDeals.push(deal)
  story.timeline.add(at, 'deal.opened', whom(life, { lead: lead.id, by: owner }), {
    dealId: deal.id,
    stageId: pipeline.stages[stage]!.id,
    amount: deal.amount,
    holderId: owner,
  })
  const last = pipeline.stages.length - 2
  const fate: Fate = {
    ends: c.weighted([
      ['won', renewal ? 72 : 34],
      ['lost', renewal ? 18 : 44],
      ['stopped', 10],
      ['lasts', renewal ? 3 : 8],
    ] as const),
    at: 0,
  }
  fate.at = fate.ends === 'won' || fate.ends === 'lasts' ? last : c.int(0, last)
  arrange(life, deal, fate, at)
}

/** What it comes to: by the size of the firm, in round figures. */
function amountFor({ firm, c }: Life, renewal: boolean): number {
  const users = Math.max(3, Math.min(400, Math.round(firm.employees * (0.04 + 0.16 * c.next()))))
  const whole = users * (c.maybe(0.4) ? 60_000 : 36_000) + (renewal ? 0 : 300_000)
  return Math.round(whole / 10_000) * 10_000
}

const roles: (ContactRole | null)[] = ['decider', 'approver', 'influencer', 'user', 'drafter', 'champion', null]

function contactsFor(life: Life, at: number): Deal['contacts'] {
  const { c, firm } = life
  const others = firm.people.filter(p => p !== life && p.origin.at < at)
  const more = Math.min(
    others.length,
    c.weighted([
      [0, 5],
      [1, 4],
      [2, 2],
      [3, 1],
    ] as const),
  )
  const start = c.int(0, Math.max(0, others.length - 1))
  const picked = Array.from({ length: more }, (_, n) => others[(start + n) % others.length]!)
  return [{ life, role: c.pick(roles) }, ...picked.map(other => ({ life: other, role: c.pick(roles) }))]
}

/** The next thing that is to be done for it, and when that is done the deal goes on. A few are forgotten for a while. */
function arrange(life: Life, deal: Deal, fate: Fate, at: number): void {
  const { story, c } = life
  const { office } = story
  const pace = story.plan.pace * (fate.ends === 'lasts' ? 2.5 : 1)
  const kind = c.weighted([
    ['meeting', 4],
    ['visit', 2],
    ['call', 3],
    ['mail', 1],
    ['task', 2],
  ] as const)
  const when = timeOf(office.after(dayOf(at) + Math.ceil(c.int(3, 15) * pace), 0), c.pick([10, 11, 13.5, 15, 16.5]))
  const forgotten = c.maybe(0.05)
  const planned = forgotten
    ? null
    : plan(life, kind, {
        holder: deal.owner,
        at,
        plannedAt: when,
        leadId: deal.lead.id,
        dealId: deal.id,
        subject: c.pick(words.subjects[kind]),
        remind: kind === 'meeting' || kind === 'task',
      })
  followNextAction(life, deal.lead, at)
  const late = c.maybe(0.12)
  const doneAt = late ? office.between(c, when + DAY, when + (1 + 15 * story.plan.pace) * DAY) : when
  life.agenda.add(doneAt, now => goOn(life, deal, planned, fate, now))
}

function goOn(life: Life, deal: Deal, planned: Activity | null, fate: Fate, at: number): void {
  const { c } = life
  if (deal.outcome !== null) return
  const by = deal.owner
  const note = c.pick(words.meetingNotes)
  if (planned) {
    const outcome = planned.kind === 'call' ? 'talked' : null
    finish(life, planned, at, { holder: by, note: planned.kind === 'task' ? '' : note, outcome })
  } else
    did(life, 'mail', {
      holder: by,
      at,
      leadId: deal.lead.id,
      dealId: deal.id,
      note,
      subject: c.pick(words.subjects.mail),
    })
  if (planned?.kind !== 'task') deal.lead.touchedAt = at
  if (deal.stage >= fate.at && fate.ends !== 'lasts' && c.maybe(0.75)) return end(life, deal, fate.ends, at)
  if (fate.ends === 'lasts' && at > deal.openedAt + life.story.plan.pace * patience)
    return end(life, deal, 'stopped', at)
  const last = deal.pipeline.stages.length - 2
  if (deal.stage < last && c.maybe(0.85))
    enter(life, deal, deal.stage + (deal.stage < last - 1 && c.maybe(0.2) ? 2 : 1), at)
  deal.certainty = deal.stage >= last - 1 ? 'A' : deal.stage >= last / 2 ? 'B' : deal.certainty
  arrange(life, deal, fate, at)
}

function enter(life: Life, deal: Deal, stage: number, at: number): void {
  const { stages } = deal.pipeline
  const [fromStageId, toStageId] = [stages[deal.stage]!.id, stages[stage]!.id]
  step(deal, stage, at)
  const facts = { dealId: deal.id, fromStageId, toStageId, trigger: 'hand' as const }
  life.story.timeline.add(at, 'deal.moved', whom(life, { lead: deal.lead.id, by: deal.owner }), facts)
}

function step(deal: Deal, stage: number, at: number): void {
  deal.steps.at(-1)!.until = at
  deal.steps.push({ stage, from: at, until: null })
  deal.stage = stage
  deal.stageSince = at
}

function end(life: Life, deal: Deal, outcome: 'won' | 'lost' | 'stopped', at: number): void {
  const { story, c, firm } = life
  const { timeline, settings } = story
  const by = deal.owner
  const about = whom(life, { lead: deal.lead.id, by })
  deal.outcome = outcome
  deal.closedAt = at
  if (outcome === 'won') {
    const won = deal.pipeline.stages.length - 1
    step(deal, won, at)
    deal.orderedOn = dayOf(at)
    const orderedOn = dayText(deal.orderedOn)
    timeline.add(at, 'deal.won', about, { dealId: deal.id, amount: deal.amount, orderedOn, trigger: 'hand' })
    moveLead(life, deal.lead, 'won', at, { trigger: 'hand', by })
    if (firm.customerSince === null || firm.customerSince > deal.orderedOn) becomeCustomer(life, deal, at)
    const { id, name, postalCode, address } = firm
    story.sales.push({
      dealId: deal.id,
      title: deal.title,
      amount: deal.amount,
      orderedOn: deal.orderedOn,
      at,
      owner: by,
      personId: life.id,
      leadId: deal.lead.id,
      renewal: deal.pipeline === settings.pipelines[1],
      firm: {
        id,
        name,
        postalCode,
        address,
      },
    })
    // Most buy again: another year, another department.
    if (c.maybe(0.5))
      life.agenda.add(timeOf(story.office.after(dayOf(at) + c.int(60, 300), 0), 11 + 5 * c.next()), now =>
        again(life, deal, now),
      )
    return
  }
  const code = outcome === 'lost' ? c.pick(lost) : c.pick(stopped)
  deal.reason = settings.reasons.get(code)!
  if (code === 'lost_competitor') deal.competitor = c.pick(words.competitors)
  if (outcome === 'lost') {
    timeline.add(at, 'deal.lost', about, { dealId: deal.id, reasonId: deal.reason, trigger: 'hand' })
    return moveLead(life, deal.lead, 'recycled', at, { trigger: 'hand', by, reason: code })
  }
  deal.until = dayText(dayOf(at) + c.int(40, 200))
  timeline.add(at, 'deal.stopped', about, {
    dealId: deal.id,
    reasonId: deal.reason,
    until: deal.until,
    trigger: 'hand',
  })
  moveLead(life, deal.lead, 'recycled', at, { trigger: 'hand', by, reason: code, until: deal.until })
}

const lost = [
  'lost_price',
  'lost_competitor',
  'lost_budget',
  'lost_function',
  'lost_approval',
  'lost_no_need',
  'lost_silent',
] as const
const stopped = ['stopped_budget', 'stopped_change', 'stopped_priority', 'stopped_other'] as const

/** Lives are told one after the other: of two wins the earlier one counts. */
function becomeCustomer({ firm }: Life, deal: Deal, at: number): void {
  firm.customerSince = deal.orderedOn
  firm.becameCustomer = { at, dealId: deal.id, by: deal.owner }
}

/** A new interest is a new lead, opened by who looks after the customer. */
function again(life: Life, before: Deal, at: number): void {
  if (leadOf(life).closedAt === null) return
  const lead = openLead(life, at, 'direct', before.owner)
  openDeal(life, lead, at, before.owner, { renewal: true })
}
