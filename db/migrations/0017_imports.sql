-- Somebody is looked up by name and company together: of a common name there are thousands.
drop index person_name_key;

create index person_name_key on person (name_key, company_id);

-- Whose rows an import brought: written once for each row of a file, so it is not checked row by row, and forgotten
-- together when people or companies go.
alter table import_row drop constraint import_row_person_id_fkey, drop constraint import_row_company_id_fkey;

create function forget_imported() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_table_name = 'person' then
    update import_row r set person_id = null from gone g where r.person_id = g.id;
  else
    update import_row r set company_id = null from gone g where r.company_id = g.id;
  end if;
  return null;
end $$;

create trigger person_imported after delete on person referencing old table as gone
  for each statement execute function forget_imported();

create trigger company_imported after delete on company referencing old table as gone
  for each statement execute function forget_imported();

-- What is deleted together with the row it hung on may leave that row's image to speak for it.
create or replace function keep_before_image() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_op = 'UPDATE' then
    insert into journal (operation_id, table_name, row_id, person_id, act, before)
    select nullif(current_setting('app.operation_id', true), '')::bigint, tg_table_name, o.id,
           case tg_table_name when 'person' then o.id else (image ->> 'person_id')::bigint end, 'update', image
    from before_rows o join after_rows n on n.id = o.id and n.version <> o.version
    cross join lateral (select to_jsonb(o) as image) i;
  elsif current_setting('app.journal', true) is distinct from 'off' then
    insert into journal (operation_id, table_name, row_id, person_id, act, before)
    select nullif(current_setting('app.operation_id', true), '')::bigint, tg_table_name, o.id,
           case tg_table_name when 'person' then o.id else (image ->> 'person_id')::bigint end, 'delete', image
    from before_rows o
    cross join lateral (select to_jsonb(o) as image) i;
  end if;
  return null;
end $$;

-- History that an import brings along has openings and consents by the hundred thousand, and no reaction to history
-- hears of these: they need not wait for one.
create or replace function fill_inbox() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into inbox (event_id, identity_id, occurred_at, lane)
  select id, identity_id, occurred_at, abs(hashint8(coalesce(person_id, company_id, lead_id, nullif(identity_id, 0), id)) % 4) from added
  where not (historic and kind in ('consent.granted', 'lead.opened'));
  return null;
end $$;

-- Whatever was made of events goes with them, each found by its index: by what the planner knew when it first saw a
-- handful go, it would read the whole of a table for every thousand.
create or replace function forget_events() returns trigger language plpgsql security definer set search_path = public as $$
begin
  delete from inbox i where i.lane = any(array(select id from lane)) and i.event_id = any(array(
    select x.event_id from gone g cross join lane l cross join lateral (
      select event_id from inbox x where x.lane = l.id and x.event_id = g.id offset 0) x));
  delete from event_key k where k.event_id = any(array(
      select x.event_id from gone g cross join lateral (
        select event_id from event_key x where x.identity_id = g.identity_id and x.event_id = g.id offset 0) x))
    and k.identity_id = any(array(
      select x.identity_id from gone g cross join lateral (
        select identity_id from event_key x where x.identity_id = g.identity_id and x.event_id = g.id offset 0) x));
  delete from parked p where p.event_id = any(array(
    select x.event_id from gone g cross join lateral (select event_id from parked x where x.event_id = g.id offset 0) x));
  delete from notification n where n.id = any(array(
    select x.id from gone g cross join lateral (select id from notification x where x.event_id = g.id offset 0) x));
  delete from score_line l where l.id = any(array(
    select x.id from gone g cross join lateral (
      select id from score_line x where x.event_id = g.id and x.until_at is null
      union all select id from score_line x where x.event_id = g.id and x.until_at is not null offset 0) x));
  return null;
end $$;

-- Looked up whenever somebody is deleted, released or not.
drop index mail_hold_person;

create index mail_hold_person on mail_hold (person_id);
