-- What a million people ask of the database.

-- Whoever sees all need not be asked at each row whether they see it. Their SQL meets these views first and those in "seen"
-- after them: the same rows, by one look at the setting for a whole statement. Nobody else is given a row here.
create schema seen_all;

create view seen_all.person as
  select * from person where current_setting('app.sight') = '{0}'
  with local check option;

create view seen_all.lead as
  select * from lead where current_setting('app.sight') = '{0}'
  with local check option;

create view seen_all.post as
  select * from post where current_setting('app.sight') = '{0}'
  with local check option;

create view seen_all.identity as
  select * from identity where current_setting('app.sight') = '{0}' and person_id is not null;

create view seen_all.consent as
  select * from consent where current_setting('app.sight') = '{0}'
  with local check option;

create view seen_all.offer as
  select * from offer where current_setting('app.sight') = '{0}';

create view seen_all.event as
  select * from event where current_setting('app.sight') = '{0}'
  with local check option;

create view seen_all.activity as
  select * from activity where current_setting('app.sight') = '{0}'
  with local check option;

create view seen_all.deal as
  select * from deal where current_setting('app.sight') = '{0}';

create view seen_all.deal_contact as
  select * from deal_contact where current_setting('app.sight') = '{0}';

create view seen_all.deal_step as
  select * from deal_step where current_setting('app.sight') = '{0}';

create view seen_all.deal_source as
  select * from deal_source where current_setting('app.sight') = '{0}';

create view seen_all.score as
  select * from score where current_setting('app.sight') = '{0}';

create view seen_all.score_line as
  select * from score_line where current_setting('app.sight') = '{0}';

create view seen_all.visit as
  select * from visit where current_setting('app.sight') = '{0}';

create view seen_all.submission as
  select * from submission where current_setting('app.sight') = '{0}';

create view seen_all.mailing_recipient as
  select * from mailing_recipient where current_setting('app.sight') = '{0}';

create view seen_all.mail_touch as
  select * from mail_touch where current_setting('app.sight') = '{0}';

grant usage on schema seen_all to musubi_web;

grant select on all tables in schema seen_all to musubi_web;

grant update on seen_all.person to musubi_web;

grant insert, update on seen_all.consent, seen_all.activity to musubi_web;

grant insert, update, delete on seen_all.post to musubi_web;

grant insert on seen_all.event to musubi_web;

-- The list's own order, with who may see each: a page, and a count up to a thousand, are read off this index alone, as fast
-- for a rep who sees one in twenty as for who sees all. 92 MB at a million people in place of 30; a change of sight already
-- writes every index of the person, since the search index holds it.
drop index person_created;

create index person_created on person (created_at desc, id desc) include (seen_by) where merged_into_id is null;

-- People on the way down that index. Whose they are is read once a statement here, not once a row: a third of the time. The
-- search index could not answer this, and is not to: it would fetch all whom a rep sees for a page of eighty.
create view person_in_turn as
  select id, created_at, merged_into_id from person where merged_into_id is null;

create view seen.person_in_turn as
  select id, created_at, merged_into_id from person
  where (seen_by && (select current_setting('app.sight')::bigint[])) is true and merged_into_id is null;

create view seen_all.person_in_turn as
  select id, created_at, merged_into_id from person
  where current_setting('app.sight') = '{0}' and merged_into_id is null;

grant select on seen.person_in_turn, seen_all.person_in_turn to musubi_web;

-- What is planned next for a deal: the board and the deals that stand still ask nothing else. 2 MB for 45,000 plans.
create index activity_deal_next on activity (deal_id, planned_at, id)
  where deal_id is not null and done_at is null and cancelled_at is null;

-- What is planned with somebody: whom a list has with an appointment. Without it everything planned by anybody was passed for
-- each of them, and a rep waited minutes. 2 MB for 50,000 plans.
create index activity_person_next on activity (person_id, planned_at)
  where person_id is not null and done_at is null and cancelled_at is null;

-- Whom somebody is to call: theirs and their queues', not all that are worked by anybody. 0.3 MB for 29,000 leads.
create index lead_called on lead (holder_id, clock_at) where stage = 'sal';

-- The sums of a board's columns are read off the index alone: 6 MB for 43,000 open deals.
drop index deal_board;

create index deal_board on deal (pipeline_id, stage_id, stage_since desc, id desc)
  include (amount, probability, owner_id, seen_by) where outcome is null;

-- Of the pairs of letters of a long word, those that the fewest have, as the planner's statistics know them: the search index
-- is asked for these alone, and the rows that it finds for the rest. To intersect all of a mail address took 150 ms, since
-- nearly everybody has "co" and "jp". A guess by old statistics costs time, never an answer.
create function rarest_grams(grams text[], most integer) returns text[] language sql stable
  security definer set search_path = pg_catalog as $$
  select coalesce(array_agg(g), '{}') from (
    select g from unnest(grams) g left join (
      select u.elem, u.freq from pg_stats s cross join lateral unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) u(elem, freq)
      where s.schemaname = 'public' and s.tablename = 'person' and s.attname = 'grams'
    ) known on known.elem = g
    order by coalesce(known.freq, 0), g limit most
  ) rarest
$$;

-- Answers that take long to count, as they were counted last. Never shown without the moment, nor to whoever sees or may do
-- something else by now (that is part of what was asked).
create table answer_kept (
  user_id        bigint not null references app_user on delete cascade,
  part           text not null,
  asked          text not null,
  at             timestamptz not null,
  counting_since timestamptz,
  answer         jsonb not null,
  primary key (user_id, part, asked)
);

-- The name of a deal may tell who somebody was.
create function forget_answers() returns trigger language plpgsql as $$
begin
  delete from answer_kept;
  return null;
end $$;

create trigger erasure_forgets_answers after insert on erasure for each statement execute function forget_answers();

-- How often a word occurs in what is compared folded, else the planner takes it that hardly anybody's industry is 製造業.
create statistics company_said on (lower(normalize(industry, nfkc))), (lower(normalize(prefecture, nfkc))) from company;

create statistics person_said on (lower(normalize(title, nfkc))), (lower(normalize(department, nfkc))),
  (lower(normalize(source, nfkc))) from person;

analyze company, person;
