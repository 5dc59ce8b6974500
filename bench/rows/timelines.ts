import type { Measured, Row } from '../row.ts'

/** As much as a timeline shows of a person or a company, without the words behind the ids. */
const byHand = (column: string) =>
  `select * from event where ${column} = $1 order by occurred_at desc, id desc limit 51`

export const timelines: Row = {
  id: 'timeline',
  unit: 'ms',
  target: 20,
  async run(office) {
    const most = async (column: 'person_id' | 'company_id') => {
      const { rows } = await office.sql.query<{ id: string; n: string }>(
        `select ${column} as id, count(*) as n from event where ${column} is not null group by 1 order by 2 desc limit 1`,
      )
      return { column, id: Number(rows[0]!.id), n: Number(rows[0]!.n).toLocaleString('en') }
    }
    const ask = await office.as('admin')
    const [person, company] = [await most('person_id'), await most('company_id')]
    const cases = [
      { what: `a person with ${person.n} events`, path: `/persons/${person.id}/timeline`, ...person },
      { what: `a company with ${company.n} events`, path: `/companies/${company.id}/timeline`, ...company },
    ]
    const done: Measured[] = []
    for (const { what, path, column, id } of cases) {
      const figure = await office.measure(40, () => ask('GET', path))
      const limit = await office.limit('by hand', () => office.sql.query(byHand(column), [id]))
      done.push({ what, ...figure, limit })
    }
    return done
  },
}
