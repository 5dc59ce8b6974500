import { type RawBuilder, sql } from 'kysely'

/**
 * What the page at this address is called here, as `{id, name, important}`; no row where nobody named it, or where there is
 * no address. For a lateral join. The path is taken out of the address once, not once for each name.
 */
export const namedPage = (url: RawBuilder<unknown>) => sql`(
  select n.id, n.name, n.important from (select public.page_path(u.url) as path from (select ${url} as url) u where u.url is not null offset 0) v
  join page_name n on v.path like any (n.likes)
  order by n.position, n.id limit 1 offset 0)`
