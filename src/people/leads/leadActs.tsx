import type { Lead } from './leads.schema.ts'

/** What a person can do to a lead by hand, as the lifecycle allows it from here. Opportunities are made, won and ended by deals. */
export type LeadAct = 'accept' | 'return' | 'take' | 'offer' | 'handOn' | 'toLead' | 'recycle' | 'disqualify' | 'reopen'

/** In the order in which they suggest themselves. An offer that waits for the reader comes before everything else. */
export function actsOn(lead: Pick<Lead, 'stage' | 'offer'>): LeadAct[] {
  const answer: LeadAct[] = lead.offer?.answerable ? ['accept', 'return'] : []
  const handOn: LeadAct[] = lead.offer ? [] : ['handOn']
  switch (lead.stage) {
    case 'lead':
      return [...answer, ...(lead.offer ? [] : (['offer'] as const)), 'disqualify']
    case 'mql':
      return answer.length > 0 ? [...answer, 'toLead', 'disqualify'] : ['take', 'toLead', 'recycle', 'disqualify']
    case 'sal':
      return [...answer, ...handOn, 'recycle', 'disqualify']
    case 'sql':
      return [...answer, ...handOn]
    case 'recycled':
      return [...answer, 'offer', 'toLead', 'disqualify']
    case 'disqualified':
      return ['reopen']
    case 'won':
      return []
  }
}

/** Acts that move the lead at once; the others ask something first. */
export const movesTo = {
  take: 'sal',
  toLead: 'lead',
  reopen: 'lead',
} as const satisfies Partial<Record<LeadAct, Lead['stage']>>

export const isMove = (act: LeadAct): act is keyof typeof movesTo => act in movesTo
