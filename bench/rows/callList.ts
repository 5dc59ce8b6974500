import type { Row } from '../row.ts'
import { times } from '../timing.ts'

export const callList: Row = {
  id: 'call-list',
  unit: 'ms',
  target: 30,
  async run(office) {
    const ask = await office.as('tanaka')
    return [
      {
        what: 'the next person, with all that is on the screen',
        took: await times(40, () => ask('GET', '/call-list/next')),
      },
      { what: 'the list', took: await times(40, () => ask('GET', '/call-list')) },
    ]
  },
}
