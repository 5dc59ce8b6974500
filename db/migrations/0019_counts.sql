-- What lists and counts of a million people look up.

-- Who may be mailed or called: counted off this index, and asked of it for each person of a page. 25 MB at a million people.
create index consent_standing on consent (channel, person_id) where withdrawn_at is null;

-- Whom we were in touch with of late, one by one: else all that was done of late was passed for each of them.
create index activity_person_done on activity (person_id, done_at desc)
  where person_id is not null and done_at is not null;

-- Whoever is twice in a deal needs not be told apart from who is once, and without that each is found by their key.
create or replace view person_in_deal as
  select k.person_id from deal_contact k join deal d on d.id = k.deal_id where d.outcome is null
  union all
  select d.person_id from deal d where d.outcome is null and d.person_id is not null;
