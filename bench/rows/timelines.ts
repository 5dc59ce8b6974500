import type { Row } from '../row.ts'
import { times } from '../timing.ts'

export const timelines: Row = {
  id: 'timeline',
  unit: 'ms',
  target: 20,
  async run(office) {
    const most = async (column: 'person_id' | 'company_id') => {
      const { rows } = await office.sql.query<{ id: string; n: string }>(
        `select ${column} as id, count(*) as n from event where ${column} is not null group by 1 order by 2 desc limit 1`,
      )
      return { id: Number(rows[0]!.id), n: Number(rows[0]!.n) }
    }
    const ask = await office.as('admin')
    const [person, company] = [await most('person_id'), await most('company_id')]
    return [
      {
        what: `a person with ${person.n.toLocaleString('en')} events`,
        took: await times(40, () => ask('GET', `/persons/${person.id}/timeline`)),
      },
      {
        what: `a company with ${company.n.toLocaleString('en')} events`,
        took: await times(40, () => ask('GET', `/companies/${company.id}/timeline`)),
      },
    ]
  },
}
