-- Mailings: one mail to one segment, to whom it went, and what they did with it.

create table mailing (
  id           bigint generated always as identity primary key,
  name         text not null check (name <> ''),
  subject      text not null default '',
  preheader    text not null default '',      -- what a mailbox shows beside the subject
  body         text not null default '',
  sender_name  text not null default '',      -- '': as the company has set it
  sender_email text not null default '',
  segment_id   bigint references segment on delete set null,
  picked       jsonb,                         -- people who were picked in a list, in place of a segment
  rate         integer not null default 300 check (rate between 1 and 6000),   -- mails a minute
  state        text not null default 'draft' check (state in ('draft', 'scheduled', 'sending', 'paused', 'sent', 'stopped')),
  scheduled_at timestamptz,
  ordered_by   bigint references app_user,    -- who had it sent: their sight decides whom it may reach
  problem      jsonb,                         -- why it does not go on, in both languages
  outbox       boolean not null default false,   -- without a mail server, mails were laid into the outbox
  started_at   timestamptz,
  ended_at     timestamptz,
  created_at   timestamptz not null,
  created_by   bigint,
  version      integer not null default 1,
  check (segment_id is null or picked is null),
  check ((state = 'scheduled') = (scheduled_at is not null))
);

create index mailing_recent on mailing (created_at desc, id desc);
create index mailing_segment on mailing (segment_id) where segment_id is not null;
create index mailing_going on mailing (state, scheduled_at) where state in ('scheduled', 'sending');

-- What has gone out cannot become a draft again, not even by taking an earlier change back.
create function keep_mailing_begun() returns trigger language plpgsql as $$
begin
  raise exception 'A mailing that has begun stays begun.' using errcode = 'check_violation';
end $$;

create trigger mailing_begun before update on mailing for each row
  when (old.state in ('sending', 'paused', 'sent', 'stopped') and new.state in ('draft', 'scheduled'))
  execute function keep_mailing_begun();

-- The addresses that its links lead to, and nowhere else does a click lead.
create table mail_link (
  id         bigint generated always as identity primary key,
  mailing_id bigint not null references mailing on delete cascade,
  position   integer not null,
  url        text not null,
  unique (mailing_id, position)
);

-- A row for each person before anything is sent to anybody. `unknown`: the line or the server broke between sending and
-- writing it down; it may have arrived, so it is not sent again by itself.
create table mailing_recipient (
  id              bigint generated always as identity primary key,
  mailing_id      bigint not null references mailing on delete cascade,
  person_id       bigint not null references person on delete cascade,
  original_id     bigint not null,            -- whom it was planned for, before any merge
  token           text not null unique default replace(gen_random_uuid()::text, '-', ''),
  state           text not null check (state in ('waiting', 'excluded', 'sending', 'sent', 'failed', 'bounced', 'unknown')),
  why             text,                       -- why excluded
  address         text,                       -- where it went
  message_id      text,
  attempts        integer not null default 0,
  error           text,
  due_at          timestamptz not null,
  planned_at      timestamptz not null,
  sending_at      timestamptz,
  settled_at      timestamptz,
  opened_at       timestamptz,                -- by somebody who was no machine
  clicked_at      timestamptz,
  unsubscribed_at timestamptz,
  unique (mailing_id, person_id),
  check ((state = 'excluded') = (why is not null))
);

create index mailing_recipient_state on mailing_recipient (mailing_id, state, id);
create index mailing_recipient_due on mailing_recipient (mailing_id, due_at, id) where state = 'waiting';
create index mailing_recipient_pace on mailing_recipient (mailing_id, sending_at) where sending_at is not null;
create index mailing_recipient_person on mailing_recipient (person_id, sending_at desc);
create index mailing_recipient_original on mailing_recipient (original_id);
create index mailing_recipient_address on mailing_recipient (mailing_id, address) where address is not null;

-- What reached us through links and pictures, raw. Whether a person was behind it is judged apart, and can be judged anew.
create table mail_touch (
  id           bigint generated always as identity primary key,
  recipient_id bigint not null references mailing_recipient on delete cascade,
  kind         text not null check (kind in ('open', 'click')),
  link_id      bigint references mail_link on delete cascade,
  key          text unique,                   -- goes along to our own site, where the visitor is then weakly known
  method       text not null,
  agent        text not null,
  at           timestamptz not null,
  verdict      text not null check (verdict in ('human', 'likely', 'machine')),
  reasons      text[] not null default '{}'
);

create index mail_touch_recipient on mail_touch (recipient_id, at);
create index mail_touch_link on mail_touch (link_id) where link_id is not null;

