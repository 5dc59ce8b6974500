-- The office: who works here, who may do and see what, what was done and how to take it back.

-- Teams, users and queues draw ids from one sequence, so one array of ids can say who may see a row.
-- 0 is nobody's id: it stands for whoever may see all.
create sequence party_id as bigint minvalue 1;

create table team (
  id        bigint primary key default nextval('party_id'),
  name      text not null check (name <> ''),
  parent_id bigint references team,
  version   integer not null default 1
);

-- A holder is a user or a queue: every open lead has one.
create table holder (
  id      bigint primary key default nextval('party_id'),
  kind    text not null check (kind in ('user', 'queue')),
  name    text not null check (name <> ''),
  purpose text check (purpose in ('marketing', 'inside_sales', 'field_sales', 'manager', 'success')),
  team_id bigint references team,
  active  boolean not null default true,
  version integer not null default 1
);

create index holder_team on holder (team_id);

-- The queues there are on day one. A team brings a queue of its own.
insert into holder (kind, name, purpose) values
  ('queue', 'マーケティング', 'marketing'),
  ('queue', 'インサイドセールス', 'inside_sales'),
  ('queue', 'フィールドセールス', 'field_sales'),
  ('queue', '営業マネージャー', 'manager'),
  ('queue', 'カスタマーサクセス', 'success');

create table app_user (
  id         bigint primary key references holder,
  auth_id    text unique,                     -- who signs in, in the schema "auth"
  email      text not null unique,
  roles      text[] not null,
  language   text not null default 'ja' check (language in ('ja', 'en')),
  is_program boolean not null default false,  -- an API key acts as a user of its own
  deputy_id  bigint references app_user,
  away_from  date,
  away_until date,
  mail_notifications boolean not null default true,
  created_at timestamptz not null,
  version    integer not null default 1
);

-- Whose rows a role sees: its own, its team's and the teams below, or all.
create table role (
  name  text primary key check (name in
    ('admin', 'marketer', 'manager', 'inside_sales', 'field_sales', 'success', 'accounting', 'viewer')),
  scope text not null check (scope in ('own', 'team', 'all')),
  version integer not null default 1
);

insert into role (name, scope) values
  ('admin', 'all'), ('marketer', 'all'), ('manager', 'all'), ('viewer', 'all'),
  ('inside_sales', 'team'), ('field_sales', 'team'), ('success', 'team'), ('accounting', 'own');

-- A link that works once and sets a password: for somebody new, or who forgot theirs. Without a user, it makes the first admin.
create table invitation (
  id         bigint generated always as identity primary key,
  token_hash text not null unique,
  user_id    bigint references app_user,
  made_by    bigint references app_user,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at    timestamptz
);

create index invitation_user on invitation (user_id, created_at);

-- The company whose installation this is. One row.
create table workspace (
  id             integer primary key default 1 check (id = 1),
  name           text not null default '',
  postal_address text not null default '',
  sender_name    text not null default '',
  sender_email   text not null default '',
  phone          text not null default '',
  time_zone      text not null default 'Asia/Tokyo',
  fiscal_month   integer not null default 4 check (fiscal_month between 1 and 12),
  working_days   integer[] not null default '{1,2,3,4,5}',   -- ISO: 1 is Monday
  day_starts     time not null default '09:00',
  day_ends       time not null default '18:00',
  language       text not null default 'ja' check (language in ('ja', 'en')),
  version        integer not null default 1
);

insert into workspace default values;

-- Days of the company's own on which nobody works, beside the public holidays.
create table holiday (
  id      bigint generated always as identity primary key,
  day     date not null unique,
  name    text not null default '',
  version integer not null default 1
);

-- One request that changes something is one operation: the unit of the journal and of undo.
create table operation (
  id        bigint generated always as identity primary key,
  name      text not null,
  at        timestamptz not null,
  by_id     bigint,
  undoes_id bigint references operation,
  undone_at timestamptz
);

create index operation_at on operation (at desc, id desc);
create index operation_by on operation (by_id, id desc);

-- Before-images of what an operation changed. Nothing for inserts: those rows carry their own beginnings.
create table journal (
  id           bigint generated always as identity primary key,
  operation_id bigint,
  table_name   text not null,
  row_id       bigint not null,
  person_id    bigint,                        -- so that erasure finds the images
  act          text not null check (act in ('update', 'delete')),
  before       jsonb not null
);

create index journal_row on journal (table_name, row_id, id);
create index journal_operation on journal (operation_id, id);
create index journal_person on journal (person_id) where person_id is not null;

create table notification (
  id         bigint generated always as identity primary key,
  user_id    bigint not null references app_user,
  kind       text not null,
  event_id   bigint references event on delete cascade,
  key        text not null,                   -- what it is about: told once
  facts      jsonb not null default '{}',
  created_at timestamptz not null,
  read_at    timestamptz,
  mailed_at  timestamptz,                     -- when it was copied into a mail, or found to need none
  unique (user_id, kind, key)
);

create index notification_user on notification (user_id, id desc);
create index notification_event on notification (event_id);
create index notification_unread on notification (user_id) where read_at is null;
create index notification_unmailed on notification (created_at) where mailed_at is null;

-- Every mail has a row before it is sent. After a crash between send and commit it is unknown, and not sent again by itself.
create table mail (
  id         bigint generated always as identity primary key,
  key        text not null unique,
  to_address text not null,
  subject    text not null,
  body       text not null,
  person_id  bigint,
  state      text not null default 'queued' check (state in ('queued', 'sending', 'sent', 'failed', 'unknown')),
  attempts   integer not null default 0,
  error      text,
  created_at timestamptz not null,
  due_at     timestamptz not null,
  sent_at    timestamptz
);

create index mail_due on mail (due_at) where state = 'queued';
create index mail_recent on mail (id desc);

-- Creating with the same Idempotency-Key again answers what was answered before.
create table idempotency (
  actor_id   bigint not null,
  key        text not null,
  request    text not null,                   -- hash of what was asked
  answer     jsonb,
  created_at timestamptz not null,
  primary key (actor_id, key)
);

-- Settings of one browser user that no other table holds: columns of a grid, an open tab.
create table preference (
  user_id bigint not null references app_user,
  name    text not null,
  value   jsonb not null,
  primary key (user_id, name)
);
