-- A line of points says that somebody fulfilled what a rule asks; what that counts is the business of each version. Rules of
-- later versions that ask the same share the lines of the first, so that other points or caps write no line anew. The lines
-- of a condition are complete from the first version that has it to the last: what was left out once is asked anew.
alter table scoring_rule add column condition_id bigint references scoring_rule;  -- the first that asked the same; null: a draft

with recursive asked as (
  select r.id, r.id as condition_id, c.ended_at, r.event_kind, r.facts, r.page, r.page_id, r.conditions
  from scoring_rule r join scoring_card c on c.id = r.card_id and c.published_at is not null
  where not exists (
    select from scoring_rule f join scoring_card o on o.id = f.card_id where f.id = r.from_id and o.ended_at = c.published_at
      and (f.event_kind, f.facts, f.page, f.page_id, f.conditions) is not distinct from (r.event_kind, r.facts, r.page, r.page_id, r.conditions))
  union all
  select r.id, f.condition_id, c.ended_at, r.event_kind, r.facts, r.page, r.page_id, r.conditions
  from asked f join scoring_rule r on r.from_id = f.id join scoring_card c on c.id = r.card_id and c.published_at = f.ended_at
  where (f.event_kind, f.facts, f.page, f.page_id, f.conditions) is not distinct from (r.event_kind, r.facts, r.page, r.page_id, r.conditions)
)
update scoring_rule r set condition_id = a.condition_id from asked a where a.id = r.id;

create index scoring_rule_condition on scoring_rule (condition_id) where condition_id is not null;

-- What each version wrote for itself counts while it was in force, and no longer: side by side the lines are one row of time.
-- The past first, since what is in force has lines that have not ended.
update score_line l set rule_id = r.condition_id, known_at = greatest(l.known_at, c.published_at), until_at = least(l.until_at, c.ended_at)
from scoring_rule r join scoring_card c on c.id = r.card_id where r.id = l.rule_id and c.ended_at is not null;
update score_line l set rule_id = r.condition_id, known_at = greatest(l.known_at, c.published_at)
from scoring_rule r join scoring_card c on c.id = r.card_id where r.id = l.rule_id and r.condition_id <> r.id;

-- To look the rule up once more for each of millions of lines costs more than the line, and the line is written from it.
drop view seen_all.score_line, seen.score_line;
drop index score_line_person, score_line_rule;
alter table score_line drop column card_id, drop column points, drop constraint score_line_rule_id_fkey;
alter table score_line rename column rule_id to condition_id;
create index score_line_person on score_line (person_id, at desc);

create view seen.score_line as
  select * from score_line s
  where exists (select from person p where p.id = s.person_id and p.seen_by && current_setting('app.sight')::bigint[]);
create view seen_all.score_line as
  select * from score_line where current_setting('app.sight') = '{0}';
grant select on seen.score_line, seen_all.score_line to musubi_web;

create or replace view seen.scoring_rule as select * from scoring_rule;

-- Whether pages have been named otherwise since everybody was counted last, so that lines of pages are looked at too.
alter table scoring_recount add column pages boolean not null default false;
update scoring_recount r set pages = true from scoring_card c where c.id = r.card_id and c.ended_at is null and r.state <> 'done';
create or replace view seen.scoring_recount as select * from scoring_recount;

create function keep_published_rules() returns trigger language plpgsql as $$
begin
  if old.condition_id is not null then
    raise exception 'A published rule of the score stays: lines of points were given by it.' using errcode = 'foreign_key_violation';
  end if;
  return old;
end $$;
create trigger scoring_rule_stays before delete on scoring_rule for each row execute function keep_published_rules();
