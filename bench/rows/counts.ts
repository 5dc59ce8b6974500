import { asked } from '../asking.ts'
import type { Measured, Row } from '../row.ts'
import { times } from '../timing.ts'
import { filters } from './lists.ts'

/** How many fulfil the conditions of a list: up to 1,000 at once (10 ms), then exactly (150 ms). */
export const counts: Row = {
  id: 'count',
  unit: 'ms',
  target: 150,
  async run(office) {
    const ask = await office.as('tanaka')
    const done: Measured[] = []
    for (const [name, query] of Object.entries(filters)) {
      const bounded = asked('/persons/count', query)
      const exact = asked('/persons/count', { ...query, exact: true })
      done.push({ what: `bounded: ${name}`, took: await times(20, () => ask('GET', bounded)) })
      done.push({ what: `exact: ${name}`, took: await times(10, () => ask('GET', exact)) })
    }
    return done
  },
}
