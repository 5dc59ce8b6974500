-- Retain: what is sold and at which tax, orders, the invoices that follow from them, and the money that comes in.

-- A rate counts from its day on. 'exempt' is 非課税, 'out' is 不課税: neither bears tax, and an invoice tells them apart.
create table tax_rate (
  id      bigint generated always as identity primary key,
  code    text not null check (code in ('standard', 'reduced', 'exempt', 'out')),
  from_on date not null,
  percent integer not null check (percent between 0 and 100),
  version integer not null default 1,
  unique (code, from_on),
  check (code in ('standard', 'reduced') or percent = 0)
);

insert into tax_rate (code, from_on, percent) values
  ('standard', '1989-04-01', 3), ('standard', '1997-04-01', 5), ('standard', '2014-04-01', 8), ('standard', '2019-10-01', 10),
  ('reduced', '2019-10-01', 8), ('exempt', '1989-04-01', 0), ('out', '1989-04-01', 0);

-- Of our own company, what its invoices say and how their tax is rounded.
alter table workspace
  add column registration_number text not null default '',     -- T and 13 digits; '' as long as there is none
  add column bank_account text not null default '',
  add column tax_rounding text not null default 'floor' check (tax_rounding in ('floor', 'round', 'ceil')),
  add column invoice_prefix text not null default '';

create or replace view seen.workspace as select * from workspace;

create table product (
  id              bigint generated always as identity primary key,
  code            text not null unique check (code <> ''),
  name            text not null check (name <> ''),
  unit            text not null default '',
  unit_price      bigint not null,            -- yen, without tax; below zero for what is taken off
  tax             text not null default 'standard' check (tax in ('standard', 'reduced', 'exempt', 'out')),
  product_line_id bigint not null references product_line,
  active          boolean not null default true,
  operation_id    bigint,                     -- what brought it in
  version         integer not null default 1
);

create index product_name on product (name, id);

-- How a company is billed for what it orders: to whom, under which terms. Without a row: to itself, month end, end of next month.
create table billing (
  id            bigint generated always as identity primary key,
  company_id    bigint not null unique references company,
  bill_to_id    bigint references company,    -- another company that is billed in its place
  customer_code text not null default '',
  department    text not null default '',
  person        text not null default '',     -- to whom it is addressed, who need not be known here
  closing_day   integer not null default 31 check (closing_day between 1 and 28 or closing_day = 31),  -- 31: the end of the month
  pay_months    integer not null default 1 check (pay_months between 0 and 12),   -- how many months after the closing
  pay_day       integer not null default 31 check (pay_day between 1 and 28 or pay_day = 31),
  holiday_shift text not null default 'after' check (holiday_shift in ('before', 'after', 'none')),
  tax_rounding  text check (tax_rounding in ('floor', 'round', 'ceil')),   -- of its own; else the workspace's
  operation_id  bigint,
  version       integer not null default 1
);

create index billing_bill_to on billing (bill_to_id) where bill_to_id is not null;

-- The last number given of each kind. Whoever gives one holds the row until commit: no number twice, none left out.
create table document_counter (
  kind text primary key check (kind in ('order', 'invoice', 'credit', 'revised')),
  last bigint not null default 0
);

insert into document_counter (kind) values ('order'), ('invoice'), ('credit'), ('revised');

create table sales_order (
  id           bigint generated always as identity primary key,
  number       text not null unique,
  title        text not null check (title <> ''),
  deal_id      bigint unique references deal on delete set null,
  company_id   bigint not null references company,    -- who ordered
  person_id    bigint references person on delete set null,
  ordered_on   date not null,
  inspected_on date,                          -- 検収日
  memo         text not null default '',
  created_at   timestamptz not null,
  created_by   bigint,
  operation_id bigint,
  version      integer not null default 1
);

create index sales_order_company on sales_order (company_id, ordered_on desc, id desc);
create index sales_order_recent on sales_order (ordered_on desc, id desc);
create index sales_order_person on sales_order (person_id) where person_id is not null;

create table order_line (
  id           bigint generated always as identity primary key,
  order_id     bigint not null references sales_order on delete cascade,
  position     integer not null,
  product_id   bigint references product,
  name         text not null check (name <> ''),
  quantity     numeric(14, 3) not null check (quantity > 0),
  unit         text not null default '',
  unit_price   bigint not null,
  tax          text not null check (tax in ('standard', 'reduced', 'exempt', 'out')),
  amount       bigint not null generated always as (round(quantity * unit_price)::bigint) stored,
  operation_id bigint,
  version      integer not null default 1
);

