-- So that no screen reads a large table from end to end (test/plans.test.ts).

-- Lists in the order in which they are shown.
create index deal_opened on deal (opened_at desc, id desc);

create index invoice_recent on invoice ((coalesce(issued_on, '9999-12-31'::date)) desc, id desc);

create index receivable_month on receivable (due_on, invoice_id);

create index company_employees on company ((coalesce(employees, -1)), id);

create index company_kind on company (kind, created_at desc, id desc) where kind <> 'company';

create index notification_recent on notification (user_id, created_at desc, id desc);

drop index notification_user;

-- What marketing is told in the morning: who waits, with whom may see it, and what became of the offers of late.
create index lead_waiting on lead (stage) include (seen_by) where stage in ('lead', 'recycled');

create index offer_recent on offer (offered_at);

create index offer_answered on offer (answered_at desc) where answered_at is not null;

-- Who may be the same: read alike.
create index person_kana on person (family_name_kana, given_name_kana);

-- An operation that came to nothing is taken out again, minute by minute: nobody may refer to it.
create index operation_undoes on operation (undoes_id) where undoes_id is not null;

create index person_merge_operation on person_merge (operation_id);

create index import_run_operation on import_run (operation_id);

-- What an operation brought in is looked up by it when it is taken back.
create index sales_order_operation on sales_order (operation_id) where operation_id is not null;

create index order_line_operation on order_line (operation_id) where operation_id is not null;

create index invoice_operation on invoice (operation_id) where operation_id is not null;

create index deal_step_stage on deal_step (stage_id);

-- Whoever sees all is asked about nobody; of the rest each row is asked by its key, since the planner would first hash
-- everybody there is.
create or replace view seen.submission as
  select * from submission s
  where '{0}' && current_setting('app.sight')::bigint[]
    or exists (select from person p where p.id = s.person_id and p.seen_by && current_setting('app.sight')::bigint[] offset 0);

create or replace view seen.visit as
  select * from visit v
  where '{0}' && current_setting('app.sight')::bigint[]
    or exists (select from person p where p.id = v.person_id and p.seen_by && current_setting('app.sight')::bigint[] offset 0);
