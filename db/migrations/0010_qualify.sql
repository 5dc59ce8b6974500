-- Qualify: how well somebody fits, how much they want it, and to whom they are offered.

-- One version of what counts. A draft until it is published, then in force until the next one is; its rules never change
-- after that, so the score of any past day can be told as it was.
create table scoring_card (
  id            bigint generated always as identity primary key,
  mql_intent    integer not null default 30,  -- the line: this much intent …
  mql_fit       integer not null default 10,  -- … and this much fit
  warm_at       integer not null default 20 check (warm_at > 0),
  hot_at        integer not null default 60 check (hot_at >= warm_at),
  warm_acts     integer not null default 3 check (warm_acts > 0),      -- 顕在: so many acts within warm_days …
  key_page_days integer not null default 2 check (key_page_days > 0),  -- … or an important page on so many days
  warm_days     integer not null default 30 check (warm_days between 1 and 365),
  idle_days     integer not null default 90 check (idle_days between 1 and 730),  -- so long without an act: cool
  intent_cap    integer not null default 100 check (intent_cap > 0),
  created_at    timestamptz not null,
  created_by    bigint,
  published_at  timestamptz,
  published_by  bigint,
  ended_at      timestamptz,
  version       integer not null default 1,
  check (published_at is not null or ended_at is null)
);

create unique index scoring_card_draft on scoring_card ((true)) where published_at is null;
create unique index scoring_card_in_force on scoring_card ((true)) where published_at is not null and ended_at is null;

-- Fit: who fulfils the conditions has the points. Intent: each such event gives points, which halve every so many days.
create table scoring_rule (
  id             bigint generated always as identity primary key,
  card_id        bigint not null references scoring_card on delete cascade,
  from_id        bigint references scoring_rule on delete set null,  -- the rule of the version before that it was copied from
  about          text not null check (about in ('fit', 'intent')),
  name           text not null check (name <> ''),
  preset         text,                        -- a rule of day one, called so in each language until somebody renames it
  points         integer not null check (points <> 0 and points between -1000 and 1000),
  position       integer not null default 0,
  conditions     jsonb,                       -- fit: in the language of segments
  event_kind     text,
  facts          jsonb not null default '{}', -- intent: what the event's facts must contain
  page           text check (page in ('important', 'named')),
  page_id        bigint references page_name on delete set null,
  half_life_days integer check (half_life_days between 1 and 3650),
  cap            integer check (cap > 0),     -- the most that this rule counts at a time
  version        integer not null default 1,
  check ((about = 'fit') = (conditions is not null)),
  check ((about = 'intent') = (event_kind is not null)),
  check ((about = 'intent') = (half_life_days is not null)),
  check ((about = 'intent') = (cap is not null)),
  check (page is null or event_kind = 'page.viewed')
);

create index scoring_rule_card on scoring_rule (card_id, about, position, id);
create index scoring_rule_page on scoring_rule (page_id) where page_id is not null;
create index scoring_rule_from on scoring_rule (from_id) where from_id is not null;

-- Every point somebody has or had. Whose a line is, is whose its event is; a line of fit has no event and ends when it no
-- longer holds. No foreign key to person, as in event: its lock would meet a merge's.
create table score_line (
  id        bigint generated always as identity primary key,
  person_id bigint not null,
  card_id   bigint not null references scoring_card,
  rule_id   bigint not null references scoring_rule,
  event_id  bigint references event on delete cascade,
  points    integer not null,
  at        timestamptz not null,             -- since when they grow less
  known_at  timestamptz not null,             -- since when they count: before, nobody here knew of it
  until_at  timestamptz
);

-- An act counts once by a rule at a time. Lines that ended are what it counted before it was judged otherwise.
create unique index score_line_event on score_line (event_id, rule_id) where event_id is not null and until_at is null;
create index score_line_ended on score_line (event_id, rule_id) where event_id is not null and until_at is not null;
create unique index score_line_fit on score_line (person_id, rule_id) where event_id is null and until_at is null;
create index score_line_person on score_line (person_id, card_id, at desc);
create index score_line_rule on score_line (rule_id);

-- Since when a visitor's views are known to be somebody's.
create index event_identified on event (identity_id, person_id, recorded_at) where kind = 'visitor.identified';

-- What the lines come to today. It changes with every event, so it stands apart from what is searched and edited.
create table score (
  person_id        bigint primary key,
  card_id          bigint references scoring_card,
  intent           numeric(8, 1) not null default 0,
  fit              integer not null default 0,
  temperature      text not null default 'cool' check (temperature in ('hot', 'warm', 'cool')),
  above            boolean not null default false,  -- across the line
  told_temperature text not null default 'cool',    -- what others were told last
  told_above       boolean not null default false,
  next_change_at   timestamptz,               -- when time alone changes it
  computed_at      timestamptz
) with (fillfactor = 80);

create index score_next on score (next_change_at) where next_change_at is not null;
create index score_intent on score (intent desc, person_id desc);
create index score_lively on score (temperature, person_id) where temperature <> 'cool';

-- How far everybody has been counted anew since a version was published.
create table scoring_recount (
  card_id    bigint primary key references scoring_card on delete cascade,
  state      text not null default 'running' check (state in ('running', 'stopped', 'done')),
  through_id bigint not null default 0,
  done       integer not null default 0,
  total      integer not null default 0,
  crossed    integer not null default 0,
  started_at timestamptz not null,
  ended_at   timestamptz
);

