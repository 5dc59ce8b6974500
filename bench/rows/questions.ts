import type { Row } from '../row.ts'
import { times } from '../timing.ts'

export const questions: Row[] = [
  {
    id: 'questions',
    unit: 'ms',
    target: 1_000,
    async run(office) {
      const [admin, rep] = [await office.as('admin'), await office.as('tanaka')]
      return [
        { what: 'all nine, who sees all', took: await times(8, () => admin('GET', '/questions')) },
        { what: 'all nine, a rep', took: await times(8, () => rep('GET', '/questions')) },
      ]
    },
  },
  {
    id: 'funnel',
    unit: 'ms',
    target: 1_000,
    async run(office) {
      const ask = await office.as('admin')
      const { rows } = await office.sql.query<{ id: string }>('select id from segment order by id limit 1')
      const from = '2024-12-01'
      const until = '2026-11-30'
      const whole = `/funnel?by=month&from=${from}&until=${until}`
      return [
        { what: 'two years by month, everybody', took: await times(8, () => ask('GET', whole)) },
        {
          what: 'two years by month, a segment',
          took: await times(8, () => ask('GET', `${whole}&segment=${rows[0]!.id}`)),
        },
      ]
    },
  },
]
