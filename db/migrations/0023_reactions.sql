-- The end of a visit moves with every view. As long as no index holds it, the row is written beside itself and no index is:
-- one record in place of six.
drop index visit_recent;

alter table visit set (fillfactor = 85);
