import type { Row } from '../row.ts'

export const callList: Row = {
  id: 'call-list',
  unit: 'ms',
  target: 30,
  async run(office) {
    const ask = await office.as('tanaka')
    const { rows } = await office.sql.query<{ id: string }>("select id from app_user where email like 'tanaka@%'")
    const byHand = () =>
      office.sql.query(
        `select l.*, p.*, c.* from lead l join person p on p.id = l.person_id left join company c on c.id = p.company_id
         where l.holder_id = $1 and l.closed_at is null and l.stage = 'sal' and l.clock_at < date_trunc('day', now()) + interval '1 day' order by l.clock_at limit 51`,
        [rows[0]!.id],
      )
    const limit = await office.limit('a list by clock alone, by hand', byHand)
    const bare = await office.limit('a bare answer (/me)', () => ask('GET', '/me'), 40)
    return [
      {
        what: 'the next person, with all that is on the screen',
        ...(await office.measure(40, () => ask('GET', '/call-list/next'))),
        limit: bare,
      },
      { what: 'the list', ...(await office.measure(40, () => ask('GET', '/call-list'))), limit },
    ]
  },
}
