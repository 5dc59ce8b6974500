-- Who may see a row is decided here, once. The role that serves requests reads and writes these views and nothing else.
-- Each view asks settings that live as long as the transaction: app.user_id, app.roles, and app.sight, the ids of the
-- users and teams whose rows may be seen (0: all). A missing setting is an error, never all rows.

do $$
begin
  -- Where the owner may not create roles, an administrator has made it beforehand.
  if not exists (select from pg_roles where rolname = 'musubi_web') then
    create role musubi_web nologin;
  end if;
exception when duplicate_object then null;
end $$;

do $$
begin
  if not pg_has_role(current_user, 'musubi_web', 'member') then
    execute format('grant musubi_web to %I', current_user);
  end if;
end $$;

create schema seen;

create view seen.person as
  select * from person where seen_by && current_setting('app.sight')::bigint[]
  with local check option;

create view seen.lead as
  select * from lead where seen_by && current_setting('app.sight')::bigint[]
  with local check option;

create view seen.company as select * from company;

create view seen.post as
  select * from post o
  where exists (select from person p where p.id = o.person_id and p.seen_by && current_setting('app.sight')::bigint[])
  with local check option;

create view seen.identity as
  select * from identity i
  where exists (select from person p where p.id = i.person_id and p.seen_by && current_setting('app.sight')::bigint[]);

create view seen.consent as
  select * from consent c
  where exists (select from person p where p.id = c.person_id and p.seen_by && current_setting('app.sight')::bigint[])
  with local check option;

create view seen.offer as
  select * from offer o
  where exists (select from lead l where l.id = o.lead_id and l.seen_by && current_setting('app.sight')::bigint[]);

-- Of a person: whoever sees the person. Of a company's lead: whoever sees the lead. Of a company: everybody.
-- What concerns nobody (an import, a setting): whoever did it and whoever sees all.
create view seen.event as
  select * from event e
  where case
    when e.person_id is not null then
      exists (select from person p where p.id = e.person_id and p.seen_by && current_setting('app.sight')::bigint[])
    when e.lead_id is not null then
      exists (select from lead l where l.id = e.lead_id and l.seen_by && current_setting('app.sight')::bigint[])
    when e.company_id is not null then true
    else '{0}' && current_setting('app.sight')::bigint[] or e.by_id = current_setting('app.user_id')::bigint
  end
  with local check option;

-- `offset 0`: asked of each row by its key. Without it the planner would first hash everybody there is, for a page of eighty.
create view seen.activity as
  select * from activity a
  where case
    when a.person_id is not null then
      exists (select from person p where p.id = a.person_id and p.seen_by && current_setting('app.sight')::bigint[] offset 0)
    when a.lead_id is not null then
      exists (select from lead l where l.id = a.lead_id and l.seen_by && current_setting('app.sight')::bigint[] offset 0)
    else
      exists (select from holder h where h.id = a.holder_id
        and array[0, h.id, h.team_id] && current_setting('app.sight')::bigint[])
  end
  with local check option;

create view seen.segment as
  select * from segment
  where shared or owner_id = current_setting('app.user_id')::bigint
  with local check option;

create view seen.notification as
  select * from notification where user_id = current_setting('app.user_id')::bigint
  with local check option;

create view seen.preference as
  select * from preference where user_id = current_setting('app.user_id')::bigint
  with local check option;

create view seen.idempotency as
  select * from idempotency where actor_id = current_setting('app.user_id')::bigint
  with local check option;

-- The outbox is for admins: mails carry links that sign people in.
create view seen.mail as
  select * from mail where 'admin' = any (current_setting('app.roles')::text[]);

create view seen.operation as
  select * from operation
  where by_id = current_setting('app.user_id')::bigint or '{0}' && current_setting('app.sight')::bigint[];

create view seen.journal as
  select * from journal j
  where case
    when j.person_id is not null then
      exists (select from person p where p.id = j.person_id and p.seen_by && current_setting('app.sight')::bigint[])
    else j.table_name = 'company' or '{0}' && current_setting('app.sight')::bigint[]
  end;

create view seen.person_merge as
  select * from person_merge m
  where exists (select from person p where p.id = m.keep_id and p.seen_by && current_setting('app.sight')::bigint[]);

create view seen.import_run as
  select * from import_run
  where created_by = current_setting('app.user_id')::bigint or '{0}' && current_setting('app.sight')::bigint[];

create view seen.import_row as
  select * from import_row r where exists (select from seen.import_run i where i.id = r.import_id);

create view seen.export_log as
  select * from export_log
  where by_id = current_setting('app.user_id')::bigint or 'admin' = any (current_setting('app.roles')::text[]);

-- What everybody who works here may know.
create view seen.team as select * from team;

create view seen.holder as select * from holder;

create view seen.app_user as select * from app_user;

create view seen.role as select * from role;

create view seen.workspace as select * from workspace;

create view seen.holiday as select * from holiday;

create view seen.product_line as select * from product_line;

create view seen.reason as select * from reason;

create view seen.custom_field as select * from custom_field;

grant usage on schema seen to musubi_web;

grant select on all tables in schema seen to musubi_web;

-- Writing by one's own sight. Everything else is a verb that runs with the owner's rights.
grant update on seen.person, seen.company, seen.notification to musubi_web;

grant insert, update on seen.consent, seen.activity to musubi_web;

grant insert, update, delete on seen.post, seen.segment, seen.preference, seen.idempotency to musubi_web;

grant insert on seen.event to musubi_web;
