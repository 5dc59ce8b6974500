-- The web: who visits the site, what pages are called there, and the forms by which people make themselves known.

alter table workspace add column tracking text not null default 'ask' check (tracking in ('ask', 'notice'));

create or replace view seen.workspace as select * from workspace;

-- What a page is called on the timeline, found by its address. The first that fits counts.
create table page_name (
  id        bigint generated always as identity primary key,
  name      text not null check (name <> ''),
  patterns  text[] not null check (cardinality(patterns) > 0),   -- as people write them: *pricing*
  likes     text[] not null,                  -- the same for the database
  important boolean not null default false,   -- 重要ページ: who reads it means it
  position  integer not null default 0,
  version   integer not null default 1
);

insert into page_name (name, patterns, likes, important, position) values
  ('料金', '{*price*,*pricing*,*ryokin*,*料金*}', '{%price%,%pricing%,%ryokin%,%料金%,%\%e6\%96\%99\%e9\%87\%91%}', true, 1),
  ('導入事例', '{*/case*,*jirei*,*事例*}', '{%/case%,%jirei%,%事例%,%\%e4\%ba\%8b\%e4\%be\%8b%}', true, 2),
  ('資料請求', '{*/document*,*/download*,*shiryo*,*資料*}', '{%/document%,%/download%,%shiryo%,%資料%,%\%e8\%b3\%87\%e6\%96\%99%}', true, 3),
  ('お問い合わせ', '{*/contact*,*/inquiry*,*toiawase*}', '{%/contact%,%/inquiry%,%toiawase%}', true, 4),
  ('製品', '{*/product*,*/service*,*seihin*}', '{%/product%,%/service%,%seihin%}', false, 5),
  ('会社概要', '{*/company*,*/about*,*kaisha*}', '{%/company%,%/about%,%kaisha%}', false, 6),
  ('採用情報', '{*/recruit*,*/career*,*saiyo*}', '{%/recruit%,%/career%,%saiyo%}', false, 7),
  ('トップページ', '{/,/index.html}', '{/,/index.html}', false, 8);

create view seen.page_name as select * from page_name;

-- What of an address names the page: no host, no query.
create function page_path(url text) returns text language sql immutable parallel safe
return lower(coalesce(nullif(regexp_replace(url, '^[a-zA-Z]+://[^/?#]*|\?[^#]*', '', 'g'), ''), '/'));

-- One visitor, one lane, also while nobody knows who they are: their views are reacted to in order.
create or replace function fill_inbox() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into inbox (event_id, lane)
  select id, abs(hashint8(coalesce(person_id, company_id, lead_id, identity_id, id)) % 4) from added;
  return null;
end $$;

-- What a visitor did in a while is asked for by time.
drop index event_identity;
create index event_identity on event (identity_id, occurred_at) where identity_id is not null;

-- One stay on the site: it ends with thirty minutes of silence. Made from the views, and can be made anew from them.
create table visit (
  id           bigint generated always as identity primary key,
  identity_id  bigint not null references identity on delete cascade,
  person_id    bigint references person on delete cascade,
  channel      text not null check (channel in ('paid', 'mail', 'social', 'search', 'campaign', 'referral', 'direct')),
  landing      text not null,
  referrer     text,
  utm_source   text,
  utm_medium   text,
  utm_campaign text,
  utm_term     text,
  utm_content  text,
  click_kind   text check (click_kind in ('gclid', 'fbclid', 'yclid', 'msclkid')),
  click_id     text,
  device       text check (device in ('pc', 'phone', 'tablet')),
  first_at     timestamptz not null,
  last_at      timestamptz not null,
  pages        integer not null
);

-- What machines looked at is counted by the day.
create index event_machine on event (occurred_at) where facts ? 'machine';

create index visit_identity on visit (identity_id, first_at);
create index visit_person on visit (person_id, first_at) where person_id is not null;
create index visit_first on visit (first_at);
create index visit_recent on visit (last_at desc, id desc);

create view seen.visit as
  select * from visit v
  where case
    when v.person_id is not null then
      exists (select from person p where p.id = v.person_id and p.seen_by && current_setting('app.sight')::bigint[])
    else '{0}' && current_setting('app.sight')::bigint[]
  end;

-- A form on a site: what it asks, where the answers go, and what follows.
create table form (
  id              bigint generated always as identity primary key,
  slug            text not null unique check (slug ~ '^[a-z0-9](-?[a-z0-9]){0,59}$'),
  name            text not null check (name <> ''),
  kind            text not null check (kind in ('document', 'inquiry', 'seminar')),
  fields          jsonb not null,
  source          text not null default '',   -- how we came to know who fills it in
  product_line_id bigint references product_line,
  thanks          text not null default '',
  redirect        text,
  mail_subject    text not null default '',
  mail_body       text not null default '',
  active          boolean not null default true,
  created_at      timestamptz not null,
  created_by      bigint,
  version         integer not null default 1
);

create view seen.form as select * from form;

-- What people agreed to, word for word. Never changed: another wording is another row.
create table form_wording (
  id         bigint generated always as identity primary key,
  form_id    bigint not null references form on delete cascade,
  number     integer not null,
  purpose    text not null,                   -- what their data is used for
  consent    text not null default '',        -- what stands beside the box to tick; '' for none
  created_at timestamptz not null,
  created_by bigint,
  unique (form_id, number)
);

create view seen.form_wording as select * from form_wording;

create table submission (
  id           bigint generated always as identity primary key,
  form_id      bigint not null references form,
  key          text not null unique,          -- of one page that was filled in: pressed twice, it is one
  hash         text not null,                 -- of what was answered
  answers      jsonb not null,                -- as it was asked: [{key, label, value}]
  wording_id   bigint not null references form_wording,
  consented    boolean not null,
  address      text not null,                 -- where on the network it came from: part of the proof
  identity_id  bigint references identity on delete set null,   -- the visitor
  person_id    bigint references person on delete cascade,
  submitted_at timestamptz not null,
  verdict      text not null check (verdict in ('accepted', 'spam')),
  why          text[] not null default '{}',
  judged_at    timestamptz,                   -- when somebody here judged otherwise
  judged_by    bigint
);

create index submission_form on submission (form_id, verdict, id desc);
create index submission_person on submission (person_id) where person_id is not null;
create index submission_hash on submission (form_id, hash, submitted_at);
create index submission_address on submission (address, submitted_at);
create index submission_identity on submission (identity_id) where identity_id is not null;

create view seen.submission as
  select * from submission s
  where case
    when s.person_id is not null then
      exists (select from person p where p.id = s.person_id and p.seen_by && current_setting('app.sight')::bigint[])
    else '{0}' && current_setting('app.sight')::bigint[]
  end;

do $$
declare t text;
begin
  foreach t in array array['page_name', 'form'] loop
    execute format('create trigger %I_version before update on %I for each row execute function next_version()', t, t);
    execute format('create trigger %I_journal_update after update on %I
      referencing old table as before_rows new table as after_rows
      for each statement execute function keep_before_image()', t, t);
    execute format('create trigger %I_journal_delete after delete on %I
      referencing old table as before_rows
      for each statement execute function keep_before_image()', t, t);
  end loop;
end $$;

grant select on seen.page_name, seen.visit, seen.form, seen.form_wording, seen.submission to musubi_web;
