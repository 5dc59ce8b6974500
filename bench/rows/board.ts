import type { Row } from '../row.ts'
import { times } from '../timing.ts'

type Card = { id: number; version: number }
type Board = { columns: { stage: { id: number }; cards: Card[] }[] }

export const board: Row = {
  id: 'board',
  unit: 'ms',
  target: 50,
  async run(office) {
    const ask = await office.as('manager')
    const { rows } = await office.sql.query<{ n: string }>('select count(*) as n from deal where outcome is null')
    const shown = await times(30, () => ask('GET', '/deals/board'))
    const { columns } = await ask<Board>('GET', '/deals/board')
    const [first, second] = columns
    let deal = first!.cards[0]!
    const dragged = await times(40, async index => {
      const stage = (index % 2 ? first : second)!.stage.id
      deal = await ask<Card>('PATCH', `/deals/${deal.id}`, { version: deal.version, stage })
    })
    return [
      { what: `first paint's data, ${Number(rows[0]!.n).toLocaleString('en')} open deals`, took: shown },
      { what: 'one drag (target 15 ms)', took: dragged },
    ]
  },
}