create index order_line_order on order_line (order_id, position);
create index order_line_product on order_line (product_id) where product_id is not null;

-- How far an order has been invoiced: follows from its issued invoices, apart from what people edit.
create table order_billed (
  order_id bigint primary key references sales_order on delete cascade,
  net      bigint not null default 0,         -- without tax
  state    text not null default 'open' check (state in ('open', 'part', 'invoiced'))
);

create index order_billed_open on order_billed (order_id) where state <> 'invoiced';

-- A draft may change; what was issued stands for ever, as it was printed, and is corrected by a further document:
-- 'credit' 返還請求書 takes off, 'revised' 修正 stands in place of what it corrects. `effect` is what a document changes in what
-- is owed, so all documents of a root add up to it.
create table invoice (
  id           bigint generated always as identity primary key,
  kind         text not null check (kind in ('invoice', 'credit', 'revised')),
  state        text not null default 'draft' check (state in ('draft', 'issued')),
  sequence     bigint,
  number       text unique,
  order_id     bigint not null references sales_order,
  root_id      bigint references invoice,     -- the invoice that it corrects in the end; itself once issued
  corrects_id  bigint references invoice,     -- the document that it corrects
  company_id   bigint not null references company,    -- who ordered
  bill_to_id   bigint not null references company,    -- who is billed
  title        text not null check (title <> ''),
  traded_on    date not null,                 -- 取引日: by which the rates are found
  due_on       date,                          -- of a draft: only if somebody set it
  note         text not null default '',      -- printed
  net          bigint not null default 0,
  tax          bigint not null default 0,
  total        bigint not null default 0,
  effect       bigint,
  issued_on    date,
  issued_at    timestamptz,
  issued_by    bigint,
  paper        jsonb,                         -- everything that is printed, as it was on issuing
  created_at   timestamptz not null,
  created_by   bigint,
  operation_id bigint,
  version      integer not null default 1,
  unique (kind, sequence),
  check (total = net + tax),
  check ((kind = 'invoice') = (corrects_id is null)),
  check (num_nulls(sequence, number, effect, issued_on, issued_at, paper) = case state when 'issued' then 0 else 6 end),
  check (state = 'draft' or root_id is not null and total >= 0),
  check (state = 'draft' or kind = 'credit' or due_on is not null),
  check (kind <> 'credit' or effect is null or effect = -total)
);

create index invoice_order on invoice (order_id, id);
create index invoice_root on invoice (root_id, id) where root_id is not null;
create index invoice_corrects on invoice (corrects_id) where corrects_id is not null;
create index invoice_company on invoice (company_id, id desc);
create index invoice_bill_to on invoice (bill_to_id, id desc);
create index invoice_draft on invoice (id desc) where state = 'draft';
create index invoice_issued on invoice (issued_on desc, id desc) where state = 'issued';

create table invoice_line (
  id            bigint generated always as identity primary key,
  invoice_id    bigint not null references invoice on delete cascade,
  order_line_id bigint references order_line,
  position      integer not null,
  name          text not null check (name <> ''),
  quantity      numeric(14, 3) not null check (quantity > 0),
  unit          text not null default '',
  unit_price    bigint not null,
  tax           text not null check (tax in ('standard', 'reduced', 'exempt', 'out')),
  amount        bigint not null generated always as (round(quantity * unit_price)::bigint) stored,
  version       integer not null default 1
);

create index invoice_line_invoice on invoice_line (invoice_id, position);
create index invoice_line_order on invoice_line (order_line_id) where order_line_id is not null;

-- What is owed on an issued invoice, with all that corrects it. More than is owed comes in only where somebody said so.
create table receivable (
  invoice_id bigint primary key references invoice,
  company_id bigint not null references company,
  bill_to_id bigint not null references company,
  due_on     date not null,
  billed     bigint not null check (billed >= 0),     -- the sum of the effects
  paid       bigint not null default 0 check (paid >= 0),     -- the sum of payments and their fees
  surplus    bigint not null default 0 check (surplus >= 0),  -- paid above what is owed, knowingly
  told_on    date,                            -- when it was told to be overdue
  check (paid <= billed + surplus)
);

create index receivable_due on receivable (due_on, invoice_id) where paid < billed;
create index receivable_untold on receivable (due_on) where paid < billed and told_on is null;
create index receivable_company on receivable (company_id);
create index receivable_bill_to on receivable (bill_to_id);
create index receivable_surplus on receivable (invoice_id) where paid > billed;

