import { randomUUID } from 'node:crypto'
import { chance } from '../../db/story/chance.ts'
import { familyNames, givenNames } from '../../db/story/words.ts'
import { bareCommits } from '../limits.ts'
import type { Row } from '../row.ts'
import { at } from '../timing.ts'

/** Somebody new at a company that is known already, or at a new one; and somebody who is known already. */
export const personCreate: Row = {
  id: 'person-create',
  unit: 'ms',
  target: 4,
  share: 0.5,
  async run(office) {
    const ask = await office.as('marketing')
    const { rows } = await office.sql.query<{ email: string; company: string }>(
      `select p.email, c.name as company from person p join company c on c.id = p.company_id
       where p.email is not null and p.merged_into_id is null order by p.id desc limit 500`,
    )
    const c = chance(Date.now(), 4, process.pid)
    const somebody = (companyName: string) => {
      const [family, given] = [c.pick(familyNames), c.pick(givenNames)]
      return {
        familyName: family[0],
        givenName: given[0],
        familyNameKana: family[1],
        givenNameKana: given[1],
        title: '課長',
        email: `${randomUUID()}@bench.example.jp`,
        phone: `03-${c.int(1000, 9999)}-${c.int(1000, 9999)}`,
        companyName,
        source: 'ベンチマーク',
      }
    }
    const make = (body: object) => ask('POST', '/persons', body)
    const answer = await office.limit('', () => ask('GET', '/me'), 100)
    const commit = at((await bareCommits(office, 1, 3)).took, 0.5)
    const limit = { at: answer.at + commit, is: 'a bare answer (/me) and a bare commit' }
    const known = rows.map(row => row.company)
    await office.measure(20, () => make(somebody(c.pick(known))))
    return [
      {
        what: 'at a company that is known',
        ...(await office.measure(200, () => make(somebody(c.pick(known))))),
        limit,
      },
      {
        what: 'at a new company',
        ...(await office.measure(100, n => make(somebody(`ベンチ${c.hex(6)}${n}株式会社`)))),
        limit,
      },
      {
        what: 'who is known already',
        ...(await office.measure(100, n => make({ ...somebody(rows[n]!.company), email: rows[n]!.email }))),
        limit,
      },
    ]
  },
}
