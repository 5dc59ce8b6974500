import { asked } from '../asking.ts'
import { conditionsByHand, countByHand, sightOf } from '../byHand.ts'
import type { Measured, Row } from '../row.ts'
import { filters } from './lists.ts'

/** How many fulfil the conditions of a list: up to 1,000 at once, then exactly. */
export const counts: Row = {
  id: 'count',
  unit: 'ms',
  target: 10,
  async run(office) {
    const ask = await office.as('tanaka')
    const sight = await sightOf(office, 'tanaka')
    const done: Measured[] = []
    for (const [name, query] of Object.entries(filters))
      for (const exact of [false, true]) {
        const path = asked('/persons/count', exact ? { ...query, exact } : query)
        const figure = await office.measure(exact ? 10 : 20, () => ask('GET', path))
        const condition = conditionsByHand[name]
        const limit =
          condition === undefined
            ? await office.limit('a bare answer (/me)', () => ask('GET', '/me'))
            : await office.limit('by hand', () => office.sql.query(countByHand(condition, !exact), [sight]), 5)
        const what = `${exact ? 'exact' : 'bounded'}: ${name}`
        done.push({ what, ...figure, target: exact ? 150 : 10, limit })
      }
    return done
  },
}
