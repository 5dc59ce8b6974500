import { type RawBuilder, sql } from 'kysely'
import type { Channel } from './consent.schema.ts'

/** When they last said no. */
export const lastOptOut = (personId: RawBuilder<unknown>, channel: Channel) =>
  sql`(select max(o.withdrawn_at) from consent o where o.person_id = ${personId} and o.channel = ${channel})`

/**
 * Whether there is a lawful basis for this channel that was not withdrawn. An opt-out beats every list, import and merge;
 * after one, only the person's own later opt-in counts. What hardly anybody has done, to say no, is asked last, and as a
 * refusal that nothing outweighs: so a count takes these few away at once.
 */
export const lawful = (personId: RawBuilder<unknown>, channel: Channel) => sql<boolean>`(exists (
    select from consent g where g.person_id = ${personId} and g.channel = ${channel} and g.withdrawn_at is null)
  and not exists (
    select from consent o where o.person_id = ${personId} and o.channel = ${channel} and o.withdrawn_at is not null and not exists (
      select from consent g where g.person_id = o.person_id and g.channel = ${channel} and g.withdrawn_at is null
        and g.basis = 'opt_in' and g.granted_at > o.withdrawn_at)))`

/**
 * Whose last pursuit was closed by decision, and who is not pursued for anything else. `is not true`: the planner takes
 * nearly every pursuit for followed by another, and would compare each person with each of the few that it expects.
 */
export const disqualified = (personId: RawBuilder<unknown>) => sql<boolean>`exists (
  select from lead d where d.person_id = ${personId} and d.stage = 'disqualified' and (exists (
    select from lead x where x.person_id = d.person_id and (x.closed_at is null or (x.closed_at, x.id) > (d.closed_at, d.id)))) is not true)`

/** Whether they have ever said no. */
export const saidNo = (personId: RawBuilder<unknown>, channel: Channel) =>
  sql<boolean>`exists (select from consent o where o.person_id = ${personId} and o.channel = ${channel} and o.withdrawn_at is not null)`

/** Whether there is nothing at all: neither a basis nor a refusal. */
export const nothingKnown = (personId: RawBuilder<unknown>, channel: Channel) =>
  sql<boolean>`not exists (select from consent k where k.person_id = ${personId} and k.channel = ${channel})`

/** Lawful alone is not enough for a mail: who was disqualified is never sent one, whatever they granted. */
export const neverMailed = (personId: RawBuilder<unknown>, channel: Channel) =>
  channel === 'mail' ? sql<boolean>`(${lawful(personId, channel)} and ${disqualified(personId)})` : sql<boolean>`false`

/** Who may be approached by this channel. */
export const approachable = (personId: RawBuilder<unknown>, channel: Channel) =>
  channel === 'mail'
    ? sql<boolean>`(${lawful(personId, channel)} and not ${disqualified(personId)})`
    : lawful(personId, channel)