-- An address that a mail server refused for good. Somebody may lift it when it is known to be right.
create table mail_bounce (
  id           bigint generated always as identity primary key,
  recipient_id bigint not null references mailing_recipient on delete cascade,
  address      text not null,
  bounced_at   timestamptz not null,
  reason       text not null,
  lifted_at    timestamptz,
  lifted_by    bigint,
  version      integer not null default 1
);

create unique index mail_bounce_address on mail_bounce (address) where lifted_at is null;
create index mail_bounce_recipient on mail_bounce (recipient_id);

-- Whom no mailing goes to, whatever they agreed to: our own, competitors, and whoever is listed here.
create table mail_exclusion (
  id         bigint generated always as identity primary key,
  kind       text not null check (kind in ('domain', 'address', 'company')),
  value      text,
  company_id bigint references company on delete cascade,
  why        text not null check (why in ('own', 'competitor', 'other')),
  note       text not null default '',
  created_at timestamptz not null,
  created_by bigint,
  version    integer not null default 1,
  check ((kind = 'company') = (company_id is not null)),
  check ((kind = 'company') = (value is null))
);

create unique index mail_exclusion_value on mail_exclusion (kind, value) where value is not null;
create unique index mail_exclusion_company on mail_exclusion (company_id) where company_id is not null;

-- Who works with somebody keeps mailings away from them for a while.
create table mail_hold (
  id          bigint generated always as identity primary key,
  person_id   bigint not null references person on delete cascade,
  original_id bigint not null,
  note        text not null default '',
  held_at     timestamptz not null,
  held_by     bigint,
  released_at timestamptz,
  version     integer not null default 1
);

create unique index mail_hold_original on mail_hold (original_id) where released_at is null;
create index mail_hold_person on mail_hold (person_id) where released_at is null;

-- Whose address no longer takes mail. Whose mail it was that came back does not matter, so all may know.
create view person_bounced as
  select p.id as person_id from mail_bounce b join person p on p.email_key = b.address
  where b.lifted_at is null and p.merged_into_id is null;

-- What belongs to a company that is excluded is meant too.
create view company_excluded as
  with recursive shut as (
    select company_id, why from mail_exclusion where kind = 'company'
    union select c.id, shut.why from company c join shut on c.parent_id = shut.company_id
  )
  select company_id, why from shut;

create trigger mailing_recipient_follows_merge before insert on mailing_recipient
  for each row execute function follow_merge();

create trigger mail_hold_follows_merge before insert on mail_hold
  for each row execute function follow_merge();

create trigger mailing_version before update on mailing for each row
  when ((old.name, old.subject, old.preheader, old.body, old.sender_name, old.sender_email, old.segment_id, old.picked, old.rate)
    is distinct from (new.name, new.subject, new.preheader, new.body, new.sender_name, new.sender_email, new.segment_id, new.picked, new.rate))
  execute function next_version();

do $$
declare t text;
begin
  foreach t in array array['mailing', 'mail_bounce', 'mail_exclusion', 'mail_hold'] loop
    if t <> 'mailing' then
      execute format('create trigger %I_version before update on %I for each row execute function next_version()', t, t);
    end if;
    execute format('create trigger %I_journal_update after update on %I
      referencing old table as before_rows new table as after_rows
      for each statement execute function keep_before_image()', t, t);
    execute format('create trigger %I_journal_delete after delete on %I
      referencing old table as before_rows
      for each statement execute function keep_before_image()', t, t);
  end loop;
end $$;

-- A mail in the outbox may have a second part, and headers of its own.
alter table mail add column html text, add column headers jsonb;

create or replace view seen.mail as
  select * from mail where 'admin' = any (current_setting('app.roles')::text[]);

create view seen.mailing as select * from mailing;

create view seen.mail_link as select * from mail_link;

create view seen.mailing_recipient as
  select * from mailing_recipient r
  where exists (select from person p where p.id = r.person_id and p.seen_by && current_setting('app.sight')::bigint[] offset 0);

create view seen.mail_touch as
  select * from mail_touch t where exists (select from seen.mailing_recipient r where r.id = t.recipient_id offset 0);

create view seen.mail_bounce as
  select * from mail_bounce b where exists (select from seen.mailing_recipient r where r.id = b.recipient_id offset 0);

create view seen.mail_exclusion as select * from mail_exclusion;

create view seen.person_bounced as select * from person_bounced;

create view seen.company_excluded as select * from company_excluded;

create view seen.mail_hold as
  select * from mail_hold h
  where exists (select from person p where p.id = h.person_id and p.seen_by && current_setting('app.sight')::bigint[]);

grant select on seen.mailing, seen.mail_link, seen.mailing_recipient, seen.mail_touch, seen.mail_bounce, seen.mail_exclusion,
  seen.mail_hold, seen.person_bounced, seen.company_excluded to musubi_web;
