-- Lines of points are written by the million, each from the very rule and version that it names: to look both up once more
-- for every line costs more than the line. What has given lines is published, and no published rule is ever deleted.
alter table score_line drop constraint score_line_card_id_fkey, drop constraint score_line_rule_id_fkey;
drop index score_line_rule;

create function keep_rules_of_lines() returns trigger language plpgsql as $$
begin
  if exists (select from scoring_card c where c.id = old.card_id and c.published_at is not null) then
    raise exception 'A rule of a published version of the score stays: lines of points were given by it.' using errcode = 'foreign_key_violation';
  end if;
  return old;
end $$;
create trigger scoring_rule_stays before delete on scoring_rule for each row execute function keep_rules_of_lines();
