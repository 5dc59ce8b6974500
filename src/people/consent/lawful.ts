import { type RawBuilder, sql } from 'kysely'
import type { Channel } from './consent.schema.ts'

/** When they last said no. */
export const lastOptOut = (personId: RawBuilder<unknown>, channel: Channel) =>
  sql`(select max(o.withdrawn_at) from consent o where o.person_id = ${personId} and o.channel = ${channel})`

/**
 * Whether somebody may be approached by this channel: on a lawful basis that was not withdrawn. An opt-out beats every
 * list, import and merge; after one, only the person's own later opt-in counts.
 */
export const lawful = (personId: RawBuilder<unknown>, channel: Channel) => sql<boolean>`exists (
  select from consent g where g.person_id = ${personId} and g.channel = ${channel} and g.withdrawn_at is null
    and (g.basis = 'opt_in' and g.granted_at > ${lastOptOut(personId, channel)}
      or not exists (select from consent o where o.person_id = ${personId} and o.channel = ${channel} and o.withdrawn_at is not null)))`
