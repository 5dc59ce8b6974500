-- Capture: how people come in.

-- Bytes that wait to be read. In the database so that any worker can, and so that a backup is whole.
create table upload (
  id         bigint generated always as identity primary key,
  name       text not null,
  bytes      bytea not null,
  sample     jsonb not null default '[]',     -- the first rows, as they were read
  created_at timestamptz not null
);

-- not called "import": that word is the language's own
create table import_run (
  id           bigint generated always as identity primary key,
  about        text not null check (about in ('person', 'company', 'activity')),
  file_name    text not null,
  file_hash    text not null,
  upload_id    bigint references upload on delete set null,
  state        text not null check (state in ('draft', 'running', 'stopped', 'failed', 'done', 'undoing', 'undone')),
  reading      jsonb not null default '{}',   -- encoding, delimiter, heading row, headings
  mapping      jsonb not null default '{}',
  options      jsonb not null default '{}',   -- source, consent basis and its evidence, exchanged on and by
  rows_total   integer not null default 0,
  rows_read    integer not null default 0,
  created      integer not null default 0,
  updated      integer not null default 0,
  unchanged    integer not null default 0,
  refused      integer not null default 0,
  problem      jsonb,                         -- the sentence of why it failed
  operation_id bigint references operation,
  created_at   timestamptz not null,
  created_by   bigint,
  started_at   timestamptz,
  ended_at     timestamptz,
  undone_at    timestamptz,
  undone       jsonb,                         -- how far its undo has come: what was removed, restored, left
  version      integer not null default 1
);

create index import_run_recent on import_run (id desc);

create table import_row (
  import_id  bigint not null references import_run on delete cascade,
  row_no     integer not null,
  outcome    text not null check (outcome in ('created', 'updated', 'unchanged', 'refused')),
  problem    jsonb,                           -- the sentence of why it was refused
  cells      text[],                          -- kept for refused rows alone
  person_id  bigint references person on delete set null,
  company_id bigint references company on delete set null,
  activity_id bigint,
  identity_id bigint,                         -- another address by which somebody who was here already is known since
  new_company boolean not null default false,
  primary key (import_id, row_no)
);

create index import_row_person on import_row (person_id) where person_id is not null;
create index import_row_company on import_row (company_id) where company_id is not null;

-- 持ち出し: who took which list out, when, how many rows.
create table export_log (
  id        bigint generated always as identity primary key,
  what      text not null,
  format    text not null,
  filter    jsonb not null default '{}',
  rows      integer not null,
  at        timestamptz not null,
  by_id     bigint
);
