-- People: whom it is all about. One person, one id, one timeline.

-- group → company → site. Companies are the shared address book; people and what was done with them are seen by sight.
create table company (
  id               bigint generated always as identity primary key,
  kind             text not null default 'company' check (kind in ('group', 'company', 'site')),
  parent_id        bigint references company,
  name             text not null check (name <> ''),
  name_kana        text,
  name_en          text,
  name_key         text not null,             -- folded, without legal form: for matching, never displayed
  corporate_number text,
  domain           text,
  website          text,
  phone            text,
  phone_key        text,
  postal_code      text,
  prefecture       text,
  address          text,
  address_key      text,
  industry         text,
  employees        integer,
  customer_since   date,
  memo             text,
  custom           jsonb not null default '{}',
  grams            text[] not null default '{}',
  created_at       timestamptz not null,
  created_by       bigint,
  version          integer not null default 1
);

create unique index company_corporate_number on company (corporate_number)
  where corporate_number is not null and kind = 'company';
create index company_customer on company (customer_since) where customer_since is not null;
create index company_name_key on company (name_key);
create index company_domain on company (domain) where domain is not null;
create index company_phone_key on company (phone_key) where phone_key is not null;
create index company_parent on company (parent_id) where parent_id is not null;
create index company_grams on company using gin (grams);
create index company_name on company (name, id);
create index company_created on company (created_at desc, id desc);

create table person (
  id                bigint generated always as identity primary key,
  family_name       text not null default '',
  given_name        text not null default '',
  family_name_kana  text,
  given_name_kana   text,
  name_key          text not null default '',
  company_id        bigint references company,
  department        text,
  title             text,
  decision_level    text check (decision_level in ('decider', 'executive', 'head', 'drafter', 'influencer', 'user')),
  in_post_since     date,
  email             text,
  email_key         text,
  phone             text,
  phone_key         text,
  mobile            text,
  mobile_key        text,
  postal_code       text,
  prefecture        text,
  address           text,
  address_key       text,
  memo              text,
  source            text,                     -- 展示会 2026: how we came to know them
  exchanged_on      date,                     -- 名刺交換日
  exchanged_by      text,
  custom            jsonb not null default '{}',
  grams             text[] not null default '{}',
  seen_by           bigint[] not null default '{0}',   -- users and teams who may see them; 0: whoever sees all
  merged_into_id    bigint references person,
  created_at        timestamptz not null,
  created_by        bigint,
  version           integer not null default 1
);

-- A normalised address is one person's.
create unique index person_email_key on person (email_key) where email_key is not null and merged_into_id is null;
create index person_phone_key on person (phone_key) where phone_key is not null;
create index person_mobile_key on person (mobile_key) where mobile_key is not null;
create index person_company on person (company_id, id) where company_id is not null;
create index person_name_key on person (name_key);
create index person_merged_into on person (merged_into_id) where merged_into_id is not null;
create index person_search on person using gin (seen_by, grams);
create index person_created on person (created_at desc, id desc);
create index person_name on person ((coalesce(family_name_kana, family_name) || ' ' || coalesce(given_name_kana, given_name)), id);
create index person_source on person (source, id) where source is not null;

-- Former posts; the present one stands on the person.
create table post (
  id         bigint generated always as identity primary key,
  person_id  bigint not null references person on delete cascade,
  company_id bigint references company,
  department text,
  title      text,
  from_on    date,
  until_on   date not null,
  version    integer not null default 1
);

create index post_person on post (person_id, until_on desc);
create index post_company on post (company_id) where company_id is not null;

-- What we know somebody by. The fact (kind, value) never changes; whose it is is a conclusion with a strength and a time.
-- 'record' is the person's own record here: what a colleague did with them is known by it.
create table identity (
  id           bigint generated always as identity primary key,
  kind         text not null check (kind in ('record', 'email', 'phone', 'cookie', 'import_row', 'card')),
  value        text not null,
  person_id    bigint references person on delete cascade,
  strength     text not null check (strength in ('strong', 'weak')),
  concluded_at timestamptz not null,
  version      integer not null default 1,
  unique (kind, value)
);

create index identity_person on identity (person_id) where person_id is not null;

-- On what basis somebody may be approached, by which proof. Facts with a time, not flags. 'none': there was no basis,
-- only their refusal is kept.
create table consent (
  id            bigint generated always as identity primary key,
  person_id     bigint not null references person on delete cascade,
  channel       text not null check (channel in ('mail', 'phone')),
  basis         text not null check (basis in ('opt_in', 'business_card', 'transaction', 'published', 'none')),
  granted_at    timestamptz not null,
  granted_via   text not null,                -- the evidence in words: which import, which form, who asked
  import_id     bigint,
  withdrawn_at  timestamptz,
  withdrawn_via text,
  created_by    bigint,
  version       integer not null default 1
);

create index consent_person on consent (person_id, channel);
create index consent_withdrawn on consent (channel, person_id) where withdrawn_at is not null;

