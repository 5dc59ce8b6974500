import { asked } from '../asking.ts'
import type { Measured, Row } from '../row.ts'
import { times } from '../timing.ts'

const words = ['渡辺', '佐藤', '商談', '株式', 'ワタナベ', 'わたなべ', '鑑', '03-1', 'example.jp', '精機']

export const search: Row = {
  id: 'search',
  unit: 'ms',
  target: 50,
  async run(office) {
    const { rows } = await office.sql.query<{ email: string; phone: string; company: string }>(
      `select p.email, p.phone, c.name as company from person p join company c on c.id = p.company_id
       where p.email is not null and p.phone is not null limit 1`,
    )
    const { email, phone, company } = rows[0]!
    const done: Measured[] = []
    for (const [who, team] of [
      ['tanaka', 'a rep'],
      ['admin', 'who sees all'],
    ] as const) {
      const ask = await office.as(who)
      for (const q of [...words, email, phone, company])
        done.push({
          what: `${q === email ? 'a mail address' : q === phone ? 'a phone' : q === company ? 'a company' : q}, as ${team}`,
          took: await times(15, () => ask('GET', asked('/persons', { q, limit: 80 }))),
        })
    }
    return done
  },
}
