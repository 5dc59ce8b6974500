import { sql } from 'kysely'
import type { Act } from '../../office/roles/act.ts'
import type { Duplicate } from './merge.schema.ts'

/**
 * Who may be the same as this person, within the actor's sight: called or read alike, and nothing speaks against it
 * (one company, telephone or address, or no company known); or with the same mobile phone, which is hardly shared. It
 * suggests; nobody is merged by it.
 */
export async function duplicatesOf(act: Act, personId: number): Promise<Duplicate[]> {
  const { rows } = await sql<Duplicate>`
    select q.id, q.family_name, q.given_name, q.family_name_kana, q.given_name_kana, c.name as company_name, q.department, q.title,
      q.email, q.phone, q.mobile, s.because
    from person p
    cross join lateral (
      select id from person where name_key = p.name_key and p.name_key <> ''
      union select id from person where family_name_kana = p.family_name_kana and given_name_kana = p.given_name_kana
      union select id from person where phone_key in (p.phone_key, p.mobile_key)
      union select id from person where mobile_key in (p.phone_key, p.mobile_key)
    ) alike
    join person q on q.id = alike.id and q.id <> p.id and q.merged_into_id is null
    cross join lateral (select array_remove(array[
      case when q.name_key = p.name_key and p.name_key <> '' then 'name' end,
      case when q.family_name_kana = p.family_name_kana and q.given_name_kana = p.given_name_kana then 'kana' end,
      case when q.mobile_key in (p.mobile_key, p.phone_key) or q.phone_key = p.mobile_key then 'mobile' end,
      case when q.phone_key = p.phone_key then 'phone' end,
      case when q.company_id = p.company_id then 'company' end,
      case when q.address_key = p.address_key then 'address' end,
      case when q.company_id is null or p.company_id is null then 'open' end], null) as signs) found
    cross join lateral (select array_remove(found.signs, 'open') as because) s
    left join company c on c.id = q.company_id
    where p.id = ${personId} and ('mobile' = any(found.signs)
      or found.signs && array['name', 'kana'] and (found.signs && array['phone', 'company', 'address', 'open'] or found.signs @> array['name', 'kana']))
    order by cardinality(s.because) desc, q.id limit 20`.execute(act.tx)
  return rows
}
