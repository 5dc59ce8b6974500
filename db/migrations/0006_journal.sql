-- The journal: one statement-level trigger writes the before-image of every changed row; one row-level trigger counts versions.
-- Audit, undo, un-merge and un-import are all read from it.

-- A change of sight alone, a reminder that was given, an overdue clock that was told: none is an edit, so it neither makes
-- an open form stale nor stands in the journal.
create function next_version() returns trigger language plpgsql as $$
begin
  new.version := old.version + 1;
  return new;
end $$;

create function keep_before_image() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_op = 'UPDATE' then
    insert into journal (operation_id, table_name, row_id, person_id, act, before)
    select nullif(current_setting('app.operation_id', true), '')::bigint, tg_table_name, o.id,
           case tg_table_name when 'person' then o.id else (image ->> 'person_id')::bigint end, 'update', image
    from before_rows o join after_rows n on n.id = o.id and n.version <> o.version
    cross join lateral (select to_jsonb(o) as image) i;
  else
    insert into journal (operation_id, table_name, row_id, person_id, act, before)
    select nullif(current_setting('app.operation_id', true), '')::bigint, tg_table_name, o.id,
           case tg_table_name when 'person' then o.id else (image ->> 'person_id')::bigint end, 'delete', image
    from before_rows o
    cross join lateral (select to_jsonb(o) as image) i;
  end if;
  return null;
end $$;

do $$
declare t text;
begin
  foreach t in array array['team', 'holder', 'app_user', 'workspace', 'holiday', 'company', 'person', 'post', 'identity',
    'consent', 'product_line', 'reason', 'lead', 'offer', 'custom_field', 'segment', 'activity'] loop
    execute format('create trigger %I_version before update on %I for each row %s execute function next_version()', t, t, case t
      when 'person' then 'when (old.seen_by is not distinct from new.seen_by)'
      when 'lead' then 'when (old.seen_by is not distinct from new.seen_by
        and (new.escalated_at is null or to_jsonb(old) - ''escalated_at'' <> to_jsonb(new) - ''escalated_at''))'
      when 'activity' then 'when (new.reminded_at is null or to_jsonb(old) - ''reminded_at'' <> to_jsonb(new) - ''reminded_at'')'
      else '' end);
    execute format('create trigger %I_journal_update after update on %I
      referencing old table as before_rows new table as after_rows
      for each statement execute function keep_before_image()', t, t);
    execute format('create trigger %I_journal_delete after delete on %I
      referencing old table as before_rows
      for each statement execute function keep_before_image()', t, t);
  end loop;
end $$;

create trigger role_version before update on role for each row execute function next_version();

create trigger import_run_version before update on import_run for each row execute function next_version();

create trigger person_merge_version before update on person_merge for each row execute function next_version();
