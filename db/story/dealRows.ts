import type { Deal } from './deals.ts'
import type { Life } from './life.ts'
import { dayOf, dayText, iso } from './time.ts'

/** Their deals as they stand now, with who takes part and the way that each has gone. */
export function keepDeals(life: Life): void {
  const { story, firm, deals } = life
  const { books, staff, settings } = story
  for (const d of deals) {
    const { id, title, owner, amount, certainty, competitor, memo, outcome, until, probability } = d
    const team = staff.teamOf.get(owner)
    books.deal.add({
      id,
      title,
      amount,
      certainty,
      competitor,
      memo,
      outcome,
      until,
      probability,
      ...d.bant,
      companyId: firm.id,
      personId: life.id,
      leadId: d.lead.id,
      ownerId: owner,
      createdBy: owner,
      productLineId: settings.productLineId,
      pipelineId: d.pipeline.id,
      stageId: d.pipeline.stages[d.stage]!.id,
      stageSince: iso(d.stageSince),
      expectedClose: dayText(d.outcome === null ? expectedOf(life, d) : d.expected),
      closedAt: d.closedAt === null ? null : iso(d.closedAt),
      orderedOn: d.orderedOn === null ? null : dayText(d.orderedOn),
      reasonId: d.reason,
      openedAt: iso(d.openedAt),
      seenBy: [0, owner, ...(team === undefined ? [] : [team])].toSorted((a, b) => a - b),
    })
    for (const { life: person, role } of d.contacts)
      books.deal_contact.add({
        id: books.next('deal_contact'),
        dealId: id,
        personId: person.id,
        role,
        addedAt: iso(d.openedAt),
      })
    for (const s of d.steps)
      books.deal_step.add({
        id: books.next('deal_step'),
        dealId: id,
        stageId: d.pipeline.stages[s.stage]!.id,
        enteredAt: iso(s.from),
        leftAt: s.until === null ? null : iso(s.until),
      })
  }
}

/** Of an open deal: what was hoped for and has passed is put off, mostly. */
function expectedOf({ story, c }: Life, deal: Deal): number {
  const today = dayOf(story.now)
  if (deal.expected >= today || c.maybe(0.1)) return deal.expected
  return today + c.int(1, 45)
}
