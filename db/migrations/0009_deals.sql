-- Deals: an opportunity, its way through a pipeline, who takes part in it, how it ended; and what was expected of a month.

-- The gate: bant_needed of bant_parts must be known before a deal may be opened.
create table pipeline (
  id           bigint generated always as identity primary key,
  name         text not null unique check (name <> ''),
  bant_parts   text[] not null default '{budget,authority,needs,timeframe}'
    check (bant_parts <@ '{budget,authority,needs,timeframe}'),
  bant_needed  integer not null default 1 check (bant_needed between 0 and cardinality(bant_parts)),
  position     integer not null default 0,
  active       boolean not null default true,
  operation_id bigint,
  version      integer not null default 1
);

-- The last stage is the win: a deal stands there when it is won, and only then.
create table deal_stage (
  id           bigint generated always as identity primary key,
  pipeline_id  bigint not null references pipeline,
  position     integer not null,
  name_ja      text not null check (name_ja <> ''),
  name_en      text not null check (name_en <> ''),
  probability  integer not null check (probability between 0 and 100),
  stale_days   integer check (stale_days between 1 and 365), -- who stands here longer is pointed out
  wins         boolean not null default false,
  active       boolean not null default true,
  operation_id bigint,
  version      integer not null default 1
);

create index deal_stage_pipeline on deal_stage (pipeline_id, position);
create unique index deal_stage_wins on deal_stage (pipeline_id) where wins;

insert into pipeline (name) values ('標準');

insert into deal_stage (pipeline_id, position, name_ja, name_en, probability, stale_days, wins)
select p.id, s.position, s.name_ja, s.name_en, s.probability, s.stale_days, s.position = 8
from pipeline p, (values
  (1, 'ニーズの把握', 'Understanding the need', 10, 30),
  (2, '仮提案', 'First proposal', 20, 30),
  (3, '予算・決定者の確認', 'Budget and deciders', 30, 30),
  (4, '提案・プレゼン', 'Proposal', 45, 30),
  (5, '見積書の提出', 'Quote submitted', 60, 30),
  (6, '最終評価', 'Final evaluation', 75, 30),
  (7, '最終交渉', 'Final negotiation', 90, 14),
  (8, '商談成立', 'Closed won', 100, null)) as s(position, name_ja, name_en, probability, stale_days);

alter table reason drop constraint reason_kind_check;

alter table reason add constraint reason_kind_check check (kind in ('returned', 'disqualified', 'lost', 'stopped'));

insert into reason (kind, code, name_ja, name_en, way_back, position) values
  ('lost', 'lost_price', '価格が合わない', 'Price', 'none', 1),
  ('lost', 'lost_competitor', '他社製品を採用', 'Chose a competitor', 'competitor', 2),
  ('lost', 'lost_budget', '予算が取れなかった', 'No budget', 'scenario', 3),
  ('lost', 'lost_function', '機能・要件の不足', 'Missing features', 'fit', 4),
  ('lost', 'lost_approval', '社内決裁が下りなかった', 'Not approved inside', 'none', 5),
  ('lost', 'lost_no_need', 'ニーズがなくなった', 'No need any more', 'fit', 6),
  ('lost', 'lost_silent', '連絡が取れなくなった', 'Went silent', 'none', 7),
  ('stopped', 'stopped_budget', '次期予算まで待ち', 'Waits for the next budget', 'date', 1),
  ('stopped', 'stopped_change', '組織変更・担当者の異動', 'Reorganisation or new contact', 'date', 2),
  ('stopped', 'stopped_priority', '優先度の低下', 'Other priorities', 'date', 3),
  ('stopped', 'stopped_other', '先方都合', 'Their own reasons', 'date', 4);

