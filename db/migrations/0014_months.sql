-- The timeline by month, and by identity: an event is found by whose it is, when it was and which it is, its unique keys
-- hold the identity, and whoever refers to one is joined through the three. So a month can be made ahead and dropped as a
-- whole, and a very long history can be spread over servers by identity (docs/scale.md).

drop view seen.event;

drop view seen.deal_source;

drop view deal_source;

drop trigger event_to_inbox on event;

alter table inbox drop constraint inbox_event_id_fkey;
alter table parked drop constraint parked_event_id_fkey;
alter table notification drop constraint notification_event_id_fkey;
alter table score_line drop constraint score_line_event_id_fkey;

alter table event rename to event_whole;
alter table event_whole rename constraint event_pkey to event_whole_pkey;
drop index event_key, event_person, event_company, event_identity, event_lead, event_by, event_operation, event_machine, event_identified, event_deal;

create sequence event_number;

select setval('event_number', coalesce((select max(id) from event_whole), 0) + 1, false);

-- Whoever may record gets a number, and nothing else of the sequence.
create function next_event() returns bigint language plpgsql volatile security definer as $$
begin
  return nextval('public.event_number'::regclass);
end $$;

create table event (
  id           bigint         not null default next_event(),
  kind         text           not null,       -- noun.pastTense, see timeline/vocabulary.ts
  occurred_at  timestamptz(3) not null,       -- to the millisecond, so that programs can name it
  recorded_at  timestamptz(3) not null,
  identity_id  bigint         not null default 0,  -- the fact: through what we know whom it concerns; 0: nobody
  person_id    bigint,                        -- the conclusion
  company_id   bigint,
  lead_id      bigint,
  by_id        bigint,                        -- the user who did it; null for machines and for the person's own acts
  operation_id bigint,
  historic     boolean        not null default false,  -- imported or replayed: never causes mails, offers, notifications
  facts        jsonb          not null default '{}',   -- ids and measures, no personal data
  primary key (identity_id, occurred_at, id),
  check (occurred_at <= recorded_at)          -- nothing is known before it happens
) partition by range (occurred_at);

-- What lies outside of the months that are made (timeline/months.ts): nothing is ever refused for its date.
create table event_rest partition of event default;

do $$
declare month timestamp;
begin
  for month in select distinct date_trunc('month', least(occurred_at, recorded_at) at time zone 'UTC') from event_whole order by 1 loop
    execute format('create table %I partition of event for values from (%L) to (%L)', to_char(month, '"event_"YYYY_MM'),
      month at time zone 'UTC', (month + interval '1 month') at time zone 'UTC');
  end loop;
end $$;

insert into event (id, kind, occurred_at, recorded_at, identity_id, person_id, company_id, lead_id, by_id, operation_id, historic, facts)
select id, kind, least(occurred_at, recorded_at), recorded_at, coalesce(identity_id, 0), person_id, company_id, lead_id, by_id, operation_id, historic, facts
from event_whole;

create index event_person on event (person_id, occurred_at desc, id desc) where person_id is not null;
create index event_company on event (company_id, occurred_at desc, id desc) where company_id is not null;
create index event_lead on event (lead_id, id) where lead_id is not null;
create index event_by on event (by_id, occurred_at desc) where by_id is not null;
create index event_deal on event (((facts ->> 'dealId')::bigint), occurred_at desc) where facts ? 'dealId';
create index event_operation on event (operation_id) where operation_id is not null;
-- What machines looked at is counted by the day.
create index event_machine on event (occurred_at) where facts ? 'machine';
-- Since when a visitor's views are known to be somebody's.
create index event_identified on event (identity_id, person_id, recorded_at) where kind = 'visitor.identified';

-- The sender's own key: the same key of the same identity again is the same event. Beside the timeline, since a month of
-- it could not tell what another holds. What a browser sends again it sends again soon, so its keys go after a while.
create table event_key (
  identity_id  bigint not null,
  key          text   not null,
  event_id     bigint not null,
  forget_after timestamptz,
  primary key (identity_id, key)
);

insert into event_key (identity_id, key, event_id, forget_after)
select coalesce(identity_id, 0), case when kind = 'page.viewed' and key ~ '^[0-9a-f]{32}:' then 'view:' || substr(key, 34) else key end, id,
  case when kind = 'page.viewed' and key ~ '^[0-9a-f]{32}:' then recorded_at + interval '7 days' end
from event_whole where key is not null and (kind <> 'page.viewed' or recorded_at > (select max(recorded_at) from event_whole) - interval '7 days')
on conflict do nothing;

-- Of what waits: read in order, taken out together, so one key that says both the lane and the place in it.
alter table inbox add column identity_id bigint, add column occurred_at timestamptz(3);

update inbox i set identity_id = e.identity_id, occurred_at = e.occurred_at from event e where e.id = i.event_id;

alter table inbox alter column identity_id set not null, alter column occurred_at set not null, drop constraint inbox_pkey;

drop index inbox_lane;

alter table inbox add primary key (lane, event_id);

alter table parked add column identity_id bigint, add column occurred_at timestamptz(3);

update parked p set identity_id = e.identity_id, occurred_at = e.occurred_at from event e where e.id = p.event_id;

alter table parked alter column identity_id set not null, alter column occurred_at set not null;

alter table notification add column identity_id bigint, add column occurred_at timestamptz(3);

update notification n set identity_id = e.identity_id, occurred_at = e.occurred_at from event e where e.id = n.event_id;

create or replace view seen.notification as
  select * from notification where user_id = current_setting('app.user_id')::bigint
  with local check option;

