-- The heart: one timeline of events, the inbox from which reactions take them, and what was set aside.
-- Events are appended and never changed, but for one thing: whom they concern is a conclusion and may be drawn anew.

create table event (
  id           bigint generated always as identity primary key,
  key          text,                          -- the sender's own key: the same key again is the same event
  kind         text        not null,          -- noun.pastTense, see timeline/vocabulary.ts
  occurred_at  timestamptz not null,
  recorded_at  timestamptz not null,
  identity_id  bigint,                        -- the fact: through what we know whom it concerns
  person_id    bigint,                        -- the conclusion
  company_id   bigint,
  lead_id      bigint,
  by_id        bigint,                        -- the user who did it; null for machines and for the person's own acts
  operation_id bigint,
  historic     boolean     not null default false,  -- imported or replayed: never causes mails, offers, notifications
  facts        jsonb       not null default '{}'    -- ids and measures, no personal data
);

create unique index event_key on event (key) where key is not null;
create index event_person on event (person_id, occurred_at desc, id desc) where person_id is not null;
create index event_company on event (company_id, occurred_at desc, id desc) where company_id is not null;
create index event_identity on event (identity_id) where identity_id is not null;
create index event_lead on event (lead_id, id) where lead_id is not null;
create index event_by on event (by_id, occurred_at desc) where by_id is not null;
create index event_operation on event (operation_id) where operation_id is not null;

-- A worker holds a lane (row lock), takes a batch of its inbox, reacts, deletes, commits. One person, one lane.
create table lane (id smallint primary key);

insert into lane (id) values (0), (1), (2), (3);

create table inbox (
  event_id bigint   primary key references event on delete cascade,
  lane     smallint not null                 -- no foreign key: its lock would let a long transaction stall the lane
);

create index inbox_lane on inbox (lane, event_id);

-- An event that a reaction cannot digest is set aside for that reaction alone; the rest go on.
create table parked (
  event_id  bigint      not null references event on delete cascade,
  reaction  text        not null,
  error     text        not null,
  parked_at timestamptz not null,
  primary key (event_id, reaction)
);

-- Nobody can insert an event and forget the inbox: the database does it, whoever inserts.
create function fill_inbox() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into inbox (event_id, lane)
  select id, abs(hashint8(coalesce(person_id, company_id, lead_id, id)) % 4) from added;
  return null;
end $$;

create trigger event_to_inbox after insert on event referencing new table as added
  for each statement execute function fill_inbox();