create table deal (
  id              bigint generated always as identity primary key,
  title           text not null check (title <> ''),
  company_id      bigint references company,
  person_id       bigint references person on delete set null,   -- the main contact
  lead_id         bigint references lead on delete set null,     -- the pursuit it came from
  product_line_id bigint not null references product_line,
  pipeline_id     bigint not null references pipeline,
  stage_id        bigint not null references deal_stage,
  stage_since     timestamptz not null,
  owner_id        bigint not null references app_user,
  amount          bigint not null default 0 check (amount >= 0), -- yen, without tax; 0: not known yet
  probability     integer check (probability between 0 and 100), -- of its own; else the stage's
  certainty       text check (certainty in ('A', 'B', 'C')),
  expected_close  date,
  budget          text not null default '',
  authority       text not null default '',
  needs           text not null default '',
  timeframe       text not null default '',
  competitor      text not null default '',
  memo            text not null default '',
  outcome         text check (outcome in ('won', 'lost', 'stopped')),
  closed_at       timestamptz,
  ordered_on      date,
  reason_id       bigint references reason,
  until           date,                       -- of a stopped deal: when to look again
  opened_at       timestamptz not null,
  created_by      bigint,
  seen_by         bigint[] not null default '{0}',
  version         integer not null default 1,
  check ((outcome is null) = (closed_at is null)),
  check ((outcome is not distinct from 'won') = (ordered_on is not null)),
  check ((coalesce(outcome, '') in ('lost', 'stopped')) = (reason_id is not null)),
  check ((outcome is not distinct from 'stopped') = (until is not null))
);

create index deal_board on deal (pipeline_id, stage_id, stage_since desc, id desc) where outcome is null;
create index deal_owner on deal (owner_id) where outcome is null;
create index deal_month on deal (expected_close) where outcome is null;
create index deal_won on deal (ordered_on, owner_id) where outcome = 'won';
create index deal_closed on deal (closed_at desc, id desc) where outcome is not null;
create index deal_company on deal (company_id, id desc) where company_id is not null;
create index deal_person on deal (person_id) where person_id is not null;
create index deal_lead on deal (lead_id) where lead_id is not null;
create index deal_sight on deal using gin (seen_by);

-- Who takes part on their side. The main contact is one of them; nobody has a role until it is known.
create table deal_contact (
  id        bigint generated always as identity primary key,
  deal_id   bigint not null references deal on delete cascade,
  person_id bigint not null references person on delete cascade,
  role      text check (role in ('decider', 'approver', 'influencer', 'drafter', 'user', 'champion')),
  added_at  timestamptz not null,
  version   integer not null default 1,
  unique (deal_id, person_id)
);

create index deal_contact_person on deal_contact (person_id);

-- Where a deal stood from when until when: its age in a stage and its way are read from here.
create table deal_step (
  id         bigint generated always as identity primary key,
  deal_id    bigint not null references deal on delete cascade,
  stage_id   bigint not null references deal_stage,
  entered_at timestamptz not null,
  left_at    timestamptz
);

create unique index deal_step_now on deal_step (deal_id) where left_at is null;
create index deal_step_deal on deal_step (deal_id, id);

-- 予算: what a user, or a team as a whole, is to win in a month.
create table quota (
  id      bigint generated always as identity primary key,
  user_id bigint references app_user,
  team_id bigint references team,
  month   date not null check (extract(day from month) = 1),
  amount  bigint not null check (amount >= 0),
  version integer not null default 1,
  check ((user_id is null) <> (team_id is null))
);

create unique index quota_user on quota (user_id, month) where user_id is not null;
create unique index quota_team on quota (team_id, month) where team_id is not null;
create index quota_month on quota (month);

-- Each day's end, so that the forecast of a past day can be told as it stood then: every open deal, and those won in its month.
create table deal_snapshot (
  day            date not null,
  deal_id        bigint not null references deal on delete cascade,
  pipeline_id    bigint not null,
  stage_id       bigint not null,
  owner_id       bigint not null,
  team_id        bigint,
  amount         bigint not null,
  probability    integer not null,
  certainty      text,
  expected_close date,
  outcome        text,
  ordered_on     date,
  primary key (day, deal_id)
);

create index deal_snapshot_deal on deal_snapshot (deal_id);

