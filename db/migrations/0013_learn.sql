-- What the nine questions are answered from, where no other room writes it down.

-- Whoever was contacted within so many days is left alone by the next mailing and the next call.
alter table workspace add column touch_days integer not null default 7 check (touch_days between 1 and 365);

create or replace view seen.workspace as select * from workspace;

-- How many people were in a shared list when a day ended: a trend cannot be counted afterwards.
create table segment_snapshot (
  day        date not null,
  segment_id bigint not null references segment on delete cascade,
  people     integer not null,
  primary key (day, segment_id)
);

create index segment_snapshot_segment on segment_snapshot (segment_id, day);

-- Counted over everybody, so it is for those who see everybody.
create view seen.segment_snapshot as
  select * from segment_snapshot where '{0}' && current_setting('app.sight')::bigint[];

-- That a colleague works with somebody is to be known even where the colleague's deal or lead is not: else two would call.
-- These tell whose turn it is not, and nothing of the deal or the lead.
create view person_in_deal as
  select k.person_id from deal_contact k join deal d on d.id = k.deal_id where d.outcome is null
  union select d.person_id from deal d where d.outcome is null and d.person_id is not null;

create view person_held as
  select l.person_id, l.holder_id from lead l join holder h on h.id = l.holder_id
  where l.closed_at is null and l.person_id is not null and h.kind = 'user';

create view seen.person_in_deal as select * from person_in_deal;

create view seen.person_held as select * from person_held;

grant select on seen.segment_snapshot, seen.person_in_deal, seen.person_held to musubi_web;
