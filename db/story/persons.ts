import { type Lead } from './leads.ts'
import { type Life, leadOf } from './life.ts'
import { rowOf } from './personRows.ts'
import { dayText, iso } from './time.ts'

/** A person as they stand now: their row, by what they are known, on what basis, and their pursuits. */
export function keepPerson(life: Life): void {
  const { story, origin, id, record, mailIdentity, email } = life
  const { books, staff } = story
  const seenBy = sightOf(life)
  const row = rowOf(life)
  const at = iso(origin.at)
  books.person.add({
    ...row,
    id,
    source: origin.source,
    seenBy,
    createdAt: at,
    createdBy: origin.by,
    exchangedOn: origin.kind === 'card' ? dayText(origin.day) : null,
    exchangedBy: origin.kind === 'card' ? staff.nameOf.get(origin.by)! : null,
  })
  const known = { personId: id, strength: 'strong', concludedAt: at }
  books.identity.add({ ...known, id: record, kind: 'record', value: String(id) })
  if (mailIdentity) books.identity.add({ ...known, id: mailIdentity, kind: 'email', value: email! })
  for (const c of life.consents)
    books.consent.add({
      id: c.id,
      personId: id,
      channel: c.channel,
      basis: c.basis,
      grantedAt: iso(c.at),
      grantedVia: c.via,
      createdBy: c.by,
      withdrawnAt: c.withdrawnAt === null ? null : iso(c.withdrawnAt),
      withdrawnVia: c.withdrawnVia,
    })
  for (const lead of life.leads) keepLead(life, lead, seenBy)
}

function keepLead({ story, id: personId, firm }: Life, lead: Lead, seenBy: number[]): void {
  const time = (at: number | null) => (at === null ? null : iso(at))
  story.books.lead.add({
    id: lead.id,
    personId,
    companyId: firm.id,
    productLineId: story.settings.productLineId,
    stage: lead.stage,
    stageSince: iso(lead.since),
    holderId: lead.holder,
    formerHolderId: lead.former,
    clockFor: lead.clockFor,
    clockAt: time(lead.clockAt),
    reasonId: lead.reason,
    returnedAt: time(lead.returnedAt),
    touchedAt: time(lead.touchedAt),
    escalatedAt: time(lead.escalatedAt),
    openedAt: iso(lead.openedAt),
    closedAt: time(lead.closedAt),
    seenBy,
    version: lead.moves,
    reached: lead.reached,
  })
}

/** Who may see them: as `refreshSight` finds it. With every pursuit closed, whoever saw them last. */
function sightOf(life: Life): number[] {
  const { teamOf } = life.story.staff
  const lead = leadOf(life)
  const seen = new Set<number>([0])
  const see = (id: number | null | undefined) => {
    if (id === null || id === undefined) return
    seen.add(id)
    const team = teamOf.get(id)
    if (team !== undefined) seen.add(team)
  }
  see(lead.closedAt === null ? lead.holder : lead.lastHolder)
  see(lead.offer?.to)
  see(life.origin.by)
  if (lead.former !== null) seen.add(lead.former)
  for (const deal of [...life.deals, ...life.sharedDeals])
    if (lead.closedAt !== null || deal.outcome === null || deal.outcome === 'won') see(deal.owner)
  return [...seen].toSorted((a, b) => a - b)
}