create table quota_snapshot (
  day     date not null,
  user_id bigint,
  team_id bigint,
  month   date not null,
  amount  bigint not null
);

create index quota_snapshot_day on quota_snapshot (day);

alter table activity add column deal_id bigint references deal on delete set null;

create index activity_deal on activity (deal_id, planned_at) where deal_id is not null;

-- What is done with somebody while one deal of theirs is open belongs to that deal, wherever it is written down.
create function conclude_deal() returns trigger language plpgsql security definer set search_path = public as $$
begin
  select min(id) into new.deal_id from deal where lead_id = new.lead_id and outcome is null having count(*) = 1;
  return new;
end $$;

create trigger activity_knows_its_deal before insert on activity
  for each row when (new.deal_id is null and new.lead_id is not null) execute function conclude_deal();

create trigger deal_follows_merge before insert on deal
  for each row when (new.person_id is not null) execute function follow_merge();

create trigger deal_contact_follows_merge before insert on deal_contact
  for each row execute function follow_merge();

create index event_deal on event (((facts ->> 'dealId')::bigint), occurred_at desc) where facts ? 'dealId';

do $$
declare t text;
begin
  foreach t in array array['pipeline', 'deal_stage', 'deal', 'deal_contact', 'quota'] loop
    execute format('create trigger %I_version before update on %I for each row %s execute function next_version()', t, t,
      case t when 'deal' then 'when (old.seen_by is not distinct from new.seen_by)' else '' end);
    execute format('create trigger %I_journal_update after update on %I
      referencing old table as before_rows new table as after_rows
      for each statement execute function keep_before_image()', t, t);
    execute format('create trigger %I_journal_delete after delete on %I
      referencing old table as before_rows
      for each statement execute function keep_before_image()', t, t);
  end loop;
end $$;

-- Whoever sees the owner's rows sees the deal, and what is part of it.
create view seen.deal as
  select * from deal where seen_by && current_setting('app.sight')::bigint[]
  with local check option;

create view seen.deal_contact as
  select * from deal_contact c
  where exists (select from deal d where d.id = c.deal_id and d.seen_by && current_setting('app.sight')::bigint[]);

create view seen.deal_step as
  select * from deal_step s
  where exists (select from deal d where d.id = s.deal_id and d.seen_by && current_setting('app.sight')::bigint[]);

create view seen.deal_snapshot as
  select * from deal_snapshot where array[0, owner_id, team_id] && current_setting('app.sight')::bigint[];

-- A quota is seen by whoever sees the rows of its user or team.
create view seen.quota as
  select * from quota q
  where array[0, q.user_id, q.team_id, (select h.team_id from holder h where h.id = q.user_id)]
    && current_setting('app.sight')::bigint[];

create view seen.quota_snapshot as
  select * from quota_snapshot q
  where array[0, q.user_id, q.team_id, (select h.team_id from holder h where h.id = q.user_id)]
    && current_setting('app.sight')::bigint[];

create view seen.pipeline as select * from pipeline;

create view seen.deal_stage as select * from deal_stage;

create or replace view seen.activity as
  select * from activity a
  where case
    when a.person_id is not null then
      exists (select from person p where p.id = a.person_id and p.seen_by && current_setting('app.sight')::bigint[] offset 0)
    when a.lead_id is not null then
      exists (select from lead l where l.id = a.lead_id and l.seen_by && current_setting('app.sight')::bigint[] offset 0)
    when a.deal_id is not null then
      exists (select from deal d where d.id = a.deal_id and d.seen_by && current_setting('app.sight')::bigint[] offset 0)
    else
      exists (select from holder h where h.id = a.holder_id
        and array[0, h.id, h.team_id] && current_setting('app.sight')::bigint[])
  end
  with local check option;

grant select on seen.deal, seen.deal_contact, seen.deal_step, seen.deal_snapshot, seen.quota, seen.quota_snapshot,
  seen.pipeline, seen.deal_stage to musubi_web;