-- Who is offered what. The first rule that fits and has a receiver with room; else inside sales.
create table assignment_rule (
  id          bigint generated always as identity primary key,
  name        text not null check (name <> ''),
  conditions  jsonb not null,                 -- in the language of segments; none: everybody
  receivers   bigint[] not null check (cardinality(receivers) > 0),   -- users and queues, in turn
  capacity    integer check (capacity > 0),   -- open leads and unanswered offers that a user may have
  answer_days integer check (answer_days between 0 and 30),           -- working days to answer; else the preset
  position    integer not null default 0,
  active      boolean not null default true,
  created_at  timestamptz not null,
  created_by  bigint,
  version     integer not null default 1
);

create index assignment_rule_position on assignment_rule (position, id);

-- Whose turn it is: whoever was served longest ago. Apart from the rule, which people edit.
create table assignment_turn (
  rule_id   bigint not null references assignment_rule on delete cascade,
  holder_id bigint not null references holder,
  turn      bigint not null,
  given     integer not null default 0,
  primary key (rule_id, holder_id)
);

create index assignment_turn_holder on assignment_turn (holder_id);

insert into scoring_card (created_at, published_at) values ('2000-01-01Z', '2000-01-01Z');

insert into scoring_rule (card_id, about, preset, name, points, position, event_kind, facts, page, half_life_days, cap)
select c.id, 'intent', r.* from scoring_card c, (values
  ('key_page', '重要ページの閲覧', 10, 1, 'page.viewed', '{}'::jsonb, 'important', 14, 30),
  ('page', 'ページの閲覧', 1, 2, 'page.viewed', '{}', null, 14, 10),
  ('document', '資料請求', 25, 3, 'document.requested', '{}', null, 30, 50),
  ('inquiry', '問い合わせ', 40, 4, 'inquiry.received', '{}', null, 30, 80),
  ('to_buy', '購入の相談', 20, 5, 'inquiry.received', '{"toBuy": true}', null, 30, 40),
  ('seminar', 'セミナー参加', 20, 6, 'seminar.attended', '{}', null, 30, 40),
  ('talked', '電話で会話', 5, 7, 'activity.done', '{"kind": "call", "outcome": "talked"}', null, 30, 15),
  ('appointment', 'アポ獲得', 20, 8, 'activity.done', '{"kind": "call", "outcome": "appointment"}', null, 30, 40),
  ('clicked', 'メールのリンクをクリック', 15, 10, 'mail.clicked', '{}', null, 30, 45),
  ('refused', '電話でお断り', -30, 9, 'activity.done', '{"kind": "call", "outcome": "refused"}', null, 90, 60))
  as r(preset, name, points, position, event_kind, facts, page, half_life_days, cap);

insert into scoring_rule (card_id, about, preset, name, points, position, conditions)
select c.id, 'fit', r.* from scoring_card c, (values
  ('company_known', '勤務先が分かっている', 10, 1, '{"all": [{"key": "company.name", "op": "notEmpty"}]}'::jsonb),
  ('decider', '決裁者・役員', 30, 2, '{"all": [{"key": "decisionLevel", "op": "in", "value": ["decider", "executive"]}]}'),
  ('head', '部長・課長クラス', 20, 3, '{"all": [{"key": "decisionLevel", "op": "in", "value": ["head", "drafter"]}]}'),
  ('mid_size', '従業員50名以上', 10, 4, '{"all": [{"key": "company.employees", "op": "atLeast", "value": 50}]}'),
  ('large', '従業員300名以上', 10, 5, '{"all": [{"key": "company.employees", "op": "atLeast", "value": 300}]}'),
  ('student', '学生', -50, 6, '{"all": [{"any": [{"key": "title", "op": "has", "value": "学生"}, {"key": "department", "op": "has", "value": "学部"}]}]}'))
  as r(preset, name, points, position, conditions);

insert into scoring_recount (card_id, started_at) select id, created_at from scoring_card;

do $$
declare t text;
begin
  foreach t in array array['scoring_card', 'scoring_rule', 'assignment_rule'] loop
    execute format('create trigger %I_version before update on %I for each row execute function next_version()', t, t);
    execute format('create trigger %I_journal_update after update on %I
      referencing old table as before_rows new table as after_rows
      for each statement execute function keep_before_image()', t, t);
    execute format('create trigger %I_journal_delete after delete on %I
      referencing old table as before_rows
      for each statement execute function keep_before_image()', t, t);
  end loop;
end $$;

create view seen.score as
  select * from score s
  where exists (select from person p where p.id = s.person_id and p.seen_by && current_setting('app.sight')::bigint[]);

create view seen.score_line as
  select * from score_line s
  where exists (select from person p where p.id = s.person_id and p.seen_by && current_setting('app.sight')::bigint[]);

create view seen.scoring_card as select * from scoring_card;

create view seen.scoring_rule as select * from scoring_rule;

create view seen.scoring_recount as select * from scoring_recount;

create view seen.assignment_rule as select * from assignment_rule;

create view seen.assignment_turn as select * from assignment_turn;

grant select on seen.score, seen.score_line, seen.scoring_card, seen.scoring_rule, seen.scoring_recount, seen.assignment_rule,
  seen.assignment_turn to musubi_web;
