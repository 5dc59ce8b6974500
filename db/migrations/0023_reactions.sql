-- The end of a visit moves with every view. As long as no index holds it, the row is written beside itself and no index is:
-- one record in place of six.
drop index visit_recent;

alter table visit set (fillfactor = 85);

-- Since when a visitor is known to be somebody. A function, since the months are opened only where it is asked: of views from
-- before, which are few.
create function identified_at(visitor bigint, whose bigint) returns timestamptz language sql stable as $$
  select min(recorded_at) from event where kind = 'visitor.identified' and identity_id = visitor and person_id = whose
$$;
