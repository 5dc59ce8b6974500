import { type RawBuilder, sql } from 'kysely'

/** What the page at this address is called here, as `{name, important}`; no row where nobody named it. For a lateral join. */
export const namedPage = (url: RawBuilder<unknown>) => sql`(
  select n.id, n.name, n.important from page_name n where public.page_path(${url}) like any (n.likes)
  order by n.position, n.id limit 1 offset 0)`
