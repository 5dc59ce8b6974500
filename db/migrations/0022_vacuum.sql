-- What is left behind by an import that was taken back lies where the newest people are looked for, and an index can answer
-- alone only for pages that were vacuumed since. A fifth of a million people is too late for both.
do $$
declare
  grown text;
begin
  foreach grown in array '{person,identity,lead,consent,activity,score,score_line,visit,deal,journal}'::text[] loop
    execute format(
      'alter table %I set (autovacuum_vacuum_scale_factor = 0.04, autovacuum_vacuum_insert_scale_factor = 0.04, autovacuum_analyze_scale_factor = 0.02)',
      grown);
  end loop;
end $$;