-- A line's event is the one of this identity at that time: `at` is when it occurred.
alter table score_line add column identity_id bigint;

create or replace view seen.score_line as
  select * from score_line s
  where exists (select from person p where p.id = s.person_id and p.seen_by && current_setting('app.sight')::bigint[]);

update score_line l set identity_id = e.identity_id from event e where e.id = l.event_id;

drop table event_whole;

-- Nobody can insert an event and forget the inbox: the database does it, whoever inserts. One visitor, one lane, also
-- while nobody knows who they are: their views are reacted to in order.
create or replace function fill_inbox() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into inbox (event_id, identity_id, occurred_at, lane)
  select id, identity_id, occurred_at, abs(hashint8(coalesce(person_id, company_id, lead_id, nullif(identity_id, 0), id)) % 4) from added;
  return null;
end $$;

create trigger event_to_inbox after insert on event referencing new table as added
  for each statement execute function fill_inbox();

-- Nor delete one and leave what was made of it.
create function forget_events() returns trigger language plpgsql security definer set search_path = public as $$
begin
  delete from inbox i using gone g where i.event_id = g.id;
  delete from event_key k using gone g where k.identity_id = g.identity_id and k.event_id = g.id;
  delete from parked p using gone g where p.event_id = g.id;
  delete from notification n using gone g where n.event_id = g.id;
  delete from score_line l using gone g where l.event_id = g.id and l.until_at is null;
  delete from score_line l using gone g where l.event_id = g.id and l.until_at is not null;
  return null;
end $$;

create trigger event_forgotten after delete on event referencing old table as gone
  for each statement execute function forget_events();

-- Of a person: whoever sees the person. Of a company's lead: whoever sees the lead. Of a company: everybody.
-- What concerns nobody (an import, a setting): whoever did it and whoever sees all.
create view seen.event as
  select * from event e
  where case
    when e.person_id is not null then
      exists (select from person p where p.id = e.person_id and p.seen_by && current_setting('app.sight')::bigint[])
    when e.lead_id is not null then
      exists (select from lead l where l.id = e.lead_id and l.seen_by && current_setting('app.sight')::bigint[])
    when e.company_id is not null then true
    else '{0}' && current_setting('app.sight')::bigint[] or e.by_id = current_setting('app.user_id')::bigint
  end
  with local check option;

-- Written by whoever records, read by nobody: a key is a program's own.
create view seen.event_key as select * from event_key where false;

-- As it was, over the events by month.
create view deal_source as
  with people as not materialized (
    select d.id as deal_id, d.opened_at, k.person_id from deal d join deal_contact k on k.deal_id = d.id
    union
    select d.id, d.opened_at, d.person_id from deal d where d.person_id is not null
  ),
  touch as (
    select w.deal_id, v.first_at as at, 1 as rank, 'visit' as kind,
      coalesce(v.utm_source, substring(v.referrer from '^https?://([^/:]+)'), v.channel) as label
    from people w join visit v on v.person_id = w.person_id and v.first_at <= w.opened_at
    union all
    select w.deal_id, s.submitted_at, 2, 'form', f.name
    from people w join submission s on s.person_id = w.person_id and s.verdict = 'accepted' and s.submitted_at <= w.opened_at
    join form f on f.id = s.form_id
    union all
    select w.deal_id, e.occurred_at, 3, case e.kind when 'mail.clicked' then 'mail' else 'event' end,
      case e.kind when 'mail.clicked' then (select m.name from mailing m where m.id = (e.facts ->> 'mailingId')::bigint)
        else e.kind end
    from people w join event e on e.person_id = w.person_id and e.occurred_at <= w.opened_at
      and e.kind in ('mail.clicked', 'inquiry.received', 'document.requested', 'seminar.attended')
    union all
    select w.deal_id, p.exchanged_on::timestamp at time zone z.time_zone, 4, 'card', p.source
    from people w join person p on p.id = w.person_id cross join workspace z
    where p.exchanged_on is not null and p.exchanged_on::timestamp at time zone z.time_zone <= w.opened_at
    union all
    select w.deal_id, i.created_at, 5, 'import', coalesce(p.source, i.file_name)
    from people w join import_row r on r.person_id = w.person_id and r.outcome = 'created'
    join import_run i on i.id = r.import_id and i.created_at <= w.opened_at
    join person p on p.id = w.person_id
    union all
    select w.deal_id, p.created_at, 6, 'entry', p.source
    from people w join person p on p.id = w.person_id where p.created_at <= w.opened_at
  )
  select deal_id,
    (array_agg(kind order by (rank = 6), at, rank, label))[1] as first_kind,
    (array_agg(label order by (rank = 6), at, rank, label))[1] as first_label,
    (array_agg(kind order by (rank = 6), at desc, rank, label))[1] as last_kind,
    (array_agg(label order by (rank = 6), at desc, rank, label))[1] as last_label
  from touch group by deal_id;

create view seen.deal_source as
  select * from deal_source s
  where exists (select from deal d where d.id = s.deal_id and d.seen_by && current_setting('app.sight')::bigint[]);

grant select, insert on seen.event, seen.event_key to musubi_web;

grant select on seen.deal_source to musubi_web;

-- How long what machines noted of people is kept (timeline/months.ts); null: for ever.
alter table workspace add column keep_web_months integer check (keep_web_months >= 3);

create or replace view seen.workspace as select * from workspace;

-- Which months were looked through for that, and what came of it.
create table event_month (
  month     date primary key,
  swept_at  timestamptz not null,
  kept      bigint not null,
  gone      bigint not null
);

create view seen.event_month as select * from event_month;

grant select on seen.event_month to musubi_web;
