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

-- How far a pursuit ever came, for the funnel: 1 lead, 2 MQL, 3 SAL, 4 SQL, 5 won. It stands on the row, so that a move that
-- is taken back takes it back too, and a count over all leads reads nothing else.
create function lead_reaches() returns trigger language plpgsql as $$
begin
  new.reached := greatest(new.reached, coalesce(array_position('{lead,mql,sal,sql,won}'::text[], new.stage), 1));
  return new;
end $$;

alter table lead add column reached smallint not null default 1;

update lead l set reached = e.reached from (
  select lead_id, max(coalesce(array_position('{lead,mql,sal,sql,won}'::text[], coalesce(facts ->> 'to', facts ->> 'stage')), 1)) as reached
  from event where kind in ('lead.opened', 'lead.moved') and lead_id is not null group by lead_id
) e where e.lead_id = l.id;

create trigger lead_reaches before insert or update of stage on lead for each row execute function lead_reaches();

create index lead_opened on lead (opened_at desc, id desc);

create or replace view seen.lead as
  select * from lead where seen_by && current_setting('app.sight')::bigint[]
  with local check option;

-- Where a deal came from: the earliest and the latest touch of anybody on it before it was opened. A visit is known by where
-- it came from, a form by its name, what was read in by the source on the person, else the file. How a person was entered says
-- something only where nobody did anything. The first to meet them may have been another team, so it is told to whoever sees
-- the deal.
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

grant select on seen.segment_snapshot, seen.person_in_deal, seen.person_held, seen.deal_source to musubi_web;
