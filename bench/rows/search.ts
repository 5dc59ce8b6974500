import { searchGrams } from '../../src/people/identity/fold.ts'
import { asked } from '../asking.ts'
import { listByHand, ordersByHand, sightOf } from '../byHand.ts'
import type { Measured, Row } from '../row.ts'
import { whileBusy } from './busy.ts'

export const words = ['渡辺', '佐藤', '商談', '株式', 'ワタナベ', 'わたなべ', '鑑', '03-1', 'example.jp', '精機']

/** Whose sight it is: of the seven in the largest team, of the five in the smallest, and of whoever sees all. */
const searchers = { tanaka: 'a rep of a large team', fujimoto: 'a rep of a small team', admin: 'who sees all' }

export const search: Row = {
  id: 'search',
  unit: 'ms',
  target: 50,
  async run(office) {
    const { rows } = await office.sql.query<{ email: string; phone: string; company: string }>(
      `select p.email, p.phone, c.name as company from person p join company c on c.id = p.company_id
       where p.email is not null and p.phone is not null and p.merged_into_id is null order by p.id limit 1`,
    )
    const { email, phone, company } = rows[0]!
    const called: Record<string, string> = { [email]: 'a mail address', [phone]: 'a phone', [company]: 'a company' }
    const done: Measured[] = []
    const path = (q: string) => asked('/persons', { q, limit: 80 })
    for (const [login, who] of Object.entries(searchers)) {
      const ask = await office.as(login)
      const sight = await sightOf(office, login)
      for (const q of [...words, email, phone, company]) {
        const figure = await office.measure(15, () => ask('GET', path(q)))
        const byHand = listByHand('p.grams @> $2::text[]', ordersByHand['-created']!)
        const limit = await office.limit('by hand', () => office.sql.query(byHand, [sight, searchGrams(q)]), 5)
        done.push({ what: `${called[q] ?? q}, as ${who}`, ...figure, limit })
      }
    }
    const ask = await office.as('tanaka')
    const again = ['渡辺', '株式', '鑑'].map(q => {
      const what = `${q}, as ${searchers.tanaka}`
      return { what, quiet: done.find(one => one.what === what)!, act: () => ask('GET', path(q)) }
    })
    return [...done, ...(await whileBusy(office, again))]
  },
}
