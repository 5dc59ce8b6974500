import { sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'
import type { Tx } from '../../platform/db.ts'
import type { Reaction, Taken } from '../../timeline/reactions.ts'
import type { EventKind } from '../../timeline/vocabulary.ts'
import { linesFollowEvents, linesForEvents } from './lines.ts'
import { recountForPages } from './recount.ts'
import { countScores, holdScores } from './scores.ts'
import { actKinds, scoredKinds } from './scoring.schema.ts'
import { tellCrossings } from './tell.ts'

const has = (kinds: readonly string[]) => (event: Taken) => kinds.includes(event.kind)
const isScored = (event: Taken) => has(scoredKinds)(event) && event.personId !== null && !event.facts.machine
const reconcludes = has(['visitor.identified', 'person.merged', 'person.unmerged', 'mail.rejudged'])
const ofRecord = has(['person.created', 'person.changed', 'person.moved', 'person.merged', 'person.unmerged'])

const kinds: EventKind[] = [
  ...scoredKinds,
  'visitor.identified',
  'mail.rejudged',
  'person.created',
  'person.changed',
  'person.moved',
  'person.merged',
  'person.unmerged',
  'company.changed',
]

/** The people whom events concern, with those whom somebody was taken for before. */
const peopleOf = (events: Taken[]) => [
  ...new Set(events.flatMap(e => [e.personId, e.facts.from, e.facts.absorbedId].filter(id => typeof id === 'number'))),
]

async function colleaguesOf(tx: Tx, events: Taken[]): Promise<number[]> {
  const companies = events.filter(e => e.kind === 'company.changed' && e.companyId !== null).map(e => e.companyId)
  if (companies.length === 0) return []
  const { rows } = await sql<{ id: number }>`
    select id from person where company_id = any(${[...new Set(companies)]}::bigint[]) and merged_into_id is null`.execute(
    tx,
  )
  return rows.map(r => r.id)
}

/** Nobody is counted as of before the events that they are counted by, whatever the clocks of two machines say. */
const itself = (tx: Tx, at: Date, events: Taken[]): OwnerAct => ({
  tx,
  at: new Date(Math.max(at.getTime(), ...events.map(e => e.recordedAt.getTime()))),
  byId: null,
  operationId: null,
  actor: null,
  rights: 'owner',
})

/** Points of a batch, set-wise: the same few statements for one event and for two thousand. */
async function keepPoints(tx: Tx, events: Taken[], at: Date): Promise<void> {
  const act = itself(tx, at, events)
  const scored = events.filter(isScored)
  const anew = peopleOf(events.filter(reconcludes))
  const fit = [...peopleOf(events.filter(ofRecord)), ...(await colleaguesOf(tx, events))]
  const personIds = [...new Set([...peopleOf(scored), ...anew, ...fit])]
  const fresh = await holdScores(tx, personIds)
  if (scored.length > 0) await linesForEvents(tx, scored)
  if (anew.length > 0) await linesFollowEvents(act, anew)
  await countScores(act, { personIds, fit, fresh })
}

/** What follows from it: told, offered, nurtured again. */
async function tell(tx: Tx, events: Taken[], at: Date): Promise<void> {
  const idsOf = (of: Taken[]) => [...new Set(of.flatMap(e => e.personId ?? []))]
  const inquiries = events.filter(e => e.kind === 'inquiry.received')
  const personIds = [...new Set([...peopleOf(events), ...(await colleaguesOf(tx, events))])]
  await tellCrossings(itself(tx, at, events), personIds, {
    done: {
      acted: idsOf(events.filter(e => has(actKinds)(e) && isScored(e))),
      inquired: idsOf(inquiries),
      toBuy: idsOf(inquiries.filter(e => e.facts.toBuy === true)),
    },
  })
}

export const scoringPoints: Reaction = {
  name: 'scoring: points',
  kinds,
  effects: false,
  rebuildable: true,
  run: keepPoints,
}

/** Whoever offers by the rules holds their turns until the commit. */
export const crossings: Reaction = {
  name: 'scoring: who crossed a line',
  kinds,
  effects: true,
  rebuildable: false,
  run: tell,
}

export const scoringReactions: Reaction[] = [
  scoringPoints,
  {
    name: 'scoring: everybody anew when pages are called otherwise',
    kinds: ['page.renamed'],
    effects: false,
    rebuildable: false,
    run: (tx, _, at) => recountForPages(tx, at),
  },
]

/** Empties what the points are made of, to be made anew. What was told stays told. */
export async function clearPoints(tx: Tx): Promise<void> {
  await sql`delete from score_line where event_id is not null`.execute(tx)
  await sql`update score set intent = 0, above = false, temperature = 'cool', next_change_at = null`.execute(tx)
}
