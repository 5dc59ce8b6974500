import type { Asked, Filter } from '../../ui/grid/types.ts'
import { shift } from '../../ui/parseDay.ts'
import { Certainty, type DealQuery, dealSorts, dealStates, nextStates, touches } from './deals.schema.ts'

export type Wire = Partial<Omit<DealQuery, 'limit' | 'cursor'>>

const numbers = ['pipelineId', 'stageId', 'ownerId', 'reasonId'] as const

/** What is asked of the list, as it goes over the wire. Without a word about their state it is the open ones. */
export function wire({ filters, sort, text }: Asked, me: number, today: string): Wire {
  const asked: Wire = text ? { q: text } : {}
  for (const filter of filters) Object.assign(asked, partOf(filter, me, today))
  const key = dealSorts.find(one => one === sort?.key)
  return { ...asked, ...(key ? { sort: key, descending: sort!.desc } : {}) }
}

function partOf(filter: Filter, me: number, today: string): Wire {
  if (filter.op === 'in') {
    const values = filter.value
    if (filter.key === 'state') return { state: dealStates.filter(state => values.includes(state)) }
    if (filter.key === 'certainty') return { certainty: values.flatMap(one => Certainty.safeParse(one).data ?? []) }
    if (filter.key === 'next') return { next: nextStates.filter(one => values.includes(one)) }
    if (filter.key === 'overstayed') return { overstayed: true }
    if (filter.key === 'firstTouch' || filter.key === 'lastTouch')
      return { [filter.key]: touches.filter(one => values.includes(one)) }
    const key = numbers.find(one => one === filter.key)
    return key ? { [key]: values.map(one => (one === 'me' ? me : Number(one))) } : {}
  }
  if (filter.key === 'competitor' && filter.op === 'has') return { competitor: filter.value }
  if (filter.key === 'amount' && filter.op === 'atLeast') return { amountFrom: filter.value }
  if (filter.key === 'amount' && filter.op === 'atMost') return { amountUntil: filter.value }
  if (filter.key === 'age' && filter.op === 'atLeast') return { ageFrom: filter.value }
  if (filter.key === 'age' && filter.op === 'atMost') return { ageUntil: filter.value }
  if (filter.key === 'day' && filter.op === 'from') return { from: dayOf(filter.value, today) }
  if (filter.key === 'day' && filter.op === 'until') return { until: dayOf(filter.value, today) }
  if (filter.key === 'day' && filter.op === 'on')
    return { from: dayOf(filter.value, today), until: dayOf(filter.value, today) }
  return {}
}

/** Days of a saved view are relative, so that it is true tomorrow too. */
function dayOf(value: string, today: string): string {
  const far = /^([+-]\d{1,4})d$/.exec(value)
  if (far) return shift(today, Number(far[1]))
  switch (value) {
    case 'yesterday':
      return shift(today, -1)
    case 'now':
    case 'today':
      return today
    case 'tomorrow':
      return shift(today, 1)
    case 'weekEnd':
      return shift(today, (7 - new Date(`${today}T00:00:00Z`).getUTCDay()) % 7)
    case 'monthEnd':
      return shift(`${shift(`${today.slice(0, 7)}-28`, 4).slice(0, 7)}-01`, -1)
    default:
      return value
  }
}
