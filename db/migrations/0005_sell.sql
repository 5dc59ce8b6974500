-- Sell: what was done with people, and what comes next.

create table activity (
  id          bigint generated always as identity primary key,
  kind        text not null check (kind in ('call', 'visit', 'mail', 'meeting', 'note', 'task')),
  person_id   bigint references person on delete cascade,
  company_id  bigint references company,
  lead_id     bigint references lead on delete set null,
  holder_id   bigint not null references app_user,   -- who does it, or did it
  subject     text not null default '',
  note        text not null default '',
  planned_at  timestamptz,                    -- when it is to be done
  remind_at   timestamptz,
  reminded_at timestamptz,
  done_at     timestamptz,
  outcome     text check (outcome in ('talked', 'absent', 'blocked', 'recall', 'appointment', 'refused')),
  cancelled_at timestamptz,
  created_at  timestamptz not null,
  created_by  bigint,
  version     integer not null default 1,
  check (planned_at is not null or done_at is not null or kind = 'task'),
  check (outcome is null or kind = 'call')
);

create index activity_person on activity (person_id, id desc) where person_id is not null;
create index activity_company on activity (company_id, id desc) where company_id is not null;
create index activity_lead_next on activity (lead_id, planned_at) where done_at is null and cancelled_at is null;
create index activity_planned on activity (planned_at, id) where done_at is null and cancelled_at is null;
create index activity_todo on activity (holder_id, planned_at) where done_at is null and cancelled_at is null;
create index activity_done on activity (done_at desc, holder_id) where done_at is not null;
create index activity_remind on activity (remind_at) where reminded_at is null and done_at is null and cancelled_at is null;

create index activity_lead_done on activity (lead_id, done_at desc) where done_at is not null;
-- A lead that goes is looked for in all of them.
create index activity_lead on activity (lead_id) where lead_id is not null;

create trigger activity_follows_merge before insert on activity
  for each row when (new.person_id is not null) execute function follow_merge();