create table product_line (
  id      bigint generated always as identity primary key,
  name    text not null unique,
  active  boolean not null default true,
  version integer not null default 1
);

insert into product_line (name) values ('標準');

-- Why a lead is given back or closed. People edit the list; the way back is what the reason decides.
create table reason (
  id       bigint generated always as identity primary key,
  kind     text not null check (kind in ('returned', 'disqualified')),
  code     text not null unique,
  name_ja  text not null,
  name_en  text not null,
  way_back text not null check (way_back in ('date', 'contact', 'scenario', 'competitor', 'fit', 'none')),
  active   boolean not null default true,
  position integer not null default 0,
  version  integer not null default 1
);

insert into reason (kind, code, name_ja, name_en, way_back, position) values
  ('returned', 'not_now', '時期尚早', 'Not now', 'date', 1),
  ('returned', 'wrong_person', '担当者違い', 'Wrong person', 'contact', 2),
  ('returned', 'no_budget', '予算なし', 'No budget', 'scenario', 3),
  ('returned', 'competitor', '他社製品を採用', 'Chose a competitor', 'competitor', 4),
  ('returned', 'no_need', 'ニーズなし', 'No need', 'fit', 5),
  ('returned', 'unreachable', '連絡がつかない', 'Cannot be reached', 'none', 6),
  ('returned', 'no_capacity', '対応できる担当者がいない', 'No capacity', 'none', 7),
  ('disqualified', 'not_a_fit', '対象外の業種・規模', 'Not a fit', 'fit', 1),
  ('disqualified', 'competitor_company', '競合企業', 'Is a competitor', 'competitor', 2),
  ('disqualified', 'refused', '連絡拒否', 'Asked not to be contacted', 'none', 3),
  ('disqualified', 'left_company', '退職', 'Left the company', 'contact', 4),
  ('disqualified', 'invalid', 'いたずら・無効', 'Invalid', 'none', 5);

-- One pursuit of a person, or of a company whose person is not known yet.
create table lead (
  id              bigint generated always as identity primary key,
  person_id       bigint references person,
  company_id      bigint references company,
  product_line_id bigint not null references product_line,
  stage           text not null check (stage in ('lead', 'mql', 'sal', 'sql', 'won', 'recycled', 'disqualified')),
  stage_since     timestamptz not null,
  holder_id       bigint references holder,
  former_holder_id bigint references holder,  -- to whom it wakes up first
  clock_at        timestamptz,                -- by when the holder must do what clock_for says
  clock_for       text check (clock_for in ('sign_of_life', 'answer', 'first_contact', 'next_action', 'wake')),
  reason_id       bigint references reason,
  returned_at     timestamptz,
  touched_at      timestamptz,                -- when somebody of ours last approached them for this pursuit
  escalated_at    timestamptz,                -- when the manager was told that the clock is overdue
  opened_at       timestamptz not null,
  closed_at       timestamptz,
  seen_by         bigint[] not null default '{0}',
  version         integer not null default 1,
  check (person_id is not null or company_id is not null),
  -- Nobody is dropped: an open lead has a holder and a clock, a closed one has neither.
  check ((stage in ('won', 'disqualified')) = (closed_at is not null)),
  check ((closed_at is null) = (holder_id is not null)),
  check ((closed_at is null) = (clock_at is not null)),
  check ((clock_at is null) = (clock_for is null))
);

create unique index lead_open_person on lead (person_id, product_line_id) where closed_at is null and person_id is not null;
create unique index lead_open_company on lead (company_id, product_line_id) where closed_at is null and person_id is null;
create index lead_person on lead (person_id) where person_id is not null;
create index lead_company on lead (company_id) where company_id is not null;
create index lead_holder on lead (holder_id, clock_at) where closed_at is null;
create index lead_clock on lead (clock_at, id) where closed_at is null;
create index lead_stage on lead (stage, clock_at, id);
create index lead_urgency on lead ((coalesce(clock_at, 'infinity'::timestamptz)), id);
create index lead_sight on lead using gin (seen_by);

-- Work changes hands by an offer. Until it is answered the giver still holds.
create table offer (
  id           bigint generated always as identity primary key,
  lead_id      bigint not null references lead on delete cascade,
  from_id      bigint not null references holder,
  given_by     bigint references app_user,    -- null: a rule or the clock
  to_id        bigint not null references holder,
  note         text not null default '',
  offered_at   timestamptz not null,
  clock_at     timestamptz not null,
  answer       text check (answer in ('accepted', 'returned', 'expired', 'withdrawn')),
  answered_at  timestamptz,
  answered_by  bigint references app_user,
  reason_id    bigint references reason,
  until        date,
  answer_note  text,
  version      integer not null default 1
);

create unique index offer_open on offer (lead_id) where answer is null;
create index offer_to on offer (to_id, clock_at) where answer is null;
create index offer_from on offer (from_id, id desc);
create index offer_lead on offer (lead_id, id desc);
create index offer_clock on offer (clock_at) where answer is null;