-- Money that came in. A wrong row is never changed: one that reverses it stands beside it (赤), and the right one (黒).
create table payment (
  id          bigint generated always as identity primary key,
  invoice_id  bigint not null references invoice,     -- the root
  paid_on     date not null,
  amount      bigint not null,                -- what arrived
  fee         bigint not null default 0,      -- 振込手数料 that the payer took off: settled, but not received
  method      text not null check (method in ('transfer', 'debit', 'card', 'cash', 'bill', 'offset', 'other')),
  note        text not null default '',
  reverses_id bigint unique references payment,
  replaces_id bigint unique references payment,
  created_at  timestamptz not null,
  created_by  bigint,
  check (amount + fee <> 0),
  check (case when reverses_id is null then amount >= 0 and fee >= 0 else amount <= 0 and fee <= 0 end),
  check (reverses_id is null or replaces_id is null)
);

create index payment_invoice on payment (invoice_id, id);
create index payment_recent on payment (paid_on desc, id desc);

create function keep_issued() returns trigger language plpgsql as $$
begin
  raise exception 'What was issued or paid is never changed: it is corrected by a further document.' using errcode = 'restrict_violation';
end $$;

create trigger invoice_stands before update or delete on invoice
  for each row when (old.state = 'issued') execute function keep_issued();

create trigger payment_stands before update or delete on payment for each row execute function keep_issued();

create function keep_issued_lines() returns trigger language plpgsql security definer set search_path = public as $$
declare of bigint := case tg_op when 'INSERT' then new.invoice_id else old.invoice_id end;
begin
  if exists (select from invoice i where i.id = of and i.state = 'issued') then
    raise exception 'What was issued is never changed: it is corrected by a further document.' using errcode = 'restrict_violation';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;

create trigger invoice_line_stands before insert or update or delete on invoice_line
  for each row execute function keep_issued_lines();

create trigger sales_order_follows_merge before insert on sales_order
  for each row when (new.person_id is not null) execute function follow_merge();

do $$
declare t text;
begin
  foreach t in array array['tax_rate', 'product', 'billing', 'sales_order', 'order_line', 'invoice', 'invoice_line'] loop
    execute format('create trigger %I_version before update on %I for each row execute function next_version()', t, t);
    execute format('create trigger %I_journal_update after update on %I
      referencing old table as before_rows new table as after_rows
      for each statement execute function keep_before_image()', t, t);
    execute format('create trigger %I_journal_delete after delete on %I
      referencing old table as before_rows
      for each statement execute function keep_before_image()', t, t);
  end loop;
end $$;

-- Money is seen by who looks after it, by whoever sees all rows, and by whoever sees a deal with that company: who sells to
-- a customer needs to know whether they pay.
create view seen.sales_order as
  select * from sales_order o
  where '{admin,manager,accounting}' && current_setting('app.roles')::text[] or '{0}' && current_setting('app.sight')::bigint[]
    or exists (select from deal d where d.company_id = o.company_id and d.seen_by && current_setting('app.sight')::bigint[]);

create view seen.invoice as
  select * from invoice i
  where '{admin,manager,accounting}' && current_setting('app.roles')::text[] or '{0}' && current_setting('app.sight')::bigint[]
    or exists (select from deal d where d.company_id = i.company_id and d.seen_by && current_setting('app.sight')::bigint[]);

create view seen.receivable as
  select * from receivable r
  where '{admin,manager,accounting}' && current_setting('app.roles')::text[] or '{0}' && current_setting('app.sight')::bigint[]
    or exists (select from deal d where d.company_id = r.company_id and d.seen_by && current_setting('app.sight')::bigint[]);

create view seen.order_line as select * from order_line l where exists (select from seen.sales_order o where o.id = l.order_id);

create view seen.order_billed as select * from order_billed b where exists (select from seen.sales_order o where o.id = b.order_id);

create view seen.invoice_line as select * from invoice_line l where exists (select from seen.invoice i where i.id = l.invoice_id);

create view seen.payment as select * from payment p where exists (select from seen.invoice i where i.id = p.invoice_id);

create view seen.billing as select * from billing;

create view seen.product as select * from product;

create view seen.tax_rate as select * from tax_rate;

grant select on seen.sales_order, seen.order_line, seen.order_billed, seen.invoice, seen.invoice_line, seen.receivable,
  seen.payment, seen.billing, seen.product, seen.tax_rate to musubi_web;
