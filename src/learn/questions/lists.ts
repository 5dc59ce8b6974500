import type { Condition } from '../../people/segments/rules.schema.ts'

/** The address of a list that shows what was counted. */
const listAt = (page: string, filters: readonly object[]) =>
  filters.length === 0 ? page : `${page}?filters=${encodeURIComponent(JSON.stringify(filters))}`

export const peopleList = (...filters: Condition[]) => listAt('/leads', filters)

export const dealsList = (state: string, from?: string, until?: string) =>
  listAt('/deals/list', [
    { key: 'state', op: 'in', value: [state] },
    ...(from ? [{ key: 'day', op: 'from', value: from }] : []),
    ...(until ? [{ key: 'day', op: 'until', value: until }] : []),
  ])