-- Fields of the customer's own. The values live in the custom column of person and company.
create table custom_field (
  id         bigint generated always as identity primary key,
  about      text not null check (about in ('person', 'company')),
  key        text not null check (key ~ '^[a-z][a-z0-9_]{0,39}$'),
  label      text not null check (label <> ''),
  kind       text not null check (kind in ('text', 'number', 'date', 'choice', 'boolean')),
  choices    text[] not null default '{}',
  filterable boolean not null default false,
  position   integer not null default 0,
  version    integer not null default 1,
  unique (about, key)
);

-- A saved segment is a list with a name: who is in it, which columns it shows, in which order.
create table segment (
  id         bigint generated always as identity primary key,
  name       text not null check (name <> ''),
  rules      jsonb not null,
  columns    text[],
  sort       text,
  owner_id   bigint references app_user,
  shared     boolean not null default true,
  preset     text unique,                     -- a list of day one, called so in each language until somebody renames it
  created_at timestamptz not null,
  version    integer not null default 1
);

insert into segment (preset, name, rules, sort, created_at) values
  ('mine', '自分の担当', '{"all": [{"key": "holder", "op": "in", "value": ["me"]}]}', 'clock', '2026-01-01Z'),
  ('new_cards', '展示会・名刺で未アプローチ', '{"all": [{"key": "exchangedOn", "op": "notEmpty"},
    {"key": "stage", "op": "in", "value": ["lead"]}, {"key": "approached", "op": "empty"}]}', '-created', '2026-01-01Z'),
  ('potential', '潜在', '{"all": [{"key": "stage", "op": "in", "value": ["lead"]}]}', '-created', '2026-01-01Z'),
  ('offered', '打診中', '{"all": [{"key": "stage", "op": "in", "value": ["mql"]}]}', 'clock', '2026-01-01Z'),
  ('working', '対応中', '{"all": [{"key": "stage", "op": "in", "value": ["sal"]}]}', 'clock', '2026-01-01Z'),
  ('appointment', 'アポあり', '{"all": [{"key": "stage", "op": "in", "value": ["sal"]},
    {"key": "appointment", "op": "from", "value": "today"}]}', 'clock', '2026-01-01Z'),
  ('opportunity', '商談中', '{"all": [{"key": "stage", "op": "in", "value": ["sql"]}]}', 'clock', '2026-01-01Z'),
  ('overdue', '期限超過', '{"all": [{"key": "clock", "op": "until", "value": "now"}]}', 'clock', '2026-01-01Z'),
  ('recycled', '再育成', '{"all": [{"key": "stage", "op": "in", "value": ["recycled"]}]}', 'clock', '2026-01-01Z'),
  ('dormant', '休眠', '{"all": [{"key": "stage", "op": "in", "value": ["lead"]}, {"key": "createdAt", "op": "until", "value": "-90d"},
    {"key": "did", "op": "didNot", "value": {"what": "any", "days": 90}}]}', '-created', '2026-01-01Z'),
  ('customers', '顧客', '{"all": [{"key": "company.customerSince", "op": "notEmpty"}]}', 'company', '2026-01-01Z');

create table person_merge (
  id           bigint generated always as identity primary key,
  keep_id      bigint not null references person,
  absorb_id    bigint not null references person,
  operation_id bigint not null references operation,
  merged_at    timestamptz not null,
  merged_by    bigint,
  identity_ids bigint[] not null default '{}', -- what was the absorbed person's before
  event_ids    bigint[] not null default '{}', -- theirs too, without being known by one of these
  kept         jsonb not null default '{}',    -- ids of what was the kept person's own, so that what came later can be told
  undecided    jsonb not null default '[]',    -- after an un-merge: what came later or was edited since, to be chosen
  undone_at    timestamptz,
  version      integer not null default 1
);

create index person_merge_keep on person_merge (keep_id);
create index person_merge_absorb on person_merge (absorb_id);

-- Who writes for a person while they become another finds them under their new id: nothing is left behind unseen.
create function follow_merge() returns trigger language plpgsql security definer set search_path = public as $$
declare
  into_id bigint;
begin
  loop
    select merged_into_id into into_id from person where id = new.person_id for key share;
    exit when into_id is null;
    new.person_id := into_id;
  end loop;
  return new;
end $$;

create trigger lead_follows_merge before insert on lead
  for each row when (new.person_id is not null) execute function follow_merge();

create trigger post_follows_merge before insert on post for each row execute function follow_merge();

create trigger consent_follows_merge before insert on consent for each row execute function follow_merge();

-- Who asked to be forgotten, known only by hashes of what would bring them back.
create table erasure (
  id         bigint generated always as identity primary key,
  person_id  bigint not null,
  hashes     text[] not null,
  erased_at  timestamptz not null,
  erased_by  bigint
);

-- Mixed into the hashes, so that they cannot be looked up in a list of addresses. A backup brings its own along.
create table erasure_salt (
  id   integer primary key default 1 check (id = 1),
  salt text not null default gen_random_uuid()::text || gen_random_uuid()::text
);

insert into erasure_salt default values;

create index erasure_hashes on erasure using gin (hashes);
