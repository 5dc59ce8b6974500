-- What the migrations make, for reading. Written by db/dump.ts; not run by anything.

create sequence event_number;

create sequence party_id;

create table activity (
  id bigint not null generated always as identity,
  kind text not null,
  person_id bigint,
  company_id bigint,
  lead_id bigint,
  holder_id bigint not null,
  subject text not null default ''::text,
  note text not null default ''::text,
  planned_at timestamp with time zone,
  remind_at timestamp with time zone,
  reminded_at timestamp with time zone,
  done_at timestamp with time zone,
  outcome text,
  cancelled_at timestamp with time zone,
  created_at timestamp with time zone not null,
  created_by bigint,
  version integer not null default 1,
  deal_id bigint,
  constraint activity_pkey PRIMARY KEY (id),
  constraint activity_company_id_fkey FOREIGN KEY (company_id) REFERENCES company(id),
  constraint activity_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deal(id) ON DELETE SET NULL,
  constraint activity_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES app_user(id),
  constraint activity_lead_id_fkey FOREIGN KEY (lead_id) REFERENCES lead(id) ON DELETE SET NULL,
  constraint activity_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE,
  constraint activity_check CHECK (((planned_at IS NOT NULL) OR (done_at IS NOT NULL) OR (kind = 'task'::text))),
  constraint activity_check1 CHECK (((outcome IS NULL) OR (kind = 'call'::text))),
  constraint activity_kind_check CHECK ((kind = ANY (ARRAY['call'::text, 'visit'::text, 'mail'::text, 'meeting'::text, 'note'::text, 'task'::text]))),
  constraint activity_outcome_check CHECK ((outcome = ANY (ARRAY['talked'::text, 'absent'::text, 'blocked'::text, 'recall'::text, 'appointment'::text, 'refused'::text])))
)
  with (autovacuum_vacuum_scale_factor=0.04, autovacuum_vacuum_insert_scale_factor=0.04, autovacuum_analyze_scale_factor=0.02);
CREATE INDEX activity_company ON activity USING btree (company_id, id DESC) WHERE (company_id IS NOT NULL);
CREATE INDEX activity_deal ON activity USING btree (deal_id, planned_at) WHERE (deal_id IS NOT NULL);
CREATE INDEX activity_deal_next ON activity USING btree (deal_id, planned_at, id) WHERE ((deal_id IS NOT NULL) AND (done_at IS NULL) AND (cancelled_at IS NULL));
CREATE INDEX activity_done ON activity USING btree (done_at DESC, holder_id) WHERE (done_at IS NOT NULL);
CREATE INDEX activity_lead ON activity USING btree (lead_id) WHERE (lead_id IS NOT NULL);
CREATE INDEX activity_lead_done ON activity USING btree (lead_id, done_at DESC) WHERE (done_at IS NOT NULL);
CREATE INDEX activity_lead_next ON activity USING btree (lead_id, planned_at) WHERE ((done_at IS NULL) AND (cancelled_at IS NULL));
CREATE INDEX activity_person ON activity USING btree (person_id, id DESC) WHERE (person_id IS NOT NULL);
CREATE INDEX activity_person_done ON activity USING btree (person_id, done_at DESC) WHERE ((person_id IS NOT NULL) AND (done_at IS NOT NULL));
CREATE INDEX activity_person_next ON activity USING btree (person_id, planned_at) WHERE ((person_id IS NOT NULL) AND (done_at IS NULL) AND (cancelled_at IS NULL));
CREATE INDEX activity_planned ON activity USING btree (planned_at, id) WHERE ((done_at IS NULL) AND (cancelled_at IS NULL));
CREATE INDEX activity_remind ON activity USING btree (remind_at) WHERE ((reminded_at IS NULL) AND (done_at IS NULL) AND (cancelled_at IS NULL));
CREATE INDEX activity_todo ON activity USING btree (holder_id, planned_at) WHERE ((done_at IS NULL) AND (cancelled_at IS NULL));

create table answer_kept (
  user_id bigint not null,
  part text not null,
  asked text not null,
  at timestamp with time zone not null,
  counting_since timestamp with time zone,
  answer jsonb not null,
  constraint answer_kept_pkey PRIMARY KEY (user_id, part, asked),
  constraint answer_kept_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id) ON DELETE CASCADE
);

create table app_user (
  id bigint not null,
  auth_id text,
  email text not null,
  roles text[] not null,
  language text not null default 'ja'::text,
  is_program boolean not null default false,
  deputy_id bigint,
  away_from date,
  away_until date,
  mail_notifications boolean not null default true,
  created_at timestamp with time zone not null,
  version integer not null default 1,
  constraint app_user_pkey PRIMARY KEY (id),
  constraint app_user_auth_id_key UNIQUE (auth_id),
  constraint app_user_email_key UNIQUE (email),
  constraint app_user_deputy_id_fkey FOREIGN KEY (deputy_id) REFERENCES app_user(id),
  constraint app_user_id_fkey FOREIGN KEY (id) REFERENCES holder(id),
  constraint app_user_language_check CHECK ((language = ANY (ARRAY['ja'::text, 'en'::text])))
);

create table assignment_rule (
  id bigint not null generated always as identity,
  name text not null,
  conditions jsonb not null,
  receivers bigint[] not null,
  capacity integer,
  answer_days integer,
  "position" integer not null default 0,
  active boolean not null default true,
  created_at timestamp with time zone not null,
  created_by bigint,
  version integer not null default 1,
  constraint assignment_rule_pkey PRIMARY KEY (id),
  constraint assignment_rule_answer_days_check CHECK (((answer_days >= 0) AND (answer_days <= 30))),
  constraint assignment_rule_capacity_check CHECK ((capacity > 0)),
  constraint assignment_rule_name_check CHECK ((name <> ''::text)),
  constraint assignment_rule_receivers_check CHECK ((cardinality(receivers) > 0))
);
CREATE INDEX assignment_rule_position ON assignment_rule USING btree ("position", id);

create table assignment_turn (
  rule_id bigint not null,
  holder_id bigint not null,
  turn bigint not null,
  given integer not null default 0,
  constraint assignment_turn_pkey PRIMARY KEY (rule_id, holder_id),
  constraint assignment_turn_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES holder(id),
  constraint assignment_turn_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES assignment_rule(id) ON DELETE CASCADE
);
CREATE INDEX assignment_turn_holder ON assignment_turn USING btree (holder_id);

create table billing (
  id bigint not null generated always as identity,
  company_id bigint not null,
  bill_to_id bigint,
  customer_code text not null default ''::text,
  department text not null default ''::text,
  person text not null default ''::text,
  closing_day integer not null default 31,
  pay_months integer not null default 1,
  pay_day integer not null default 31,
  holiday_shift text not null default 'after'::text,
  tax_rounding text,
  operation_id bigint,
  version integer not null default 1,
  constraint billing_pkey PRIMARY KEY (id),
  constraint billing_company_id_key UNIQUE (company_id),
  constraint billing_bill_to_id_fkey FOREIGN KEY (bill_to_id) REFERENCES company(id),
  constraint billing_company_id_fkey FOREIGN KEY (company_id) REFERENCES company(id),
  constraint billing_closing_day_check CHECK ((((closing_day >= 1) AND (closing_day <= 28)) OR (closing_day = 31))),
  constraint billing_holiday_shift_check CHECK ((holiday_shift = ANY (ARRAY['before'::text, 'after'::text, 'none'::text]))),
  constraint billing_pay_day_check CHECK ((((pay_day >= 1) AND (pay_day <= 28)) OR (pay_day = 31))),
  constraint billing_pay_months_check CHECK (((pay_months >= 0) AND (pay_months <= 12))),
  constraint billing_tax_rounding_check CHECK ((tax_rounding = ANY (ARRAY['floor'::text, 'round'::text, 'ceil'::text])))
);
CREATE INDEX billing_bill_to ON billing USING btree (bill_to_id) WHERE (bill_to_id IS NOT NULL);

create table company (
  id bigint not null generated always as identity,
  kind text not null default 'company'::text,
  parent_id bigint,
  name text not null,
  name_kana text,
  name_en text,
  name_key text not null,
  corporate_number text,
  domain text,
  website text,
  phone text,
  phone_key text,
  postal_code text,
  prefecture text,
  address text,
  address_key text,
  industry text,
  employees integer,
  customer_since date,
  memo text,
  custom jsonb not null default '{}'::jsonb,
  grams text[] not null default '{}'::text[],
  created_at timestamp with time zone not null,
  created_by bigint,
  version integer not null default 1,
  constraint company_pkey PRIMARY KEY (id),
  constraint company_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES company(id),
  constraint company_kind_check CHECK ((kind = ANY (ARRAY['group'::text, 'company'::text, 'site'::text]))),
  constraint company_name_check CHECK ((name <> ''::text))
);
CREATE UNIQUE INDEX company_corporate_number ON company USING btree (corporate_number) WHERE ((corporate_number IS NOT NULL) AND (kind = 'company'::text));
CREATE INDEX company_created ON company USING btree (created_at DESC, id DESC);
CREATE INDEX company_customer ON company USING btree (customer_since) WHERE (customer_since IS NOT NULL);
CREATE INDEX company_domain ON company USING btree (domain) WHERE (domain IS NOT NULL);
CREATE INDEX company_employees ON company USING btree (COALESCE(employees, '-1'::integer), id);
CREATE INDEX company_grams ON company USING gin (grams);
CREATE INDEX company_kind ON company USING btree (kind, created_at DESC, id DESC) WHERE (kind <> 'company'::text);
CREATE INDEX company_name ON company USING btree (name, id);
CREATE INDEX company_name_key ON company USING btree (name_key);
CREATE INDEX company_parent ON company USING btree (parent_id) WHERE (parent_id IS NOT NULL);
CREATE INDEX company_phone_key ON company USING btree (phone_key) WHERE (phone_key IS NOT NULL);

create table consent (
  id bigint not null generated always as identity,
  person_id bigint not null,
  channel text not null,
  basis text not null,
  granted_at timestamp with time zone not null,
  granted_via text not null,
  import_id bigint,
  withdrawn_at timestamp with time zone,
  withdrawn_via text,
  created_by bigint,
  version integer not null default 1,
  constraint consent_pkey PRIMARY KEY (id),
  constraint consent_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE,
  constraint consent_basis_check CHECK ((basis = ANY (ARRAY['opt_in'::text, 'business_card'::text, 'transaction'::text, 'published'::text, 'none'::text]))),
  constraint consent_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'phone'::text])))
)
  with (autovacuum_vacuum_scale_factor=0.04, autovacuum_vacuum_insert_scale_factor=0.04, autovacuum_analyze_scale_factor=0.02);
CREATE INDEX consent_person ON consent USING btree (person_id, channel);
CREATE INDEX consent_standing ON consent USING btree (channel, person_id) WHERE (withdrawn_at IS NULL);
CREATE INDEX consent_withdrawn ON consent USING btree (channel, person_id) WHERE (withdrawn_at IS NOT NULL);

create table custom_field (
  id bigint not null generated always as identity,
  about text not null,
  key text not null,
  label text not null,
  kind text not null,
  choices text[] not null default '{}'::text[],
  filterable boolean not null default false,
  "position" integer not null default 0,
  version integer not null default 1,
  constraint custom_field_pkey PRIMARY KEY (id),
  constraint custom_field_about_key_key UNIQUE (about, key),
  constraint custom_field_about_check CHECK ((about = ANY (ARRAY['person'::text, 'company'::text]))),
  constraint custom_field_key_check CHECK ((key ~ '^[a-z][a-z0-9_]{0,39}$'::text)),
  constraint custom_field_kind_check CHECK ((kind = ANY (ARRAY['text'::text, 'number'::text, 'date'::text, 'choice'::text, 'boolean'::text]))),
  constraint custom_field_label_check CHECK ((label <> ''::text))
);

create table deal (
  id bigint not null generated always as identity,
  title text not null,
  company_id bigint,
  person_id bigint,
  lead_id bigint,
  product_line_id bigint not null,
  pipeline_id bigint not null,
  stage_id bigint not null,
  stage_since timestamp with time zone not null,
  owner_id bigint not null,
  amount bigint not null default 0,
  probability integer,
  certainty text,
  expected_close date,
  budget text not null default ''::text,
  authority text not null default ''::text,
  needs text not null default ''::text,
  timeframe text not null default ''::text,
  competitor text not null default ''::text,
  memo text not null default ''::text,
  outcome text,
  closed_at timestamp with time zone,
  ordered_on date,
  reason_id bigint,
  until date,
  opened_at timestamp with time zone not null,
  created_by bigint,
  seen_by bigint[] not null default '{0}'::bigint[],
  version integer not null default 1,
  constraint deal_pkey PRIMARY KEY (id),
  constraint deal_company_id_fkey FOREIGN KEY (company_id) REFERENCES company(id),
  constraint deal_lead_id_fkey FOREIGN KEY (lead_id) REFERENCES lead(id) ON DELETE SET NULL,
  constraint deal_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES app_user(id),
  constraint deal_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE SET NULL,
  constraint deal_pipeline_id_fkey FOREIGN KEY (pipeline_id) REFERENCES pipeline(id),
  constraint deal_product_line_id_fkey FOREIGN KEY (product_line_id) REFERENCES product_line(id),
  constraint deal_reason_id_fkey FOREIGN KEY (reason_id) REFERENCES reason(id),
  constraint deal_stage_id_fkey FOREIGN KEY (stage_id) REFERENCES deal_stage(id),
  constraint deal_amount_check CHECK ((amount >= 0)),
  constraint deal_certainty_check CHECK ((certainty = ANY (ARRAY['A'::text, 'B'::text, 'C'::text]))),
  constraint deal_check CHECK (((outcome IS NULL) = (closed_at IS NULL))),
  constraint deal_check1 CHECK (((NOT (outcome IS DISTINCT FROM 'won'::text)) = (ordered_on IS NOT NULL))),
  constraint deal_check2 CHECK (((COALESCE(outcome, ''::text) = ANY (ARRAY['lost'::text, 'stopped'::text])) = (reason_id IS NOT NULL))),
  constraint deal_check3 CHECK (((NOT (outcome IS DISTINCT FROM 'stopped'::text)) = (until IS NOT NULL))),
  constraint deal_outcome_check CHECK ((outcome = ANY (ARRAY['won'::text, 'lost'::text, 'stopped'::text]))),
  constraint deal_probability_check CHECK (((probability >= 0) AND (probability <= 100))),
  constraint deal_title_check CHECK ((title <> ''::text))
)
  with (autovacuum_vacuum_scale_factor=0.04, autovacuum_vacuum_insert_scale_factor=0.04, autovacuum_analyze_scale_factor=0.02);
CREATE INDEX deal_board ON deal USING btree (pipeline_id, stage_id, stage_since DESC, id DESC) INCLUDE (amount, probability, owner_id, seen_by) WHERE (outcome IS NULL);
CREATE INDEX deal_closed ON deal USING btree (closed_at DESC, id DESC) WHERE (outcome IS NOT NULL);
CREATE INDEX deal_company ON deal USING btree (company_id, id DESC) WHERE (company_id IS NOT NULL);
CREATE INDEX deal_lead ON deal USING btree (lead_id) WHERE (lead_id IS NOT NULL);
CREATE INDEX deal_month ON deal USING btree (expected_close) WHERE (outcome IS NULL);
CREATE INDEX deal_opened ON deal USING btree (opened_at DESC, id DESC);
CREATE INDEX deal_owner ON deal USING btree (owner_id) WHERE (outcome IS NULL);
CREATE INDEX deal_person ON deal USING btree (person_id) WHERE (person_id IS NOT NULL);
CREATE INDEX deal_sight ON deal USING gin (seen_by);
CREATE INDEX deal_won ON deal USING btree (ordered_on, owner_id) WHERE (outcome = 'won'::text);

create table deal_contact (
  id bigint not null generated always as identity,
  deal_id bigint not null,
  person_id bigint not null,
  role text,
  added_at timestamp with time zone not null,
  version integer not null default 1,
  constraint deal_contact_pkey PRIMARY KEY (id),
  constraint deal_contact_deal_id_person_id_key UNIQUE (deal_id, person_id),
  constraint deal_contact_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deal(id) ON DELETE CASCADE,
  constraint deal_contact_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE,
  constraint deal_contact_role_check CHECK ((role = ANY (ARRAY['decider'::text, 'approver'::text, 'influencer'::text, 'drafter'::text, 'user'::text, 'champion'::text])))
);
CREATE INDEX deal_contact_person ON deal_contact USING btree (person_id);

create table deal_snapshot (
  day date not null,
  deal_id bigint not null,
  pipeline_id bigint not null,
  stage_id bigint not null,
  owner_id bigint not null,
  team_id bigint,
  amount bigint not null,
  probability integer not null,
  certainty text,
  expected_close date,
  outcome text,
  ordered_on date,
  constraint deal_snapshot_pkey PRIMARY KEY (day, deal_id),
  constraint deal_snapshot_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deal(id) ON DELETE CASCADE
);
CREATE INDEX deal_snapshot_deal ON deal_snapshot USING btree (deal_id);

create table deal_stage (
  id bigint not null generated always as identity,
  pipeline_id bigint not null,
  "position" integer not null,
  name_ja text not null,
  name_en text not null,
  probability integer not null,
  stale_days integer,
  wins boolean not null default false,
  active boolean not null default true,
  operation_id bigint,
  version integer not null default 1,
  constraint deal_stage_pkey PRIMARY KEY (id),
  constraint deal_stage_pipeline_id_fkey FOREIGN KEY (pipeline_id) REFERENCES pipeline(id),
  constraint deal_stage_name_en_check CHECK ((name_en <> ''::text)),
  constraint deal_stage_name_ja_check CHECK ((name_ja <> ''::text)),
  constraint deal_stage_probability_check CHECK (((probability >= 0) AND (probability <= 100))),
  constraint deal_stage_stale_days_check CHECK (((stale_days >= 1) AND (stale_days <= 365)))
);
CREATE INDEX deal_stage_pipeline ON deal_stage USING btree (pipeline_id, "position");
CREATE UNIQUE INDEX deal_stage_wins ON deal_stage USING btree (pipeline_id) WHERE wins;

create table deal_step (
  id bigint not null generated always as identity,
  deal_id bigint not null,
  stage_id bigint not null,
  entered_at timestamp with time zone not null,
  left_at timestamp with time zone,
  constraint deal_step_pkey PRIMARY KEY (id),
  constraint deal_step_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deal(id) ON DELETE CASCADE,
  constraint deal_step_stage_id_fkey FOREIGN KEY (stage_id) REFERENCES deal_stage(id)
);
CREATE INDEX deal_step_deal ON deal_step USING btree (deal_id, id);
CREATE UNIQUE INDEX deal_step_now ON deal_step USING btree (deal_id) WHERE (left_at IS NULL);
CREATE INDEX deal_step_stage ON deal_step USING btree (stage_id);

create table document_counter (
  kind text not null,
  last bigint not null default 0,
  constraint document_counter_pkey PRIMARY KEY (kind),
  constraint document_counter_kind_check CHECK ((kind = ANY (ARRAY['order'::text, 'invoice'::text, 'credit'::text, 'revised'::text])))
);

create table erasure (
  id bigint not null generated always as identity,
  person_id bigint not null,
  hashes text[] not null,
  erased_at timestamp with time zone not null,
  erased_by bigint,
  constraint erasure_pkey PRIMARY KEY (id)
);
CREATE INDEX erasure_hashes ON erasure USING gin (hashes);

create table erasure_salt (
  id integer not null default 1,
  salt text not null default ((gen_random_uuid())::text || (gen_random_uuid())::text),
  constraint erasure_salt_pkey PRIMARY KEY (id),
  constraint erasure_salt_id_check CHECK ((id = 1))
);

create table event (
  id bigint not null default next_event(),
  kind text not null,
  occurred_at timestamp(3) with time zone not null,
  recorded_at timestamp(3) with time zone not null,
  identity_id bigint not null default 0,
  person_id bigint,
  company_id bigint,
  lead_id bigint,
  by_id bigint,
  operation_id bigint,
  historic boolean not null default false,
  facts jsonb not null default '{}'::jsonb,
  constraint event_pkey PRIMARY KEY (identity_id, occurred_at, id),
  constraint event_check CHECK ((occurred_at <= recorded_at))
) partition by range (occurred_at);
CREATE INDEX event_by ON event USING btree (by_id, occurred_at DESC) WHERE (by_id IS NOT NULL);
CREATE INDEX event_company ON event USING btree (company_id, occurred_at DESC, id DESC) WHERE (company_id IS NOT NULL);
CREATE INDEX event_deal ON event USING btree ((((facts ->> 'dealId'::text))::bigint), occurred_at DESC) WHERE (facts ? 'dealId'::text);
CREATE INDEX event_identified ON event USING btree (identity_id, person_id, recorded_at) WHERE (kind = 'visitor.identified'::text);
CREATE INDEX event_lead ON event USING btree (lead_id, id) WHERE (lead_id IS NOT NULL);
CREATE INDEX event_machine ON event USING btree (occurred_at) WHERE (facts ? 'machine'::text);
CREATE INDEX event_operation ON event USING btree (operation_id) WHERE (operation_id IS NOT NULL);
CREATE INDEX event_person ON event USING btree (person_id, occurred_at DESC, id DESC) WHERE (person_id IS NOT NULL);
CREATE INDEX event_sign ON event USING btree (kind, person_id, occurred_at) WHERE ((person_id IS NOT NULL) AND (kind = ANY (ARRAY['page.viewed'::text, 'document.requested'::text, 'inquiry.received'::text, 'seminar.attended'::text, 'mail.opened'::text, 'mail.clicked'::text, 'offer.returned'::text, 'person.moved'::text])));

create table event_key (
  identity_id bigint not null,
  key text not null,
  event_id bigint not null,
  forget_after timestamp with time zone,
  constraint event_key_pkey PRIMARY KEY (identity_id, key)
);

create table event_month (
  month date not null,
  swept_at timestamp with time zone not null,
  kept bigint not null,
  gone bigint not null,
  constraint event_month_pkey PRIMARY KEY (month)
);

create table export_log (
  id bigint not null generated always as identity,
  what text not null,
  format text not null,
  filter jsonb not null default '{}'::jsonb,
  rows integer not null,
  at timestamp with time zone not null,
  by_id bigint,
  constraint export_log_pkey PRIMARY KEY (id)
);

create table form (
  id bigint not null generated always as identity,
  slug text not null,
  name text not null,
  kind text not null,
  fields jsonb not null,
  source text not null default ''::text,
  product_line_id bigint,
  thanks text not null default ''::text,
  redirect text,
  mail_subject text not null default ''::text,
  mail_body text not null default ''::text,
  active boolean not null default true,
  created_at timestamp with time zone not null,
  created_by bigint,
  version integer not null default 1,
  constraint form_pkey PRIMARY KEY (id),
  constraint form_slug_key UNIQUE (slug),
  constraint form_product_line_id_fkey FOREIGN KEY (product_line_id) REFERENCES product_line(id),
  constraint form_kind_check CHECK ((kind = ANY (ARRAY['document'::text, 'inquiry'::text, 'seminar'::text]))),
  constraint form_name_check CHECK ((name <> ''::text)),
  constraint form_slug_check CHECK ((slug ~ '^[a-z0-9](-?[a-z0-9]){0,59}$'::text))
);

create table form_wording (
  id bigint not null generated always as identity,
  form_id bigint not null,
  number integer not null,
  purpose text not null,
  consent text not null default ''::text,
  created_at timestamp with time zone not null,
  created_by bigint,
  constraint form_wording_pkey PRIMARY KEY (id),
  constraint form_wording_form_id_number_key UNIQUE (form_id, number),
  constraint form_wording_form_id_fkey FOREIGN KEY (form_id) REFERENCES form(id) ON DELETE CASCADE
);

create table holder (
  id bigint not null default nextval('party_id'::regclass),
  kind text not null,
  name text not null,
  purpose text,
  team_id bigint,
  active boolean not null default true,
  version integer not null default 1,
  constraint holder_pkey PRIMARY KEY (id),
  constraint holder_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id),
  constraint holder_kind_check CHECK ((kind = ANY (ARRAY['user'::text, 'queue'::text]))),
  constraint holder_name_check CHECK ((name <> ''::text)),
  constraint holder_purpose_check CHECK ((purpose = ANY (ARRAY['marketing'::text, 'inside_sales'::text, 'field_sales'::text, 'manager'::text, 'success'::text])))
);
CREATE INDEX holder_team ON holder USING btree (team_id);

create table holiday (
  id bigint not null generated always as identity,
  day date not null,
  name text not null default ''::text,
  version integer not null default 1,
  constraint holiday_pkey PRIMARY KEY (id),
  constraint holiday_day_key UNIQUE (day)
);

create table idempotency (
  actor_id bigint not null,
  key text not null,
  request text not null,
  answer jsonb,
  created_at timestamp with time zone not null,
  constraint idempotency_pkey PRIMARY KEY (actor_id, key)
);

create table identity (
  id bigint not null generated always as identity,
  kind text not null,
  value text not null,
  person_id bigint,
  strength text not null,
  concluded_at timestamp with time zone not null,
  version integer not null default 1,
  constraint identity_pkey PRIMARY KEY (id),
  constraint identity_kind_value_key UNIQUE (kind, value),
  constraint identity_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE,
  constraint identity_kind_check CHECK ((kind = ANY (ARRAY['record'::text, 'email'::text, 'phone'::text, 'cookie'::text, 'import_row'::text, 'card'::text]))),
  constraint identity_strength_check CHECK ((strength = ANY (ARRAY['strong'::text, 'weak'::text])))
)
  with (autovacuum_vacuum_scale_factor=0.04, autovacuum_vacuum_insert_scale_factor=0.04, autovacuum_analyze_scale_factor=0.02);
CREATE INDEX identity_person ON identity USING btree (person_id) WHERE (person_id IS NOT NULL);

create table import_row (
  import_id bigint not null,
  row_no integer not null,
  outcome text not null,
  problem jsonb,
  cells text[],
  person_id bigint,
  company_id bigint,
  activity_id bigint,
  identity_id bigint,
  new_company boolean not null default false,
  constraint import_row_pkey PRIMARY KEY (import_id, row_no),
  constraint import_row_import_id_fkey FOREIGN KEY (import_id) REFERENCES import_run(id) ON DELETE CASCADE,
  constraint import_row_outcome_check CHECK ((outcome = ANY (ARRAY['created'::text, 'updated'::text, 'unchanged'::text, 'refused'::text])))
);
CREATE INDEX import_row_company ON import_row USING btree (company_id) WHERE (company_id IS NOT NULL);
CREATE INDEX import_row_person ON import_row USING btree (person_id) WHERE (person_id IS NOT NULL);

create table import_run (
  id bigint not null generated always as identity,
  about text not null,
  file_name text not null,
  file_hash text not null,
  upload_id bigint,
  state text not null,
  reading jsonb not null default '{}'::jsonb,
  mapping jsonb not null default '{}'::jsonb,
  options jsonb not null default '{}'::jsonb,
  rows_total integer not null default 0,
  rows_read integer not null default 0,
  created integer not null default 0,
  updated integer not null default 0,
  unchanged integer not null default 0,
  refused integer not null default 0,
  problem jsonb,
  operation_id bigint,
  created_at timestamp with time zone not null,
  created_by bigint,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  undone_at timestamp with time zone,
  undone jsonb,
  version integer not null default 1,
  constraint import_run_pkey PRIMARY KEY (id),
  constraint import_run_operation_id_fkey FOREIGN KEY (operation_id) REFERENCES operation(id),
  constraint import_run_upload_id_fkey FOREIGN KEY (upload_id) REFERENCES upload(id) ON DELETE SET NULL,
  constraint import_run_about_check CHECK ((about = ANY (ARRAY['person'::text, 'company'::text, 'activity'::text]))),
  constraint import_run_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'running'::text, 'stopped'::text, 'failed'::text, 'done'::text, 'undoing'::text, 'undone'::text])))
);
CREATE INDEX import_run_operation ON import_run USING btree (operation_id);
CREATE INDEX import_run_recent ON import_run USING btree (id DESC);

create table inbox (
  event_id bigint not null,
  lane smallint not null,
  identity_id bigint not null,
  occurred_at timestamp(3) with time zone not null,
  constraint inbox_pkey PRIMARY KEY (lane, event_id)
);

create table invitation (
  id bigint not null generated always as identity,
  token_hash text not null,
  user_id bigint,
  made_by bigint,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint invitation_pkey PRIMARY KEY (id),
  constraint invitation_token_hash_key UNIQUE (token_hash),
  constraint invitation_made_by_fkey FOREIGN KEY (made_by) REFERENCES app_user(id),
  constraint invitation_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id)
);
CREATE INDEX invitation_user ON invitation USING btree (user_id, created_at);

create table invoice (
  id bigint not null generated always as identity,
  kind text not null,
  state text not null default 'draft'::text,
  sequence bigint,
  number text,
  order_id bigint not null,
  root_id bigint,
  corrects_id bigint,
  company_id bigint not null,
  bill_to_id bigint not null,
  title text not null,
  traded_on date not null,
  due_on date,
  note text not null default ''::text,
  net bigint not null default 0,
  tax bigint not null default 0,
  total bigint not null default 0,
  effect bigint,
  issued_on date,
  issued_at timestamp with time zone,
  issued_by bigint,
  paper jsonb,
  created_at timestamp with time zone not null,
  created_by bigint,
  operation_id bigint,
  version integer not null default 1,
  constraint invoice_pkey PRIMARY KEY (id),
  constraint invoice_kind_sequence_key UNIQUE (kind, sequence),
  constraint invoice_number_key UNIQUE (number),
  constraint invoice_bill_to_id_fkey FOREIGN KEY (bill_to_id) REFERENCES company(id),
  constraint invoice_company_id_fkey FOREIGN KEY (company_id) REFERENCES company(id),
  constraint invoice_corrects_id_fkey FOREIGN KEY (corrects_id) REFERENCES invoice(id),
  constraint invoice_order_id_fkey FOREIGN KEY (order_id) REFERENCES sales_order(id),
  constraint invoice_root_id_fkey FOREIGN KEY (root_id) REFERENCES invoice(id),
  constraint invoice_check CHECK ((total = (net + tax))),
  constraint invoice_check1 CHECK (((kind = 'invoice'::text) = (corrects_id IS NULL))),
  constraint invoice_check2 CHECK ((num_nulls(sequence, number, effect, issued_on, issued_at, paper) =
CASE state
    WHEN 'issued'::text THEN 0
    ELSE 6
END)),
  constraint invoice_check3 CHECK (((state = 'draft'::text) OR ((root_id IS NOT NULL) AND (total >= 0)))),
  constraint invoice_check4 CHECK (((state = 'draft'::text) OR (kind = 'credit'::text) OR (due_on IS NOT NULL))),
  constraint invoice_check5 CHECK (((kind <> 'credit'::text) OR (effect IS NULL) OR (effect = (- total)))),
  constraint invoice_kind_check CHECK ((kind = ANY (ARRAY['invoice'::text, 'credit'::text, 'revised'::text]))),
  constraint invoice_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'issued'::text]))),
  constraint invoice_title_check CHECK ((title <> ''::text))
);
CREATE INDEX invoice_bill_to ON invoice USING btree (bill_to_id, id DESC);
CREATE INDEX invoice_company ON invoice USING btree (company_id, id DESC);
CREATE INDEX invoice_corrects ON invoice USING btree (corrects_id) WHERE (corrects_id IS NOT NULL);
CREATE INDEX invoice_draft ON invoice USING btree (id DESC) WHERE (state = 'draft'::text);
CREATE INDEX invoice_issued ON invoice USING btree (issued_on DESC, id DESC) WHERE (state = 'issued'::text);
CREATE INDEX invoice_operation ON invoice USING btree (operation_id) WHERE (operation_id IS NOT NULL);
CREATE INDEX invoice_order ON invoice USING btree (order_id, id);
CREATE INDEX invoice_recent ON invoice USING btree (COALESCE(issued_on, '9999-12-31'::date) DESC, id DESC);
CREATE INDEX invoice_root ON invoice USING btree (root_id, id) WHERE (root_id IS NOT NULL);

create table invoice_line (
  id bigint not null generated always as identity,
  invoice_id bigint not null,
  order_line_id bigint,
  "position" integer not null,
  name text not null,
  quantity numeric(14,3) not null,
  unit text not null default ''::text,
  unit_price bigint not null,
  tax text not null,
  amount bigint not null generated always as ((round((quantity * (unit_price)::numeric)))::bigint) stored,
  version integer not null default 1,
  constraint invoice_line_pkey PRIMARY KEY (id),
  constraint invoice_line_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoice(id) ON DELETE CASCADE,
  constraint invoice_line_order_line_id_fkey FOREIGN KEY (order_line_id) REFERENCES order_line(id),
  constraint invoice_line_name_check CHECK ((name <> ''::text)),
  constraint invoice_line_quantity_check CHECK ((quantity > (0)::numeric)),
  constraint invoice_line_tax_check CHECK ((tax = ANY (ARRAY['standard'::text, 'reduced'::text, 'exempt'::text, 'out'::text])))
);
CREATE INDEX invoice_line_invoice ON invoice_line USING btree (invoice_id, "position");
CREATE INDEX invoice_line_order ON invoice_line USING btree (order_line_id) WHERE (order_line_id IS NOT NULL);

create table journal (
  id bigint not null generated always as identity,
  operation_id bigint,
  table_name text not null,
  row_id bigint not null,
  person_id bigint,
  act text not null,
  before jsonb not null,
  constraint journal_pkey PRIMARY KEY (id),
  constraint journal_act_check CHECK ((act = ANY (ARRAY['update'::text, 'delete'::text])))
)
  with (autovacuum_vacuum_scale_factor=0.04, autovacuum_vacuum_insert_scale_factor=0.04, autovacuum_analyze_scale_factor=0.02);
CREATE INDEX journal_operation ON journal USING btree (operation_id, id);
CREATE INDEX journal_person ON journal USING btree (person_id) WHERE (person_id IS NOT NULL);
CREATE INDEX journal_row ON journal USING btree (table_name, row_id, id);

create table lane (
  id smallint not null,
  constraint lane_pkey PRIMARY KEY (id)
);

create table lead (
  id bigint not null generated always as identity,
  person_id bigint,
  company_id bigint,
  product_line_id bigint not null,
  stage text not null,
  stage_since timestamp with time zone not null,
  holder_id bigint,
  former_holder_id bigint,
  clock_at timestamp with time zone,
  clock_for text,
  reason_id bigint,
  returned_at timestamp with time zone,
  touched_at timestamp with time zone,
  escalated_at timestamp with time zone,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  seen_by bigint[] not null default '{0}'::bigint[],
  version integer not null default 1,
  reached smallint not null default 1,
  constraint lead_pkey PRIMARY KEY (id),
  constraint lead_company_id_fkey FOREIGN KEY (company_id) REFERENCES company(id),
  constraint lead_former_holder_id_fkey FOREIGN KEY (former_holder_id) REFERENCES holder(id),
  constraint lead_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES holder(id),
  constraint lead_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint lead_product_line_id_fkey FOREIGN KEY (product_line_id) REFERENCES product_line(id),
  constraint lead_reason_id_fkey FOREIGN KEY (reason_id) REFERENCES reason(id),
  constraint lead_check CHECK (((person_id IS NOT NULL) OR (company_id IS NOT NULL))),
  constraint lead_check1 CHECK (((stage = ANY (ARRAY['won'::text, 'disqualified'::text])) = (closed_at IS NOT NULL))),
  constraint lead_check2 CHECK (((closed_at IS NULL) = (holder_id IS NOT NULL))),
  constraint lead_check3 CHECK (((closed_at IS NULL) = (clock_at IS NOT NULL))),
  constraint lead_check4 CHECK (((clock_at IS NULL) = (clock_for IS NULL))),
  constraint lead_clock_for_check CHECK ((clock_for = ANY (ARRAY['sign_of_life'::text, 'answer'::text, 'first_contact'::text, 'next_action'::text, 'wake'::text]))),
  constraint lead_stage_check CHECK ((stage = ANY (ARRAY['lead'::text, 'mql'::text, 'sal'::text, 'sql'::text, 'won'::text, 'recycled'::text, 'disqualified'::text])))
)
  with (autovacuum_vacuum_scale_factor=0.04, autovacuum_vacuum_insert_scale_factor=0.04, autovacuum_analyze_scale_factor=0.02);
CREATE INDEX lead_called ON lead USING btree (holder_id, clock_at) WHERE (stage = 'sal'::text);
CREATE INDEX lead_clock ON lead USING btree (clock_at, id) WHERE (closed_at IS NULL);
CREATE INDEX lead_company ON lead USING btree (company_id) WHERE (company_id IS NOT NULL);
CREATE INDEX lead_holder ON lead USING btree (holder_id, clock_at) WHERE (closed_at IS NULL);
CREATE UNIQUE INDEX lead_open_company ON lead USING btree (company_id, product_line_id) WHERE ((closed_at IS NULL) AND (person_id IS NULL));
CREATE UNIQUE INDEX lead_open_person ON lead USING btree (person_id, product_line_id) WHERE ((closed_at IS NULL) AND (person_id IS NOT NULL));
CREATE INDEX lead_opened ON lead USING btree (opened_at DESC, id DESC);
CREATE INDEX lead_person ON lead USING btree (person_id) WHERE (person_id IS NOT NULL);
CREATE INDEX lead_sight ON lead USING gin (seen_by);
CREATE INDEX lead_stage ON lead USING btree (stage, clock_at, id);
CREATE INDEX lead_urgency ON lead USING btree (COALESCE(clock_at, 'infinity'::timestamp with time zone), id);
CREATE INDEX lead_waiting ON lead USING btree (stage) INCLUDE (seen_by) WHERE (stage = ANY (ARRAY['lead'::text, 'recycled'::text]));

create table mail (
  id bigint not null generated always as identity,
  key text not null,
  to_address text not null,
  subject text not null,
  body text not null,
  person_id bigint,
  state text not null default 'queued'::text,
  attempts integer not null default 0,
  error text,
  created_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  html text,
  headers jsonb,
  constraint mail_pkey PRIMARY KEY (id),
  constraint mail_key_key UNIQUE (key),
  constraint mail_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'unknown'::text])))
);
CREATE INDEX mail_due ON mail USING btree (due_at) WHERE (state = 'queued'::text);
CREATE INDEX mail_recent ON mail USING btree (id DESC);

create table mail_bounce (
  id bigint not null generated always as identity,
  recipient_id bigint not null,
  address text not null,
  bounced_at timestamp with time zone not null,
  reason text not null,
  lifted_at timestamp with time zone,
  lifted_by bigint,
  version integer not null default 1,
  constraint mail_bounce_pkey PRIMARY KEY (id),
  constraint mail_bounce_recipient_id_fkey FOREIGN KEY (recipient_id) REFERENCES mailing_recipient(id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX mail_bounce_address ON mail_bounce USING btree (address) WHERE (lifted_at IS NULL);
CREATE INDEX mail_bounce_recipient ON mail_bounce USING btree (recipient_id);

create table mail_exclusion (
  id bigint not null generated always as identity,
  kind text not null,
  value text,
  company_id bigint,
  why text not null,
  note text not null default ''::text,
  created_at timestamp with time zone not null,
  created_by bigint,
  version integer not null default 1,
  constraint mail_exclusion_pkey PRIMARY KEY (id),
  constraint mail_exclusion_company_id_fkey FOREIGN KEY (company_id) REFERENCES company(id) ON DELETE CASCADE,
  constraint mail_exclusion_check CHECK (((kind = 'company'::text) = (company_id IS NOT NULL))),
  constraint mail_exclusion_check1 CHECK (((kind = 'company'::text) = (value IS NULL))),
  constraint mail_exclusion_kind_check CHECK ((kind = ANY (ARRAY['domain'::text, 'address'::text, 'company'::text]))),
  constraint mail_exclusion_why_check CHECK ((why = ANY (ARRAY['own'::text, 'competitor'::text, 'other'::text])))
);
CREATE UNIQUE INDEX mail_exclusion_company ON mail_exclusion USING btree (company_id) WHERE (company_id IS NOT NULL);
CREATE UNIQUE INDEX mail_exclusion_value ON mail_exclusion USING btree (kind, value) WHERE (value IS NOT NULL);

create table mail_hold (
  id bigint not null generated always as identity,
  person_id bigint not null,
  original_id bigint not null,
  note text not null default ''::text,
  held_at timestamp with time zone not null,
  held_by bigint,
  released_at timestamp with time zone,
  version integer not null default 1,
  constraint mail_hold_pkey PRIMARY KEY (id),
  constraint mail_hold_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX mail_hold_original ON mail_hold USING btree (original_id) WHERE (released_at IS NULL);
CREATE INDEX mail_hold_person ON mail_hold USING btree (person_id);

create table mail_link (
  id bigint not null generated always as identity,
  mailing_id bigint not null,
  "position" integer not null,
  url text not null,
  constraint mail_link_pkey PRIMARY KEY (id),
  constraint mail_link_mailing_id_position_key UNIQUE (mailing_id, "position"),
  constraint mail_link_mailing_id_fkey FOREIGN KEY (mailing_id) REFERENCES mailing(id) ON DELETE CASCADE
);

create table mail_touch (
  id bigint not null generated always as identity,
  recipient_id bigint not null,
  kind text not null,
  link_id bigint,
  key text,
  method text not null,
  agent text not null,
  at timestamp with time zone not null,
  verdict text not null,
  reasons text[] not null default '{}'::text[],
  constraint mail_touch_pkey PRIMARY KEY (id),
  constraint mail_touch_key_key UNIQUE (key),
  constraint mail_touch_link_id_fkey FOREIGN KEY (link_id) REFERENCES mail_link(id) ON DELETE CASCADE,
  constraint mail_touch_recipient_id_fkey FOREIGN KEY (recipient_id) REFERENCES mailing_recipient(id) ON DELETE CASCADE,
  constraint mail_touch_kind_check CHECK ((kind = ANY (ARRAY['open'::text, 'click'::text]))),
  constraint mail_touch_verdict_check CHECK ((verdict = ANY (ARRAY['human'::text, 'likely'::text, 'machine'::text])))
);
CREATE INDEX mail_touch_link ON mail_touch USING btree (link_id) WHERE (link_id IS NOT NULL);
CREATE INDEX mail_touch_recipient ON mail_touch USING btree (recipient_id, at);

create table mailing (
  id bigint not null generated always as identity,
  name text not null,
  subject text not null default ''::text,
  preheader text not null default ''::text,
  body text not null default ''::text,
  sender_name text not null default ''::text,
  sender_email text not null default ''::text,
  segment_id bigint,
  picked jsonb,
  rate integer not null default 300,
  state text not null default 'draft'::text,
  scheduled_at timestamp with time zone,
  ordered_by bigint,
  problem jsonb,
  outbox boolean not null default false,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  created_at timestamp with time zone not null,
  created_by bigint,
  version integer not null default 1,
  constraint mailing_pkey PRIMARY KEY (id),
  constraint mailing_ordered_by_fkey FOREIGN KEY (ordered_by) REFERENCES app_user(id),
  constraint mailing_segment_id_fkey FOREIGN KEY (segment_id) REFERENCES segment(id) ON DELETE SET NULL,
  constraint mailing_check CHECK (((segment_id IS NULL) OR (picked IS NULL))),
  constraint mailing_check1 CHECK (((state = 'scheduled'::text) = (scheduled_at IS NOT NULL))),
  constraint mailing_name_check CHECK ((name <> ''::text)),
  constraint mailing_rate_check CHECK (((rate >= 1) AND (rate <= 6000))),
  constraint mailing_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'scheduled'::text, 'sending'::text, 'paused'::text, 'sent'::text, 'stopped'::text])))
);
CREATE INDEX mailing_going ON mailing USING btree (state, scheduled_at) WHERE (state = ANY (ARRAY['scheduled'::text, 'sending'::text]));
CREATE INDEX mailing_recent ON mailing USING btree (created_at DESC, id DESC);
CREATE INDEX mailing_segment ON mailing USING btree (segment_id) WHERE (segment_id IS NOT NULL);

create table mailing_recipient (
  id bigint not null generated always as identity,
  mailing_id bigint not null,
  person_id bigint not null,
  original_id bigint not null,
  token text not null default replace((gen_random_uuid())::text, '-'::text, ''::text),
  state text not null,
  why text,
  address text,
  message_id text,
  attempts integer not null default 0,
  error text,
  due_at timestamp with time zone not null,
  planned_at timestamp with time zone not null,
  sending_at timestamp with time zone,
  settled_at timestamp with time zone,
  opened_at timestamp with time zone,
  clicked_at timestamp with time zone,
  unsubscribed_at timestamp with time zone,
  constraint mailing_recipient_pkey PRIMARY KEY (id),
  constraint mailing_recipient_mailing_id_person_id_key UNIQUE (mailing_id, person_id),
  constraint mailing_recipient_token_key UNIQUE (token),
  constraint mailing_recipient_mailing_id_fkey FOREIGN KEY (mailing_id) REFERENCES mailing(id) ON DELETE CASCADE,
  constraint mailing_recipient_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE,
  constraint mailing_recipient_check CHECK (((state = 'excluded'::text) = (why IS NOT NULL))),
  constraint mailing_recipient_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'excluded'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'bounced'::text, 'unknown'::text])))
);
CREATE INDEX mailing_recipient_address ON mailing_recipient USING btree (mailing_id, address) WHERE (address IS NOT NULL);
CREATE INDEX mailing_recipient_did ON mailing_recipient USING btree (mailing_id, opened_at, clicked_at, unsubscribed_at) WHERE ((opened_at IS NOT NULL) OR (clicked_at IS NOT NULL) OR (unsubscribed_at IS NOT NULL));
CREATE INDEX mailing_recipient_due ON mailing_recipient USING btree (mailing_id, due_at, id) WHERE (state = 'waiting'::text);
CREATE INDEX mailing_recipient_original ON mailing_recipient USING btree (original_id);
CREATE INDEX mailing_recipient_pace ON mailing_recipient USING btree (mailing_id, sending_at) WHERE (sending_at IS NOT NULL);
CREATE INDEX mailing_recipient_person ON mailing_recipient USING btree (person_id, sending_at DESC);
CREATE INDEX mailing_recipient_state ON mailing_recipient USING btree (mailing_id, state, id);

create table notification (
  id bigint not null generated always as identity,
  user_id bigint not null,
  kind text not null,
  event_id bigint,
  key text not null,
  facts jsonb not null default '{}'::jsonb,
  created_at timestamp with time zone not null,
  read_at timestamp with time zone,
  mailed_at timestamp with time zone,
  identity_id bigint,
  occurred_at timestamp(3) with time zone,
  constraint notification_pkey PRIMARY KEY (id),
  constraint notification_user_id_kind_key_key UNIQUE (user_id, kind, key),
  constraint notification_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id)
);
CREATE INDEX notification_event ON notification USING btree (event_id);
CREATE INDEX notification_recent ON notification USING btree (user_id, created_at DESC, id DESC);
CREATE INDEX notification_unmailed ON notification USING btree (created_at) WHERE (mailed_at IS NULL);
CREATE INDEX notification_unread ON notification USING btree (user_id) WHERE (read_at IS NULL);

create table offer (
  id bigint not null generated always as identity,
  lead_id bigint not null,
  from_id bigint not null,
  given_by bigint,
  to_id bigint not null,
  note text not null default ''::text,
  offered_at timestamp with time zone not null,
  clock_at timestamp with time zone not null,
  answer text,
  answered_at timestamp with time zone,
  answered_by bigint,
  reason_id bigint,
  until date,
  answer_note text,
  version integer not null default 1,
  constraint offer_pkey PRIMARY KEY (id),
  constraint offer_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES app_user(id),
  constraint offer_from_id_fkey FOREIGN KEY (from_id) REFERENCES holder(id),
  constraint offer_given_by_fkey FOREIGN KEY (given_by) REFERENCES app_user(id),
  constraint offer_lead_id_fkey FOREIGN KEY (lead_id) REFERENCES lead(id) ON DELETE CASCADE,
  constraint offer_reason_id_fkey FOREIGN KEY (reason_id) REFERENCES reason(id),
  constraint offer_to_id_fkey FOREIGN KEY (to_id) REFERENCES holder(id),
  constraint offer_answer_check CHECK ((answer = ANY (ARRAY['accepted'::text, 'returned'::text, 'expired'::text, 'withdrawn'::text])))
);
CREATE INDEX offer_answered ON offer USING btree (answered_at DESC) WHERE (answered_at IS NOT NULL);
CREATE INDEX offer_clock ON offer USING btree (clock_at) WHERE (answer IS NULL);
CREATE INDEX offer_from ON offer USING btree (from_id, id DESC);
CREATE INDEX offer_lead ON offer USING btree (lead_id, id DESC);
CREATE UNIQUE INDEX offer_open ON offer USING btree (lead_id) WHERE (answer IS NULL);
CREATE INDEX offer_recent ON offer USING btree (offered_at);
CREATE INDEX offer_to ON offer USING btree (to_id, clock_at) WHERE (answer IS NULL);

create table operation (
  id bigint not null generated always as identity,
  name text not null,
  at timestamp with time zone not null,
  by_id bigint,
  undoes_id bigint,
  undone_at timestamp with time zone,
  constraint operation_pkey PRIMARY KEY (id),
  constraint operation_undoes_id_fkey FOREIGN KEY (undoes_id) REFERENCES operation(id)
);
CREATE INDEX operation_at ON operation USING btree (at DESC, id DESC);
CREATE INDEX operation_by ON operation USING btree (by_id, id DESC);
CREATE INDEX operation_undoes ON operation USING btree (undoes_id) WHERE (undoes_id IS NOT NULL);

create table order_billed (
  order_id bigint not null,
  net bigint not null default 0,
  state text not null default 'open'::text,
  constraint order_billed_pkey PRIMARY KEY (order_id),
  constraint order_billed_order_id_fkey FOREIGN KEY (order_id) REFERENCES sales_order(id) ON DELETE CASCADE,
  constraint order_billed_state_check CHECK ((state = ANY (ARRAY['open'::text, 'part'::text, 'invoiced'::text])))
);
CREATE INDEX order_billed_open ON order_billed USING btree (order_id) WHERE (state <> 'invoiced'::text);

create table order_line (
  id bigint not null generated always as identity,
  order_id bigint not null,
  "position" integer not null,
  product_id bigint,
  name text not null,
  quantity numeric(14,3) not null,
  unit text not null default ''::text,
  unit_price bigint not null,
  tax text not null,
  amount bigint not null generated always as ((round((quantity * (unit_price)::numeric)))::bigint) stored,
  operation_id bigint,
  version integer not null default 1,
  constraint order_line_pkey PRIMARY KEY (id),
  constraint order_line_order_id_fkey FOREIGN KEY (order_id) REFERENCES sales_order(id) ON DELETE CASCADE,
  constraint order_line_product_id_fkey FOREIGN KEY (product_id) REFERENCES product(id),
  constraint order_line_name_check CHECK ((name <> ''::text)),
  constraint order_line_quantity_check CHECK ((quantity > (0)::numeric)),
  constraint order_line_tax_check CHECK ((tax = ANY (ARRAY['standard'::text, 'reduced'::text, 'exempt'::text, 'out'::text])))
);
CREATE INDEX order_line_operation ON order_line USING btree (operation_id) WHERE (operation_id IS NOT NULL);
CREATE INDEX order_line_order ON order_line USING btree (order_id, "position");
CREATE INDEX order_line_product ON order_line USING btree (product_id) WHERE (product_id IS NOT NULL);

create table page_name (
  id bigint not null generated always as identity,
  name text not null,
  patterns text[] not null,
  likes text[] not null,
  important boolean not null default false,
  "position" integer not null default 0,
  version integer not null default 1,
  constraint page_name_pkey PRIMARY KEY (id),
  constraint page_name_name_check CHECK ((name <> ''::text)),
  constraint page_name_patterns_check CHECK ((cardinality(patterns) > 0))
);

create table parked (
  event_id bigint not null,
  reaction text not null,
  error text not null,
  parked_at timestamp with time zone not null,
  identity_id bigint not null,
  occurred_at timestamp(3) with time zone not null,
  constraint parked_pkey PRIMARY KEY (event_id, reaction)
);

create table payment (
  id bigint not null generated always as identity,
  invoice_id bigint not null,
  paid_on date not null,
  amount bigint not null,
  fee bigint not null default 0,
  method text not null,
  note text not null default ''::text,
  reverses_id bigint,
  replaces_id bigint,
  created_at timestamp with time zone not null,
  created_by bigint,
  constraint payment_pkey PRIMARY KEY (id),
  constraint payment_replaces_id_key UNIQUE (replaces_id),
  constraint payment_reverses_id_key UNIQUE (reverses_id),
  constraint payment_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoice(id),
  constraint payment_replaces_id_fkey FOREIGN KEY (replaces_id) REFERENCES payment(id),
  constraint payment_reverses_id_fkey FOREIGN KEY (reverses_id) REFERENCES payment(id),
  constraint payment_check CHECK (((amount + fee) <> 0)),
  constraint payment_check1 CHECK (
CASE
    WHEN (reverses_id IS NULL) THEN ((amount >= 0) AND (fee >= 0))
    ELSE ((amount <= 0) AND (fee <= 0))
END),
  constraint payment_check2 CHECK (((reverses_id IS NULL) OR (replaces_id IS NULL))),
  constraint payment_method_check CHECK ((method = ANY (ARRAY['transfer'::text, 'debit'::text, 'card'::text, 'cash'::text, 'bill'::text, 'offset'::text, 'other'::text])))
);
CREATE INDEX payment_invoice ON payment USING btree (invoice_id, id);
CREATE INDEX payment_recent ON payment USING btree (paid_on DESC, id DESC);

create table person (
  id bigint not null generated always as identity,
  family_name text not null default ''::text,
  given_name text not null default ''::text,
  family_name_kana text,
  given_name_kana text,
  name_key text not null default ''::text,
  company_id bigint,
  department text,
  title text,
  decision_level text,
  in_post_since date,
  email text,
  email_key text,
  phone text,
  phone_key text,
  mobile text,
  mobile_key text,
  postal_code text,
  prefecture text,
  address text,
  address_key text,
  memo text,
  source text,
  exchanged_on date,
  exchanged_by text,
  custom jsonb not null default '{}'::jsonb,
  grams text[] not null default '{}'::text[],
  seen_by bigint[] not null default '{0}'::bigint[],
  merged_into_id bigint,
  created_at timestamp with time zone not null,
  created_by bigint,
  version integer not null default 1,
  constraint person_pkey PRIMARY KEY (id),
  constraint person_company_id_fkey FOREIGN KEY (company_id) REFERENCES company(id),
  constraint person_merged_into_id_fkey FOREIGN KEY (merged_into_id) REFERENCES person(id),
  constraint person_decision_level_check CHECK ((decision_level = ANY (ARRAY['decider'::text, 'executive'::text, 'head'::text, 'drafter'::text, 'influencer'::text, 'user'::text])))
)
  with (autovacuum_vacuum_scale_factor=0.04, autovacuum_vacuum_insert_scale_factor=0.04, autovacuum_analyze_scale_factor=0.02);
CREATE INDEX person_company ON person USING btree (company_id, id) WHERE (company_id IS NOT NULL);
CREATE INDEX person_created ON person USING btree (created_at DESC, id DESC) INCLUDE (seen_by) WHERE (merged_into_id IS NULL);
CREATE INDEX person_email_folded ON person USING btree (lower(NORMALIZE(email, NFKC))) WHERE ((email IS NOT NULL) AND (merged_into_id IS NULL));
CREATE UNIQUE INDEX person_email_key ON person USING btree (email_key) WHERE ((email_key IS NOT NULL) AND (merged_into_id IS NULL));
CREATE INDEX person_kana ON person USING btree (family_name_kana, given_name_kana);
CREATE INDEX person_merged_into ON person USING btree (merged_into_id) WHERE (merged_into_id IS NOT NULL);
CREATE INDEX person_mobile_key ON person USING btree (mobile_key) WHERE (mobile_key IS NOT NULL);
CREATE INDEX person_name ON person USING btree ((((COALESCE(family_name_kana, family_name) || ' '::text) || COALESCE(given_name_kana, given_name))), id);
CREATE INDEX person_name_key ON person USING btree (name_key, company_id);
CREATE INDEX person_phone_key ON person USING btree (phone_key) WHERE (phone_key IS NOT NULL);
CREATE INDEX person_post ON person USING btree (company_id, id) INCLUDE (title) WHERE (merged_into_id IS NULL);
CREATE INDEX person_search ON person USING gin (seen_by, grams);
CREATE INDEX person_source ON person USING btree (source, id) WHERE (source IS NOT NULL);

create table person_merge (
  id bigint not null generated always as identity,
  keep_id bigint not null,
  absorb_id bigint not null,
  operation_id bigint not null,
  merged_at timestamp with time zone not null,
  merged_by bigint,
  identity_ids bigint[] not null default '{}'::bigint[],
  event_ids bigint[] not null default '{}'::bigint[],
  kept jsonb not null default '{}'::jsonb,
  undecided jsonb not null default '[]'::jsonb,
  undone_at timestamp with time zone,
  version integer not null default 1,
  constraint person_merge_pkey PRIMARY KEY (id),
  constraint person_merge_absorb_id_fkey FOREIGN KEY (absorb_id) REFERENCES person(id),
  constraint person_merge_keep_id_fkey FOREIGN KEY (keep_id) REFERENCES person(id),
  constraint person_merge_operation_id_fkey FOREIGN KEY (operation_id) REFERENCES operation(id)
);
CREATE INDEX person_merge_absorb ON person_merge USING btree (absorb_id);
CREATE INDEX person_merge_keep ON person_merge USING btree (keep_id);
CREATE INDEX person_merge_operation ON person_merge USING btree (operation_id);

create table pipeline (
  id bigint not null generated always as identity,
  name text not null,
  bant_parts text[] not null default '{budget,authority,needs,timeframe}'::text[],
  bant_needed integer not null default 1,
  "position" integer not null default 0,
  active boolean not null default true,
  operation_id bigint,
  version integer not null default 1,
  constraint pipeline_pkey PRIMARY KEY (id),
  constraint pipeline_name_key UNIQUE (name),
  constraint pipeline_bant_parts_check CHECK ((bant_parts <@ '{budget,authority,needs,timeframe}'::text[])),
  constraint pipeline_check CHECK (((bant_needed >= 0) AND (bant_needed <= cardinality(bant_parts)))),
  constraint pipeline_name_check CHECK ((name <> ''::text))
);

create table post (
  id bigint not null generated always as identity,
  person_id bigint not null,
  company_id bigint,
  department text,
  title text,
  from_on date,
  until_on date not null,
  version integer not null default 1,
  constraint post_pkey PRIMARY KEY (id),
  constraint post_company_id_fkey FOREIGN KEY (company_id) REFERENCES company(id),
  constraint post_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
);
CREATE INDEX post_company ON post USING btree (company_id) WHERE (company_id IS NOT NULL);
CREATE INDEX post_person ON post USING btree (person_id, until_on DESC);

create table preference (
  user_id bigint not null,
  name text not null,
  value jsonb not null,
  constraint preference_pkey PRIMARY KEY (user_id, name),
  constraint preference_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id)
);

create table product (
  id bigint not null generated always as identity,
  code text not null,
  name text not null,
  unit text not null default ''::text,
  unit_price bigint not null,
  tax text not null default 'standard'::text,
  product_line_id bigint not null,
  active boolean not null default true,
  operation_id bigint,
  version integer not null default 1,
  constraint product_pkey PRIMARY KEY (id),
  constraint product_code_key UNIQUE (code),
  constraint product_product_line_id_fkey FOREIGN KEY (product_line_id) REFERENCES product_line(id),
  constraint product_code_check CHECK ((code <> ''::text)),
  constraint product_name_check CHECK ((name <> ''::text)),
  constraint product_tax_check CHECK ((tax = ANY (ARRAY['standard'::text, 'reduced'::text, 'exempt'::text, 'out'::text])))
);
CREATE INDEX product_name ON product USING btree (name, id);

create table product_line (
  id bigint not null generated always as identity,
  name text not null,
  active boolean not null default true,
  version integer not null default 1,
  constraint product_line_pkey PRIMARY KEY (id),
  constraint product_line_name_key UNIQUE (name)
);

create table quota (
  id bigint not null generated always as identity,
  user_id bigint,
  team_id bigint,
  month date not null,
  amount bigint not null,
  version integer not null default 1,
  constraint quota_pkey PRIMARY KEY (id),
  constraint quota_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id),
  constraint quota_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id),
  constraint quota_amount_check CHECK ((amount >= 0)),
  constraint quota_check CHECK (((user_id IS NULL) <> (team_id IS NULL))),
  constraint quota_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric))
);
CREATE INDEX quota_month ON quota USING btree (month);
CREATE UNIQUE INDEX quota_team ON quota USING btree (team_id, month) WHERE (team_id IS NOT NULL);
CREATE UNIQUE INDEX quota_user ON quota USING btree (user_id, month) WHERE (user_id IS NOT NULL);

create table quota_snapshot (
  day date not null,
  user_id bigint,
  team_id bigint,
  month date not null,
  amount bigint not null
);
CREATE INDEX quota_snapshot_day ON quota_snapshot USING btree (day);

create table reason (
  id bigint not null generated always as identity,
  kind text not null,
  code text not null,
  name_ja text not null,
  name_en text not null,
  way_back text not null,
  active boolean not null default true,
  "position" integer not null default 0,
  version integer not null default 1,
  constraint reason_pkey PRIMARY KEY (id),
  constraint reason_code_key UNIQUE (code),
  constraint reason_kind_check CHECK ((kind = ANY (ARRAY['returned'::text, 'disqualified'::text, 'lost'::text, 'stopped'::text]))),
  constraint reason_way_back_check CHECK ((way_back = ANY (ARRAY['date'::text, 'contact'::text, 'scenario'::text, 'competitor'::text, 'fit'::text, 'none'::text])))
);

create table receivable (
  invoice_id bigint not null,
  company_id bigint not null,
  bill_to_id bigint not null,
  due_on date not null,
  billed bigint not null,
  paid bigint not null default 0,
  surplus bigint not null default 0,
  told_on date,
  constraint receivable_pkey PRIMARY KEY (invoice_id),
  constraint receivable_bill_to_id_fkey FOREIGN KEY (bill_to_id) REFERENCES company(id),
  constraint receivable_company_id_fkey FOREIGN KEY (company_id) REFERENCES company(id),
  constraint receivable_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoice(id),
  constraint receivable_billed_check CHECK ((billed >= 0)),
  constraint receivable_check CHECK ((paid <= (billed + surplus))),
  constraint receivable_paid_check CHECK ((paid >= 0)),
  constraint receivable_surplus_check CHECK ((surplus >= 0))
);
CREATE INDEX receivable_bill_to ON receivable USING btree (bill_to_id);
CREATE INDEX receivable_company ON receivable USING btree (company_id);
CREATE INDEX receivable_due ON receivable USING btree (due_on, invoice_id) WHERE (paid < billed);
CREATE INDEX receivable_month ON receivable USING btree (due_on, invoice_id);
CREATE INDEX receivable_surplus ON receivable USING btree (invoice_id) WHERE (paid > billed);
CREATE INDEX receivable_untold ON receivable USING btree (due_on) WHERE ((paid < billed) AND (told_on IS NULL));

create table role (
  name text not null,
  scope text not null,
  version integer not null default 1,
  constraint role_pkey PRIMARY KEY (name),
  constraint role_name_check CHECK ((name = ANY (ARRAY['admin'::text, 'marketer'::text, 'manager'::text, 'inside_sales'::text, 'field_sales'::text, 'success'::text, 'accounting'::text, 'viewer'::text]))),
  constraint role_scope_check CHECK ((scope = ANY (ARRAY['own'::text, 'team'::text, 'all'::text])))
);

create table sales_order (
  id bigint not null generated always as identity,
  number text not null,
  title text not null,
  deal_id bigint,
  company_id bigint not null,
  person_id bigint,
  ordered_on date not null,
  inspected_on date,
  memo text not null default ''::text,
  created_at timestamp with time zone not null,
  created_by bigint,
  operation_id bigint,
  version integer not null default 1,
  constraint sales_order_pkey PRIMARY KEY (id),
  constraint sales_order_deal_id_key UNIQUE (deal_id),
  constraint sales_order_number_key UNIQUE (number),
  constraint sales_order_company_id_fkey FOREIGN KEY (company_id) REFERENCES company(id),
  constraint sales_order_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deal(id) ON DELETE SET NULL,
  constraint sales_order_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE SET NULL,
  constraint sales_order_title_check CHECK ((title <> ''::text))
);
CREATE INDEX sales_order_company ON sales_order USING btree (company_id, ordered_on DESC, id DESC);
CREATE INDEX sales_order_operation ON sales_order USING btree (operation_id) WHERE (operation_id IS NOT NULL);
CREATE INDEX sales_order_person ON sales_order USING btree (person_id) WHERE (person_id IS NOT NULL);
CREATE INDEX sales_order_recent ON sales_order USING btree (ordered_on DESC, id DESC);

create table score (
  person_id bigint not null,
  card_id bigint,
  intent numeric(8,1) not null default 0,
  fit integer not null default 0,
  temperature text not null default 'cool'::text,
  above boolean not null default false,
  told_temperature text not null default 'cool'::text,
  told_above boolean not null default false,
  next_change_at timestamp with time zone,
  computed_at timestamp with time zone,
  constraint score_pkey PRIMARY KEY (person_id),
  constraint score_card_id_fkey FOREIGN KEY (card_id) REFERENCES scoring_card(id),
  constraint score_temperature_check CHECK ((temperature = ANY (ARRAY['hot'::text, 'warm'::text, 'cool'::text])))
)
  with (fillfactor=80, autovacuum_vacuum_scale_factor=0.04, autovacuum_vacuum_insert_scale_factor=0.04, autovacuum_analyze_scale_factor=0.02);
CREATE INDEX score_intent ON score USING btree (intent DESC, person_id DESC);
CREATE INDEX score_lively ON score USING btree (temperature, person_id) WHERE (temperature <> 'cool'::text);
CREATE INDEX score_next ON score USING btree (next_change_at) WHERE (next_change_at IS NOT NULL);

create table score_line (
  id bigint not null generated always as identity,
  person_id bigint not null,
  condition_id bigint not null,
  event_id bigint,
  at timestamp with time zone not null,
  known_at timestamp with time zone not null,
  until_at timestamp with time zone,
  identity_id bigint,
  constraint score_line_pkey PRIMARY KEY (id)
)
  with (autovacuum_vacuum_scale_factor=0.04, autovacuum_vacuum_insert_scale_factor=0.04, autovacuum_analyze_scale_factor=0.02);
CREATE INDEX score_line_ended ON score_line USING btree (event_id, condition_id) WHERE ((event_id IS NOT NULL) AND (until_at IS NOT NULL));
CREATE UNIQUE INDEX score_line_event ON score_line USING btree (event_id, condition_id) WHERE ((event_id IS NOT NULL) AND (until_at IS NULL));
CREATE UNIQUE INDEX score_line_fit ON score_line USING btree (person_id, condition_id) WHERE ((event_id IS NULL) AND (until_at IS NULL));
CREATE INDEX score_line_person ON score_line USING btree (person_id, at DESC);

create table scoring_card (
  id bigint not null generated always as identity,
  mql_intent integer not null default 30,
  mql_fit integer not null default 10,
  warm_at integer not null default 20,
  hot_at integer not null default 60,
  warm_acts integer not null default 3,
  key_page_days integer not null default 2,
  warm_days integer not null default 30,
  idle_days integer not null default 90,
  intent_cap integer not null default 100,
  created_at timestamp with time zone not null,
  created_by bigint,
  published_at timestamp with time zone,
  published_by bigint,
  ended_at timestamp with time zone,
  version integer not null default 1,
  constraint scoring_card_pkey PRIMARY KEY (id),
  constraint scoring_card_check CHECK ((hot_at >= warm_at)),
  constraint scoring_card_check1 CHECK (((published_at IS NOT NULL) OR (ended_at IS NULL))),
  constraint scoring_card_idle_days_check CHECK (((idle_days >= 1) AND (idle_days <= 730))),
  constraint scoring_card_intent_cap_check CHECK ((intent_cap > 0)),
  constraint scoring_card_key_page_days_check CHECK ((key_page_days > 0)),
  constraint scoring_card_warm_acts_check CHECK ((warm_acts > 0)),
  constraint scoring_card_warm_at_check CHECK ((warm_at > 0)),
  constraint scoring_card_warm_days_check CHECK (((warm_days >= 1) AND (warm_days <= 365)))
);
CREATE UNIQUE INDEX scoring_card_draft ON scoring_card USING btree ((true)) WHERE (published_at IS NULL);
CREATE UNIQUE INDEX scoring_card_in_force ON scoring_card USING btree ((true)) WHERE ((published_at IS NOT NULL) AND (ended_at IS NULL));

create table scoring_recount (
  card_id bigint not null,
  state text not null default 'running'::text,
  through_id bigint not null default 0,
  done integer not null default 0,
  total integer not null default 0,
  crossed integer not null default 0,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  pages boolean not null default false,
  constraint scoring_recount_pkey PRIMARY KEY (card_id),
  constraint scoring_recount_card_id_fkey FOREIGN KEY (card_id) REFERENCES scoring_card(id) ON DELETE CASCADE,
  constraint scoring_recount_state_check CHECK ((state = ANY (ARRAY['running'::text, 'stopped'::text, 'done'::text])))
);

create table scoring_rule (
  id bigint not null generated always as identity,
  card_id bigint not null,
  from_id bigint,
  about text not null,
  name text not null,
  preset text,
  points integer not null,
  "position" integer not null default 0,
  conditions jsonb,
  event_kind text,
  facts jsonb not null default '{}'::jsonb,
  page text,
  page_id bigint,
  half_life_days integer,
  cap integer,
  version integer not null default 1,
  condition_id bigint,
  constraint scoring_rule_pkey PRIMARY KEY (id),
  constraint scoring_rule_card_id_fkey FOREIGN KEY (card_id) REFERENCES scoring_card(id) ON DELETE CASCADE,
  constraint scoring_rule_condition_id_fkey FOREIGN KEY (condition_id) REFERENCES scoring_rule(id),
  constraint scoring_rule_from_id_fkey FOREIGN KEY (from_id) REFERENCES scoring_rule(id) ON DELETE SET NULL,
  constraint scoring_rule_page_id_fkey FOREIGN KEY (page_id) REFERENCES page_name(id) ON DELETE SET NULL,
  constraint scoring_rule_about_check CHECK ((about = ANY (ARRAY['fit'::text, 'intent'::text]))),
  constraint scoring_rule_cap_check CHECK ((cap > 0)),
  constraint scoring_rule_check CHECK (((about = 'fit'::text) = (conditions IS NOT NULL))),
  constraint scoring_rule_check1 CHECK (((about = 'intent'::text) = (event_kind IS NOT NULL))),
  constraint scoring_rule_check2 CHECK (((about = 'intent'::text) = (half_life_days IS NOT NULL))),
  constraint scoring_rule_check3 CHECK (((about = 'intent'::text) = (cap IS NOT NULL))),
  constraint scoring_rule_check4 CHECK (((page IS NULL) OR (event_kind = 'page.viewed'::text))),
  constraint scoring_rule_half_life_days_check CHECK (((half_life_days >= 1) AND (half_life_days <= 3650))),
  constraint scoring_rule_name_check CHECK ((name <> ''::text)),
  constraint scoring_rule_page_check CHECK ((page = ANY (ARRAY['important'::text, 'named'::text]))),
  constraint scoring_rule_points_check CHECK (((points <> 0) AND ((points >= '-1000'::integer) AND (points <= 1000))))
);
CREATE INDEX scoring_rule_card ON scoring_rule USING btree (card_id, about, "position", id);
CREATE INDEX scoring_rule_condition ON scoring_rule USING btree (condition_id) WHERE (condition_id IS NOT NULL);
CREATE INDEX scoring_rule_from ON scoring_rule USING btree (from_id) WHERE (from_id IS NOT NULL);
CREATE INDEX scoring_rule_page ON scoring_rule USING btree (page_id) WHERE (page_id IS NOT NULL);

create table segment (
  id bigint not null generated always as identity,
  name text not null,
  rules jsonb not null,
  columns text[],
  sort text,
  owner_id bigint,
  shared boolean not null default true,
  preset text,
  created_at timestamp with time zone not null,
  version integer not null default 1,
  constraint segment_pkey PRIMARY KEY (id),
  constraint segment_preset_key UNIQUE (preset),
  constraint segment_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES app_user(id),
  constraint segment_name_check CHECK ((name <> ''::text))
);

create table segment_snapshot (
  day date not null,
  segment_id bigint not null,
  people integer not null,
  constraint segment_snapshot_pkey PRIMARY KEY (day, segment_id),
  constraint segment_snapshot_segment_id_fkey FOREIGN KEY (segment_id) REFERENCES segment(id) ON DELETE CASCADE
);
CREATE INDEX segment_snapshot_segment ON segment_snapshot USING btree (segment_id, day);

create table submission (
  id bigint not null generated always as identity,
  form_id bigint not null,
  key text not null,
  hash text not null,
  answers jsonb not null,
  wording_id bigint not null,
  consented boolean not null,
  address text not null,
  identity_id bigint,
  person_id bigint,
  submitted_at timestamp with time zone not null,
  verdict text not null,
  why text[] not null default '{}'::text[],
  judged_at timestamp with time zone,
  judged_by bigint,
  constraint submission_pkey PRIMARY KEY (id),
  constraint submission_key_key UNIQUE (key),
  constraint submission_form_id_fkey FOREIGN KEY (form_id) REFERENCES form(id),
  constraint submission_identity_id_fkey FOREIGN KEY (identity_id) REFERENCES identity(id) ON DELETE SET NULL,
  constraint submission_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE,
  constraint submission_wording_id_fkey FOREIGN KEY (wording_id) REFERENCES form_wording(id),
  constraint submission_verdict_check CHECK ((verdict = ANY (ARRAY['accepted'::text, 'spam'::text])))
);
CREATE INDEX submission_address ON submission USING btree (address, submitted_at);
CREATE INDEX submission_form ON submission USING btree (form_id, verdict, id DESC);
CREATE INDEX submission_hash ON submission USING btree (form_id, hash, submitted_at);
CREATE INDEX submission_identity ON submission USING btree (identity_id) WHERE (identity_id IS NOT NULL);
CREATE INDEX submission_person ON submission USING btree (person_id) WHERE (person_id IS NOT NULL);

create table tax_rate (
  id bigint not null generated always as identity,
  code text not null,
  from_on date not null,
  percent integer not null,
  version integer not null default 1,
  constraint tax_rate_pkey PRIMARY KEY (id),
  constraint tax_rate_code_from_on_key UNIQUE (code, from_on),
  constraint tax_rate_check CHECK (((code = ANY (ARRAY['standard'::text, 'reduced'::text])) OR (percent = 0))),
  constraint tax_rate_code_check CHECK ((code = ANY (ARRAY['standard'::text, 'reduced'::text, 'exempt'::text, 'out'::text]))),
  constraint tax_rate_percent_check CHECK (((percent >= 0) AND (percent <= 100)))
);

create table team (
  id bigint not null default nextval('party_id'::regclass),
  name text not null,
  parent_id bigint,
  version integer not null default 1,
  constraint team_pkey PRIMARY KEY (id),
  constraint team_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES team(id),
  constraint team_name_check CHECK ((name <> ''::text))
);

create table upload (
  id bigint not null generated always as identity,
  name text not null,
  bytes bytea not null,
  sample jsonb not null default '[]'::jsonb,
  created_at timestamp with time zone not null,
  constraint upload_pkey PRIMARY KEY (id)
);

create table visit (
  id bigint not null generated always as identity,
  identity_id bigint not null,
  person_id bigint,
  channel text not null,
  landing text not null,
  referrer text,
  utm_source text,
  utm_medium text,
  utm_campaign text,
  utm_term text,
  utm_content text,
  click_kind text,
  click_id text,
  device text,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  pages integer not null,
  constraint visit_pkey PRIMARY KEY (id),
  constraint visit_identity_id_fkey FOREIGN KEY (identity_id) REFERENCES identity(id) ON DELETE CASCADE,
  constraint visit_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE,
  constraint visit_channel_check CHECK ((channel = ANY (ARRAY['paid'::text, 'mail'::text, 'social'::text, 'search'::text, 'campaign'::text, 'referral'::text, 'direct'::text]))),
  constraint visit_click_kind_check CHECK ((click_kind = ANY (ARRAY['gclid'::text, 'fbclid'::text, 'yclid'::text, 'msclkid'::text]))),
  constraint visit_device_check CHECK ((device = ANY (ARRAY['pc'::text, 'phone'::text, 'tablet'::text])))
)
  with (autovacuum_vacuum_scale_factor=0.04, autovacuum_vacuum_insert_scale_factor=0.04, autovacuum_analyze_scale_factor=0.02, fillfactor=85);
CREATE INDEX visit_first ON visit USING btree (first_at);
CREATE INDEX visit_identity ON visit USING btree (identity_id, first_at);
CREATE INDEX visit_person ON visit USING btree (person_id, first_at) WHERE (person_id IS NOT NULL);

create table workspace (
  id integer not null default 1,
  name text not null default ''::text,
  postal_address text not null default ''::text,
  sender_name text not null default ''::text,
  sender_email text not null default ''::text,
  phone text not null default ''::text,
  time_zone text not null default 'Asia/Tokyo'::text,
  fiscal_month integer not null default 4,
  working_days integer[] not null default '{1,2,3,4,5}'::integer[],
  day_starts time without time zone not null default '09:00:00'::time without time zone,
  day_ends time without time zone not null default '18:00:00'::time without time zone,
  language text not null default 'ja'::text,
  version integer not null default 1,
  tracking text not null default 'ask'::text,
  registration_number text not null default ''::text,
  bank_account text not null default ''::text,
  tax_rounding text not null default 'floor'::text,
  invoice_prefix text not null default ''::text,
  touch_days integer not null default 7,
  keep_web_months integer,
  constraint workspace_pkey PRIMARY KEY (id),
  constraint workspace_fiscal_month_check CHECK (((fiscal_month >= 1) AND (fiscal_month <= 12))),
  constraint workspace_id_check CHECK ((id = 1)),
  constraint workspace_keep_web_months_check CHECK ((keep_web_months >= 3)),
  constraint workspace_language_check CHECK ((language = ANY (ARRAY['ja'::text, 'en'::text]))),
  constraint workspace_tax_rounding_check CHECK ((tax_rounding = ANY (ARRAY['floor'::text, 'round'::text, 'ceil'::text]))),
  constraint workspace_touch_days_check CHECK (((touch_days >= 1) AND (touch_days <= 365))),
  constraint workspace_tracking_check CHECK ((tracking = ANY (ARRAY['ask'::text, 'notice'::text])))
);

create table event_rest partition of event default;

CREATE OR REPLACE FUNCTION public.conclude_deal()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
  select min(id) into new.deal_id from deal where lead_id = new.lead_id and outcome is null having count(*) = 1;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.fill_inbox()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
  insert into inbox (event_id, identity_id, occurred_at, lane)
  select id, identity_id, occurred_at, abs(hashint8(coalesce(person_id, company_id, lead_id, nullif(identity_id, 0), id)) % 4) from added
  where not (historic and kind in ('consent.granted', 'lead.opened'));
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.follow_merge()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
declare
  into_id bigint;
begin
  loop
    select merged_into_id into into_id from person where id = new.person_id for key share;
    exit when into_id is null;
    new.person_id := into_id;
  end loop;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.forget_answers()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from answer_kept;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.forget_events()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
  delete from inbox i where i.lane = any(array(select id from lane)) and i.event_id = any(array(
    select x.event_id from gone g cross join lane l cross join lateral (
      select event_id from inbox x where x.lane = l.id and x.event_id = g.id offset 0) x));
  delete from event_key k where k.event_id = any(array(
      select x.event_id from gone g cross join lateral (
        select event_id from event_key x where x.identity_id = g.identity_id and x.event_id = g.id offset 0) x))
    and k.identity_id = any(array(
      select x.identity_id from gone g cross join lateral (
        select identity_id from event_key x where x.identity_id = g.identity_id and x.event_id = g.id offset 0) x));
  delete from parked p where p.event_id = any(array(
    select x.event_id from gone g cross join lateral (select event_id from parked x where x.event_id = g.id offset 0) x));
  delete from notification n where n.id = any(array(
    select x.id from gone g cross join lateral (select id from notification x where x.event_id = g.id offset 0) x));
  delete from score_line l where l.id = any(array(
    select x.id from gone g cross join lateral (
      select id from score_line x where x.event_id = g.id and x.until_at is null
      union all select id from score_line x where x.event_id = g.id and x.until_at is not null offset 0) x));
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.forget_imported()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
  if tg_table_name = 'person' then
    update import_row r set person_id = null from gone g where r.person_id = g.id;
  else
    update import_row r set company_id = null from gone g where r.company_id = g.id;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.identified_at(visitor bigint, whose bigint)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
AS $function$
  select min(recorded_at) from event where kind = 'visitor.identified' and identity_id = visitor and person_id = whose
$function$;

CREATE OR REPLACE FUNCTION public.keep_before_image()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
  if tg_op = 'UPDATE' then
    insert into journal (operation_id, table_name, row_id, person_id, act, before)
    select nullif(current_setting('app.operation_id', true), '')::bigint, tg_table_name, o.id,
           case tg_table_name when 'person' then o.id else (image ->> 'person_id')::bigint end, 'update', image
    from before_rows o join after_rows n on n.id = o.id and n.version <> o.version
    cross join lateral (select to_jsonb(o) as image) i;
  elsif current_setting('app.journal', true) is distinct from 'off' then
    insert into journal (operation_id, table_name, row_id, person_id, act, before)
    select nullif(current_setting('app.operation_id', true), '')::bigint, tg_table_name, o.id,
           case tg_table_name when 'person' then o.id else (image ->> 'person_id')::bigint end, 'delete', image
    from before_rows o
    cross join lateral (select to_jsonb(o) as image) i;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_issued()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'What was issued or paid is never changed: it is corrected by a further document.' using errcode = 'restrict_violation';
end $function$;

CREATE OR REPLACE FUNCTION public.keep_issued_lines()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
declare of bigint := case tg_op when 'INSERT' then new.invoice_id else old.invoice_id end;
begin
  if exists (select from invoice i where i.id = of and i.state = 'issued') then
    raise exception 'What was issued is never changed: it is corrected by a further document.' using errcode = 'restrict_violation';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $function$;

CREATE OR REPLACE FUNCTION public.keep_mailing_begun()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'A mailing that has begun stays begun.' using errcode = 'check_violation';
end $function$;

CREATE OR REPLACE FUNCTION public.keep_published_rules()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.condition_id is not null then
    raise exception 'A published rule of the score stays: lines of points were given by it.' using errcode = 'foreign_key_violation';
  end if;
  return old;
end $function$;

CREATE OR REPLACE FUNCTION public.lead_reaches()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.reached := greatest(new.reached, coalesce(array_position('{lead,mql,sal,sql,won}'::text[], new.stage), 1));
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.next_event()
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
AS $function$
begin
  return nextval('public.event_number'::regclass);
end $function$;

CREATE OR REPLACE FUNCTION public.next_version()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.version := old.version + 1;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.page_path(url text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN lower(COALESCE(NULLIF(regexp_replace(url, '^[a-zA-Z]+://[^/?#]*|\?[^#]*'::text, ''::text, 'g'::text), ''::text), '/'::text));

CREATE OR REPLACE FUNCTION public.rarest_grams(grams text[], most integer)
 RETURNS text[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
  select coalesce(array_agg(g), '{}') from (
    select g from unnest(grams) g left join (
      select u.elem, u.freq from pg_stats s cross join lateral unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) u(elem, freq)
      where s.schemaname = 'public' and s.tablename = 'person' and s.attname = 'grams'
    ) known on known.elem = g
    order by coalesce(known.freq, 0), g limit most
  ) rarest
$function$;

CREATE TRIGGER activity_follows_merge BEFORE INSERT ON activity FOR EACH ROW WHEN ((new.person_id IS NOT NULL)) EXECUTE FUNCTION follow_merge();
CREATE TRIGGER activity_journal_delete AFTER DELETE ON activity REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER activity_journal_update AFTER UPDATE ON activity REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER activity_knows_its_deal BEFORE INSERT ON activity FOR EACH ROW WHEN (((new.deal_id IS NULL) AND (new.lead_id IS NOT NULL))) EXECUTE FUNCTION conclude_deal();
CREATE TRIGGER activity_version BEFORE UPDATE ON activity FOR EACH ROW WHEN (((new.reminded_at IS NULL) OR ((to_jsonb(old.*) - 'reminded_at'::text) <> (to_jsonb(new.*) - 'reminded_at'::text)))) EXECUTE FUNCTION next_version();
CREATE TRIGGER app_user_journal_delete AFTER DELETE ON app_user REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER app_user_journal_update AFTER UPDATE ON app_user REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER app_user_version BEFORE UPDATE ON app_user FOR EACH ROW EXECUTE FUNCTION next_version();
CREATE TRIGGER assignment_rule_journal_delete AFTER DELETE ON assignment_rule REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER assignment_rule_journal_update AFTER UPDATE ON assignment_rule REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER assignment_rule_version BEFORE UPDATE ON assignment_rule FOR EACH ROW EXECUTE FUNCTION next_version();
CREATE TRIGGER billing_journal_delete AFTER DELETE ON billing REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER billing_journal_update AFTER UPDATE ON billing REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER billing_version BEFORE UPDATE ON billing FOR EACH ROW EXECUTE FUNCTION next_version();
CREATE TRIGGER company_imported AFTER DELETE ON company REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION forget_imported();
CREATE TRIGGER company_journal_delete AFTER DELETE ON company REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER company_journal_update AFTER UPDATE ON company REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER company_version BEFORE UPDATE ON company FOR EACH ROW EXECUTE FUNCTION next_version();
CREATE TRIGGER consent_follows_merge BEFORE INSERT ON consent FOR EACH ROW EXECUTE FUNCTION follow_merge();
CREATE TRIGGER consent_journal_delete AFTER DELETE ON consent REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER consent_journal_update AFTER UPDATE ON consent REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER consent_version BEFORE UPDATE ON consent FOR EACH ROW EXECUTE FUNCTION next_version();
CREATE TRIGGER custom_field_journal_delete AFTER DELETE ON custom_field REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER custom_field_journal_update AFTER UPDATE ON custom_field REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER custom_field_version BEFORE UPDATE ON custom_field FOR EACH ROW EXECUTE FUNCTION next_version();
CREATE TRIGGER deal_follows_merge BEFORE INSERT ON deal FOR EACH ROW WHEN ((new.person_id IS NOT NULL)) EXECUTE FUNCTION follow_merge();
CREATE TRIGGER deal_journal_delete AFTER DELETE ON deal REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER deal_journal_update AFTER UPDATE ON deal REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER deal_version BEFORE UPDATE ON deal FOR EACH ROW WHEN ((NOT (old.seen_by IS DISTINCT FROM new.seen_by))) EXECUTE FUNCTION next_version();
CREATE TRIGGER deal_contact_follows_merge BEFORE INSERT ON deal_contact FOR EACH ROW EXECUTE FUNCTION follow_merge();
CREATE TRIGGER deal_contact_journal_delete AFTER DELETE ON deal_contact REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER deal_contact_journal_update AFTER UPDATE ON deal_contact REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER deal_contact_version BEFORE UPDATE ON deal_contact FOR EACH ROW EXECUTE FUNCTION next_version();
CREATE TRIGGER deal_stage_journal_delete AFTER DELETE ON deal_stage REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER deal_stage_journal_update AFTER UPDATE ON deal_stage REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER deal_stage_version BEFORE UPDATE ON deal_stage FOR EACH ROW EXECUTE FUNCTION next_version();
CREATE TRIGGER erasure_forgets_answers AFTER INSERT ON erasure FOR EACH STATEMENT EXECUTE FUNCTION forget_answers();
CREATE TRIGGER event_forgotten AFTER DELETE ON event REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION forget_events();
CREATE TRIGGER event_to_inbox AFTER INSERT ON event REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION fill_inbox();
CREATE TRIGGER form_journal_delete AFTER DELETE ON form REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER form_journal_update AFTER UPDATE ON form REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER form_version BEFORE UPDATE ON form FOR EACH ROW EXECUTE FUNCTION next_version();
CREATE TRIGGER holder_journal_delete AFTER DELETE ON holder REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER holder_journal_update AFTER UPDATE ON holder REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER holder_version BEFORE UPDATE ON holder FOR EACH ROW EXECUTE FUNCTION next_version();
CREATE TRIGGER holiday_journal_delete AFTER DELETE ON holiday REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER holiday_journal_update AFTER UPDATE ON holiday REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER holiday_version BEFORE UPDATE ON holiday FOR EACH ROW EXECUTE FUNCTION next_version();
CREATE TRIGGER identity_journal_delete AFTER DELETE ON identity REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER identity_journal_update AFTER UPDATE ON identity REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER identity_version BEFORE UPDATE ON identity FOR EACH ROW EXECUTE FUNCTION next_version();
CREATE TRIGGER import_run_version BEFORE UPDATE ON import_run FOR EACH ROW EXECUTE FUNCTION next_version();
CREATE TRIGGER invoice_journal_delete AFTER DELETE ON invoice REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER invoice_journal_update AFTER UPDATE ON invoice REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER invoice_stands BEFORE DELETE OR UPDATE ON invoice FOR EACH ROW WHEN ((old.state = 'issued'::text)) EXECUTE FUNCTION keep_issued();
CREATE TRIGGER invoice_version BEFORE UPDATE ON invoice FOR EACH ROW EXECUTE FUNCTION next_version();
CREATE TRIGGER invoice_line_journal_delete AFTER DELETE ON invoice_line REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER invoice_line_journal_update AFTER UPDATE ON invoice_line REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER invoice_line_stands BEFORE INSERT OR DELETE OR UPDATE ON invoice_line FOR EACH ROW EXECUTE FUNCTION keep_issued_lines();
CREATE TRIGGER invoice_line_version BEFORE UPDATE ON invoice_line FOR EACH ROW EXECUTE FUNCTION next_version();
CREATE TRIGGER lead_follows_merge BEFORE INSERT ON lead FOR EACH ROW WHEN ((new.person_id IS NOT NULL)) EXECUTE FUNCTION follow_merge();
CREATE TRIGGER lead_journal_delete AFTER DELETE ON lead REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER lead_journal_update AFTER UPDATE ON lead REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER lead_reaches BEFORE INSERT OR UPDATE OF stage ON lead FOR EACH ROW EXECUTE FUNCTION lead_reaches();
CREATE TRIGGER lead_version BEFORE UPDATE ON lead FOR EACH ROW WHEN (((NOT (old.seen_by IS DISTINCT FROM new.seen_by)) AND ((new.escalated_at IS NULL) OR ((to_jsonb(old.*) - 'escalated_at'::text) <> (to_jsonb(new.*) - 'escalated_at'::text))))) EXECUTE FUNCTION next_version();
CREATE TRIGGER mail_bounce_journal_delete AFTER DELETE ON mail_bounce REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER mail_bounce_journal_update AFTER UPDATE ON mail_bounce REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER mail_bounce_version BEFORE UPDATE ON mail_bounce FOR EACH ROW EXECUTE FUNCTION next_version();
CREATE TRIGGER mail_exclusion_journal_delete AFTER DELETE ON mail_exclusion REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER mail_exclusion_journal_update AFTER UPDATE ON mail_exclusion REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER mail_exclusion_version BEFORE UPDATE ON mail_exclusion FOR EACH ROW EXECUTE FUNCTION next_version();
CREATE TRIGGER mail_hold_follows_merge BEFORE INSERT ON mail_hold FOR EACH ROW EXECUTE FUNCTION follow_merge();
CREATE TRIGGER mail_hold_journal_delete AFTER DELETE ON mail_hold REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER mail_hold_journal_update AFTER UPDATE ON mail_hold REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER mail_hold_version BEFORE UPDATE ON mail_hold FOR EACH ROW EXECUTE FUNCTION next_version();
CREATE TRIGGER mailing_begun BEFORE UPDATE ON mailing FOR EACH ROW WHEN (((old.state = ANY (ARRAY['sending'::text, 'paused'::text, 'sent'::text, 'stopped'::text])) AND (new.state = ANY (ARRAY['draft'::text, 'scheduled'::text])))) EXECUTE FUNCTION keep_mailing_begun();
CREATE TRIGGER mailing_journal_delete AFTER DELETE ON mailing REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER mailing_journal_update AFTER UPDATE ON mailing REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER mailing_version BEFORE UPDATE ON mailing FOR EACH ROW WHEN ((((((((((old.name IS DISTINCT FROM new.name) OR (old.subject IS DISTINCT FROM new.subject)) OR (old.preheader IS DISTINCT FROM new.preheader)) OR (old.body IS DISTINCT FROM new.body)) OR (old.sender_name IS DISTINCT FROM new.sender_name)) OR (old.sender_email IS DISTINCT FROM new.sender_email)) OR (old.segment_id IS DISTINCT FROM new.segment_id)) OR (old.picked IS DISTINCT FROM new.picked)) OR (old.rate IS DISTINCT FROM new.rate))) EXECUTE FUNCTION next_version();
CREATE TRIGGER mailing_recipient_follows_merge BEFORE INSERT ON mailing_recipient FOR EACH ROW EXECUTE FUNCTION follow_merge();
CREATE TRIGGER offer_journal_delete AFTER DELETE ON offer REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER offer_journal_update AFTER UPDATE ON offer REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER offer_version BEFORE UPDATE ON offer FOR EACH ROW EXECUTE FUNCTION next_version();
CREATE TRIGGER order_line_journal_delete AFTER DELETE ON order_line REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER order_line_journal_update AFTER UPDATE ON order_line REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER order_line_version BEFORE UPDATE ON order_line FOR EACH ROW EXECUTE FUNCTION next_version();
CREATE TRIGGER page_name_journal_delete AFTER DELETE ON page_name REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER page_name_journal_update AFTER UPDATE ON page_name REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER page_name_version BEFORE UPDATE ON page_name FOR EACH ROW EXECUTE FUNCTION next_version();
CREATE TRIGGER payment_stands BEFORE DELETE OR UPDATE ON payment FOR EACH ROW EXECUTE FUNCTION keep_issued();
CREATE TRIGGER person_imported AFTER DELETE ON person REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION forget_imported();
CREATE TRIGGER person_journal_delete AFTER DELETE ON person REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER person_journal_update AFTER UPDATE ON person REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER person_version BEFORE UPDATE ON person FOR EACH ROW WHEN ((NOT (old.seen_by IS DISTINCT FROM new.seen_by))) EXECUTE FUNCTION next_version();
CREATE TRIGGER person_merge_version BEFORE UPDATE ON person_merge FOR EACH ROW EXECUTE FUNCTION next_version();
CREATE TRIGGER pipeline_journal_delete AFTER DELETE ON pipeline REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER pipeline_journal_update AFTER UPDATE ON pipeline REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER pipeline_version BEFORE UPDATE ON pipeline FOR EACH ROW EXECUTE FUNCTION next_version();
CREATE TRIGGER post_follows_merge BEFORE INSERT ON post FOR EACH ROW EXECUTE FUNCTION follow_merge();
CREATE TRIGGER post_journal_delete AFTER DELETE ON post REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER post_journal_update AFTER UPDATE ON post REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER post_version BEFORE UPDATE ON post FOR EACH ROW EXECUTE FUNCTION next_version();
CREATE TRIGGER product_journal_delete AFTER DELETE ON product REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER product_journal_update AFTER UPDATE ON product REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER product_version BEFORE UPDATE ON product FOR EACH ROW EXECUTE FUNCTION next_version();
CREATE TRIGGER product_line_journal_delete AFTER DELETE ON product_line REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER product_line_journal_update AFTER UPDATE ON product_line REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER product_line_version BEFORE UPDATE ON product_line FOR EACH ROW EXECUTE FUNCTION next_version();
CREATE TRIGGER quota_journal_delete AFTER DELETE ON quota REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER quota_journal_update AFTER UPDATE ON quota REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER quota_version BEFORE UPDATE ON quota FOR EACH ROW EXECUTE FUNCTION next_version();
CREATE TRIGGER reason_journal_delete AFTER DELETE ON reason REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER reason_journal_update AFTER UPDATE ON reason REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER reason_version BEFORE UPDATE ON reason FOR EACH ROW EXECUTE FUNCTION next_version();
CREATE TRIGGER role_version BEFORE UPDATE ON role FOR EACH ROW EXECUTE FUNCTION next_version();
CREATE TRIGGER sales_order_follows_merge BEFORE INSERT ON sales_order FOR EACH ROW WHEN ((new.person_id IS NOT NULL)) EXECUTE FUNCTION follow_merge();
CREATE TRIGGER sales_order_journal_delete AFTER DELETE ON sales_order REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER sales_order_journal_update AFTER UPDATE ON sales_order REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER sales_order_version BEFORE UPDATE ON sales_order FOR EACH ROW EXECUTE FUNCTION next_version();
CREATE TRIGGER scoring_card_journal_delete AFTER DELETE ON scoring_card REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER scoring_card_journal_update AFTER UPDATE ON scoring_card REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER scoring_card_version BEFORE UPDATE ON scoring_card FOR EACH ROW EXECUTE FUNCTION next_version();
CREATE TRIGGER scoring_rule_journal_delete AFTER DELETE ON scoring_rule REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER scoring_rule_journal_update AFTER UPDATE ON scoring_rule REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER scoring_rule_stays BEFORE DELETE ON scoring_rule FOR EACH ROW EXECUTE FUNCTION keep_published_rules();
CREATE TRIGGER scoring_rule_version BEFORE UPDATE ON scoring_rule FOR EACH ROW EXECUTE FUNCTION next_version();
CREATE TRIGGER segment_journal_delete AFTER DELETE ON segment REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER segment_journal_update AFTER UPDATE ON segment REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER segment_version BEFORE UPDATE ON segment FOR EACH ROW EXECUTE FUNCTION next_version();
CREATE TRIGGER tax_rate_journal_delete AFTER DELETE ON tax_rate REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER tax_rate_journal_update AFTER UPDATE ON tax_rate REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER tax_rate_version BEFORE UPDATE ON tax_rate FOR EACH ROW EXECUTE FUNCTION next_version();
CREATE TRIGGER team_journal_delete AFTER DELETE ON team REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER team_journal_update AFTER UPDATE ON team REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER team_version BEFORE UPDATE ON team FOR EACH ROW EXECUTE FUNCTION next_version();
CREATE TRIGGER workspace_journal_delete AFTER DELETE ON workspace REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER workspace_journal_update AFTER UPDATE ON workspace REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_before_image();
CREATE TRIGGER workspace_version BEFORE UPDATE ON workspace FOR EACH ROW EXECUTE FUNCTION next_version();

create view company_excluded as
 WITH RECURSIVE shut AS (
         SELECT mail_exclusion.company_id,
            mail_exclusion.why
           FROM mail_exclusion
          WHERE (mail_exclusion.kind = 'company'::text)
        UNION
         SELECT c.id,
            shut_1.why
           FROM (company c
             JOIN shut shut_1 ON ((c.parent_id = shut_1.company_id)))
        )
 SELECT company_id,
    why
   FROM shut;

create view deal_source as
 WITH people AS NOT MATERIALIZED (
         SELECT d.id AS deal_id,
            d.opened_at,
            k.person_id
           FROM (deal d
             JOIN deal_contact k ON ((k.deal_id = d.id)))
        UNION
         SELECT d.id,
            d.opened_at,
            d.person_id
           FROM deal d
          WHERE (d.person_id IS NOT NULL)
        ), touch AS (
         SELECT w.deal_id,
            v.first_at AS at,
            1 AS rank,
            'visit'::text AS kind,
            COALESCE(v.utm_source, "substring"(v.referrer, '^https?://([^/:]+)'::text), v.channel) AS label
           FROM (people w
             JOIN visit v ON (((v.person_id = w.person_id) AND (v.first_at <= w.opened_at))))
        UNION ALL
         SELECT w.deal_id,
            s.submitted_at,
            2,
            'form'::text,
            f.name
           FROM ((people w
             JOIN submission s ON (((s.person_id = w.person_id) AND (s.verdict = 'accepted'::text) AND (s.submitted_at <= w.opened_at))))
             JOIN form f ON ((f.id = s.form_id)))
        UNION ALL
         SELECT w.deal_id,
            e.occurred_at,
            3,
                CASE e.kind
                    WHEN 'mail.clicked'::text THEN 'mail'::text
                    ELSE 'event'::text
                END AS "case",
                CASE e.kind
                    WHEN 'mail.clicked'::text THEN ( SELECT m.name
                       FROM mailing m
                      WHERE (m.id = ((e.facts ->> 'mailingId'::text))::bigint))
                    ELSE e.kind
                END AS kind
           FROM (people w
             JOIN event e ON (((e.person_id = w.person_id) AND (e.occurred_at <= w.opened_at) AND (e.kind = ANY (ARRAY['mail.clicked'::text, 'inquiry.received'::text, 'document.requested'::text, 'seminar.attended'::text])))))
        UNION ALL
         SELECT w.deal_id,
            ((p.exchanged_on)::timestamp without time zone AT TIME ZONE z.time_zone) AS timezone,
            4,
            'card'::text,
            p.source
           FROM ((people w
             JOIN person p ON ((p.id = w.person_id)))
             CROSS JOIN workspace z)
          WHERE ((p.exchanged_on IS NOT NULL) AND (((p.exchanged_on)::timestamp without time zone AT TIME ZONE z.time_zone) <= w.opened_at))
        UNION ALL
         SELECT w.deal_id,
            i.created_at,
            5,
            'import'::text,
            COALESCE(p.source, i.file_name) AS "coalesce"
           FROM (((people w
             JOIN import_row r ON (((r.person_id = w.person_id) AND (r.outcome = 'created'::text))))
             JOIN import_run i ON (((i.id = r.import_id) AND (i.created_at <= w.opened_at))))
             JOIN person p ON ((p.id = w.person_id)))
        UNION ALL
         SELECT w.deal_id,
            p.created_at,
            6,
            'entry'::text,
            p.source
           FROM (people w
             JOIN person p ON ((p.id = w.person_id)))
          WHERE (p.created_at <= w.opened_at)
        )
 SELECT deal_id,
    (array_agg(kind ORDER BY (rank = 6), at, rank, label))[1] AS first_kind,
    (array_agg(label ORDER BY (rank = 6), at, rank, label))[1] AS first_label,
    (array_agg(kind ORDER BY (rank = 6), at DESC, rank, label))[1] AS last_kind,
    (array_agg(label ORDER BY (rank = 6), at DESC, rank, label))[1] AS last_label
   FROM touch
  GROUP BY deal_id;

create view person_bounced as
 SELECT p.id AS person_id
   FROM (mail_bounce b
     JOIN person p ON ((p.email_key = b.address)))
  WHERE ((b.lifted_at IS NULL) AND (p.merged_into_id IS NULL));

create view person_held as
 SELECT l.person_id,
    l.holder_id
   FROM (lead l
     JOIN holder h ON ((h.id = l.holder_id)))
  WHERE ((l.closed_at IS NULL) AND (l.person_id IS NOT NULL) AND (h.kind = 'user'::text));

create view person_in_deal as
 SELECT k.person_id
   FROM (deal_contact k
     JOIN deal d ON ((d.id = k.deal_id)))
  WHERE (d.outcome IS NULL)
UNION ALL
 SELECT d.person_id
   FROM deal d
  WHERE ((d.outcome IS NULL) AND (d.person_id IS NOT NULL));

create view person_in_turn as
 SELECT id,
    created_at,
    merged_into_id
   FROM person
  WHERE (merged_into_id IS NULL);

create view seen.activity as
 SELECT id,
    kind,
    person_id,
    company_id,
    lead_id,
    holder_id,
    subject,
    note,
    planned_at,
    remind_at,
    reminded_at,
    done_at,
    outcome,
    cancelled_at,
    created_at,
    created_by,
    version,
    deal_id
   FROM activity a
  WHERE
        CASE
            WHEN (person_id IS NOT NULL) THEN (EXISTS ( SELECT
               FROM person p
              WHERE ((p.id = a.person_id) AND (p.seen_by && (current_setting('app.sight'::text))::bigint[]))
             OFFSET 0))
            WHEN (lead_id IS NOT NULL) THEN (EXISTS ( SELECT
               FROM lead l
              WHERE ((l.id = a.lead_id) AND (l.seen_by && (current_setting('app.sight'::text))::bigint[]))
             OFFSET 0))
            WHEN (deal_id IS NOT NULL) THEN (EXISTS ( SELECT
               FROM deal d
              WHERE ((d.id = a.deal_id) AND (d.seen_by && (current_setting('app.sight'::text))::bigint[]))
             OFFSET 0))
            ELSE (EXISTS ( SELECT
               FROM holder h
              WHERE ((h.id = a.holder_id) AND (ARRAY[(0)::bigint, h.id, h.team_id] && (current_setting('app.sight'::text))::bigint[]))))
        END
  with local check option;

create view seen.app_user as
 SELECT id,
    auth_id,
    email,
    roles,
    language,
    is_program,
    deputy_id,
    away_from,
    away_until,
    mail_notifications,
    created_at,
    version
   FROM app_user;

create view seen.assignment_rule as
 SELECT id,
    name,
    conditions,
    receivers,
    capacity,
    answer_days,
    "position",
    active,
    created_at,
    created_by,
    version
   FROM assignment_rule;

create view seen.assignment_turn as
 SELECT rule_id,
    holder_id,
    turn,
    given
   FROM assignment_turn;

create view seen.billing as
 SELECT id,
    company_id,
    bill_to_id,
    customer_code,
    department,
    person,
    closing_day,
    pay_months,
    pay_day,
    holiday_shift,
    tax_rounding,
    operation_id,
    version
   FROM billing;

create view seen.company as
 SELECT id,
    kind,
    parent_id,
    name,
    name_kana,
    name_en,
    name_key,
    corporate_number,
    domain,
    website,
    phone,
    phone_key,
    postal_code,
    prefecture,
    address,
    address_key,
    industry,
    employees,
    customer_since,
    memo,
    custom,
    grams,
    created_at,
    created_by,
    version
   FROM company;

create view seen.company_excluded as
 SELECT company_id,
    why
   FROM company_excluded;

create view seen.consent as
 SELECT id,
    person_id,
    channel,
    basis,
    granted_at,
    granted_via,
    import_id,
    withdrawn_at,
    withdrawn_via,
    created_by,
    version
   FROM consent c
  WHERE (EXISTS ( SELECT
           FROM person p
          WHERE ((p.id = c.person_id) AND (p.seen_by && (current_setting('app.sight'::text))::bigint[]))))
  with local check option;

create view seen.custom_field as
 SELECT id,
    about,
    key,
    label,
    kind,
    choices,
    filterable,
    "position",
    version
   FROM custom_field;

create view seen.deal as
 SELECT id,
    title,
    company_id,
    person_id,
    lead_id,
    product_line_id,
    pipeline_id,
    stage_id,
    stage_since,
    owner_id,
    amount,
    probability,
    certainty,
    expected_close,
    budget,
    authority,
    needs,
    timeframe,
    competitor,
    memo,
    outcome,
    closed_at,
    ordered_on,
    reason_id,
    until,
    opened_at,
    created_by,
    seen_by,
    version
   FROM deal
  WHERE (seen_by && (current_setting('app.sight'::text))::bigint[])
  with local check option;

create view seen.deal_contact as
 SELECT id,
    deal_id,
    person_id,
    role,
    added_at,
    version
   FROM deal_contact c
  WHERE (EXISTS ( SELECT
           FROM deal d
          WHERE ((d.id = c.deal_id) AND (d.seen_by && (current_setting('app.sight'::text))::bigint[]))));

create view seen.deal_snapshot as
 SELECT day,
    deal_id,
    pipeline_id,
    stage_id,
    owner_id,
    team_id,
    amount,
    probability,
    certainty,
    expected_close,
    outcome,
    ordered_on
   FROM deal_snapshot
  WHERE (ARRAY[(0)::bigint, owner_id, team_id] && (current_setting('app.sight'::text))::bigint[]);

create view seen.deal_source as
 SELECT deal_id,
    first_kind,
    first_label,
    last_kind,
    last_label
   FROM deal_source s
  WHERE (EXISTS ( SELECT
           FROM deal d
          WHERE ((d.id = s.deal_id) AND (d.seen_by && (current_setting('app.sight'::text))::bigint[]))));

create view seen.deal_stage as
 SELECT id,
    pipeline_id,
    "position",
    name_ja,
    name_en,
    probability,
    stale_days,
    wins,
    active,
    operation_id,
    version
   FROM deal_stage;

create view seen.deal_step as
 SELECT id,
    deal_id,
    stage_id,
    entered_at,
    left_at
   FROM deal_step s
  WHERE (EXISTS ( SELECT
           FROM deal d
          WHERE ((d.id = s.deal_id) AND (d.seen_by && (current_setting('app.sight'::text))::bigint[]))));

create view seen.event as
 SELECT id,
    kind,
    occurred_at,
    recorded_at,
    identity_id,
    person_id,
    company_id,
    lead_id,
    by_id,
    operation_id,
    historic,
    facts
   FROM event e
  WHERE
        CASE
            WHEN (person_id IS NOT NULL) THEN (EXISTS ( SELECT
               FROM person p
              WHERE ((p.id = e.person_id) AND (p.seen_by && (current_setting('app.sight'::text))::bigint[]))))
            WHEN (lead_id IS NOT NULL) THEN (EXISTS ( SELECT
               FROM lead l
              WHERE ((l.id = e.lead_id) AND (l.seen_by && (current_setting('app.sight'::text))::bigint[]))))
            WHEN (company_id IS NOT NULL) THEN true
            ELSE (('{0}'::bigint[] && (current_setting('app.sight'::text))::bigint[]) OR (by_id = (current_setting('app.user_id'::text))::bigint))
        END
  with local check option;

create view seen.event_key as
 SELECT identity_id,
    key,
    event_id,
    forget_after
   FROM event_key
  WHERE false;

create view seen.event_month as
 SELECT month,
    swept_at,
    kept,
    gone
   FROM event_month;

create view seen.export_log as
 SELECT id,
    what,
    format,
    filter,
    rows,
    at,
    by_id
   FROM export_log
  WHERE ((by_id = (current_setting('app.user_id'::text))::bigint) OR ('admin'::text = ANY ((current_setting('app.roles'::text))::text[])));

create view seen.form as
 SELECT id,
    slug,
    name,
    kind,
    fields,
    source,
    product_line_id,
    thanks,
    redirect,
    mail_subject,
    mail_body,
    active,
    created_at,
    created_by,
    version
   FROM form;

create view seen.form_wording as
 SELECT id,
    form_id,
    number,
    purpose,
    consent,
    created_at,
    created_by
   FROM form_wording;

create view seen.holder as
 SELECT id,
    kind,
    name,
    purpose,
    team_id,
    active,
    version
   FROM holder;

create view seen.holiday as
 SELECT id,
    day,
    name,
    version
   FROM holiday;

create view seen.idempotency as
 SELECT actor_id,
    key,
    request,
    answer,
    created_at
   FROM idempotency
  WHERE (actor_id = (current_setting('app.user_id'::text))::bigint)
  with local check option;

create view seen.identity as
 SELECT id,
    kind,
    value,
    person_id,
    strength,
    concluded_at,
    version
   FROM identity i
  WHERE (EXISTS ( SELECT
           FROM person p
          WHERE ((p.id = i.person_id) AND (p.seen_by && (current_setting('app.sight'::text))::bigint[]))));

create view seen.import_row as
 SELECT import_id,
    row_no,
    outcome,
    problem,
    cells,
    person_id,
    company_id,
    activity_id,
    identity_id,
    new_company
   FROM import_row r
  WHERE (EXISTS ( SELECT
           FROM seen.import_run i
          WHERE (i.id = r.import_id)));

create view seen.import_run as
 SELECT id,
    about,
    file_name,
    file_hash,
    upload_id,
    state,
    reading,
    mapping,
    options,
    rows_total,
    rows_read,
    created,
    updated,
    unchanged,
    refused,
    problem,
    operation_id,
    created_at,
    created_by,
    started_at,
    ended_at,
    undone_at,
    undone,
    version
   FROM import_run
  WHERE ((created_by = (current_setting('app.user_id'::text))::bigint) OR ('{0}'::bigint[] && (current_setting('app.sight'::text))::bigint[]));

create view seen.invoice as
 SELECT id,
    kind,
    state,
    sequence,
    number,
    order_id,
    root_id,
    corrects_id,
    company_id,
    bill_to_id,
    title,
    traded_on,
    due_on,
    note,
    net,
    tax,
    total,
    effect,
    issued_on,
    issued_at,
    issued_by,
    paper,
    created_at,
    created_by,
    operation_id,
    version
   FROM invoice i
  WHERE (('{admin,manager,accounting}'::text[] && (current_setting('app.roles'::text))::text[]) OR ('{0}'::bigint[] && (current_setting('app.sight'::text))::bigint[]) OR (EXISTS ( SELECT
           FROM deal d
          WHERE ((d.company_id = i.company_id) AND (d.seen_by && (current_setting('app.sight'::text))::bigint[])))));

create view seen.invoice_line as
 SELECT id,
    invoice_id,
    order_line_id,
    "position",
    name,
    quantity,
    unit,
    unit_price,
    tax,
    amount,
    version
   FROM invoice_line l
  WHERE (EXISTS ( SELECT
           FROM seen.invoice i
          WHERE (i.id = l.invoice_id)));

create view seen.journal as
 SELECT id,
    operation_id,
    table_name,
    row_id,
    person_id,
    act,
    before
   FROM journal j
  WHERE
        CASE
            WHEN (person_id IS NOT NULL) THEN (EXISTS ( SELECT
               FROM person p
              WHERE ((p.id = j.person_id) AND (p.seen_by && (current_setting('app.sight'::text))::bigint[]))))
            ELSE ((table_name = 'company'::text) OR ('{0}'::bigint[] && (current_setting('app.sight'::text))::bigint[]))
        END;

create view seen.lead as
 SELECT id,
    person_id,
    company_id,
    product_line_id,
    stage,
    stage_since,
    holder_id,
    former_holder_id,
    clock_at,
    clock_for,
    reason_id,
    returned_at,
    touched_at,
    escalated_at,
    opened_at,
    closed_at,
    seen_by,
    version,
    reached
   FROM lead
  WHERE (seen_by && (current_setting('app.sight'::text))::bigint[])
  with local check option;

create view seen.mail as
 SELECT id,
    key,
    to_address,
    subject,
    body,
    person_id,
    state,
    attempts,
    error,
    created_at,
    due_at,
    sent_at,
    html,
    headers
   FROM mail
  WHERE ('admin'::text = ANY ((current_setting('app.roles'::text))::text[]));

create view seen.mail_bounce as
 SELECT id,
    recipient_id,
    address,
    bounced_at,
    reason,
    lifted_at,
    lifted_by,
    version
   FROM mail_bounce b
  WHERE (EXISTS ( SELECT
           FROM seen.mailing_recipient r
          WHERE (r.id = b.recipient_id)
         OFFSET 0));

create view seen.mail_exclusion as
 SELECT id,
    kind,
    value,
    company_id,
    why,
    note,
    created_at,
    created_by,
    version
   FROM mail_exclusion;

create view seen.mail_hold as
 SELECT id,
    person_id,
    original_id,
    note,
    held_at,
    held_by,
    released_at,
    version
   FROM mail_hold h
  WHERE (EXISTS ( SELECT
           FROM person p
          WHERE ((p.id = h.person_id) AND (p.seen_by && (current_setting('app.sight'::text))::bigint[]))));

create view seen.mail_link as
 SELECT id,
    mailing_id,
    "position",
    url
   FROM mail_link;

create view seen.mail_touch as
 SELECT id,
    recipient_id,
    kind,
    link_id,
    key,
    method,
    agent,
    at,
    verdict,
    reasons
   FROM mail_touch t
  WHERE (EXISTS ( SELECT
           FROM seen.mailing_recipient r
          WHERE (r.id = t.recipient_id)
         OFFSET 0));

create view seen.mailing as
 SELECT id,
    name,
    subject,
    preheader,
    body,
    sender_name,
    sender_email,
    segment_id,
    picked,
    rate,
    state,
    scheduled_at,
    ordered_by,
    problem,
    outbox,
    started_at,
    ended_at,
    created_at,
    created_by,
    version
   FROM mailing;

create view seen.mailing_recipient as
 SELECT id,
    mailing_id,
    person_id,
    original_id,
    token,
    state,
    why,
    address,
    message_id,
    attempts,
    error,
    due_at,
    planned_at,
    sending_at,
    settled_at,
    opened_at,
    clicked_at,
    unsubscribed_at
   FROM mailing_recipient r
  WHERE (EXISTS ( SELECT
           FROM person p
          WHERE ((p.id = r.person_id) AND (p.seen_by && (current_setting('app.sight'::text))::bigint[]))
         OFFSET 0));

create view seen.notification as
 SELECT id,
    user_id,
    kind,
    event_id,
    key,
    facts,
    created_at,
    read_at,
    mailed_at,
    identity_id,
    occurred_at
   FROM notification
  WHERE (user_id = (current_setting('app.user_id'::text))::bigint)
  with local check option;

create view seen.offer as
 SELECT id,
    lead_id,
    from_id,
    given_by,
    to_id,
    note,
    offered_at,
    clock_at,
    answer,
    answered_at,
    answered_by,
    reason_id,
    until,
    answer_note,
    version
   FROM offer o
  WHERE (EXISTS ( SELECT
           FROM lead l
          WHERE ((l.id = o.lead_id) AND (l.seen_by && (current_setting('app.sight'::text))::bigint[]))));

create view seen.operation as
 SELECT id,
    name,
    at,
    by_id,
    undoes_id,
    undone_at
   FROM operation
  WHERE ((by_id = (current_setting('app.user_id'::text))::bigint) OR ('{0}'::bigint[] && (current_setting('app.sight'::text))::bigint[]));

create view seen.order_billed as
 SELECT order_id,
    net,
    state
   FROM order_billed b
  WHERE (EXISTS ( SELECT
           FROM seen.sales_order o
          WHERE (o.id = b.order_id)));

create view seen.order_line as
 SELECT id,
    order_id,
    "position",
    product_id,
    name,
    quantity,
    unit,
    unit_price,
    tax,
    amount,
    operation_id,
    version
   FROM order_line l
  WHERE (EXISTS ( SELECT
           FROM seen.sales_order o
          WHERE (o.id = l.order_id)));

create view seen.page_name as
 SELECT id,
    name,
    patterns,
    likes,
    important,
    "position",
    version
   FROM page_name;

create view seen.payment as
 SELECT id,
    invoice_id,
    paid_on,
    amount,
    fee,
    method,
    note,
    reverses_id,
    replaces_id,
    created_at,
    created_by
   FROM payment p
  WHERE (EXISTS ( SELECT
           FROM seen.invoice i
          WHERE (i.id = p.invoice_id)));

create view seen.person as
 SELECT id,
    family_name,
    given_name,
    family_name_kana,
    given_name_kana,
    name_key,
    company_id,
    department,
    title,
    decision_level,
    in_post_since,
    email,
    email_key,
    phone,
    phone_key,
    mobile,
    mobile_key,
    postal_code,
    prefecture,
    address,
    address_key,
    memo,
    source,
    exchanged_on,
    exchanged_by,
    custom,
    grams,
    seen_by,
    merged_into_id,
    created_at,
    created_by,
    version
   FROM person
  WHERE (seen_by && (current_setting('app.sight'::text))::bigint[])
  with local check option;

create view seen.person_bounced as
 SELECT person_id
   FROM person_bounced;

create view seen.person_held as
 SELECT person_id,
    holder_id
   FROM person_held;

create view seen.person_in_deal as
 SELECT person_id
   FROM person_in_deal;

create view seen.person_in_turn as
 SELECT id,
    created_at,
    merged_into_id
   FROM person
  WHERE (((seen_by && ( SELECT (current_setting('app.sight'::text))::bigint[] AS current_setting)) IS TRUE) AND (merged_into_id IS NULL));

create view seen.person_merge as
 SELECT id,
    keep_id,
    absorb_id,
    operation_id,
    merged_at,
    merged_by,
    identity_ids,
    event_ids,
    kept,
    undecided,
    undone_at,
    version
   FROM person_merge m
  WHERE (EXISTS ( SELECT
           FROM person p
          WHERE ((p.id = m.keep_id) AND (p.seen_by && (current_setting('app.sight'::text))::bigint[]))));

create view seen.pipeline as
 SELECT id,
    name,
    bant_parts,
    bant_needed,
    "position",
    active,
    operation_id,
    version
   FROM pipeline;

create view seen.post as
 SELECT id,
    person_id,
    company_id,
    department,
    title,
    from_on,
    until_on,
    version
   FROM post o
  WHERE (EXISTS ( SELECT
           FROM person p
          WHERE ((p.id = o.person_id) AND (p.seen_by && (current_setting('app.sight'::text))::bigint[]))))
  with local check option;

create view seen.preference as
 SELECT user_id,
    name,
    value
   FROM preference
  WHERE (user_id = (current_setting('app.user_id'::text))::bigint)
  with local check option;

create view seen.product as
 SELECT id,
    code,
    name,
    unit,
    unit_price,
    tax,
    product_line_id,
    active,
    operation_id,
    version
   FROM product;

create view seen.product_line as
 SELECT id,
    name,
    active,
    version
   FROM product_line;

create view seen.quota as
 SELECT id,
    user_id,
    team_id,
    month,
    amount,
    version
   FROM quota q
  WHERE (ARRAY[(0)::bigint, user_id, team_id, ( SELECT h.team_id
           FROM holder h
          WHERE (h.id = q.user_id))] && (current_setting('app.sight'::text))::bigint[]);

create view seen.quota_snapshot as
 SELECT day,
    user_id,
    team_id,
    month,
    amount
   FROM quota_snapshot q
  WHERE (ARRAY[(0)::bigint, user_id, team_id, ( SELECT h.team_id
           FROM holder h
          WHERE (h.id = q.user_id))] && (current_setting('app.sight'::text))::bigint[]);

create view seen.reason as
 SELECT id,
    kind,
    code,
    name_ja,
    name_en,
    way_back,
    active,
    "position",
    version
   FROM reason;

create view seen.receivable as
 SELECT invoice_id,
    company_id,
    bill_to_id,
    due_on,
    billed,
    paid,
    surplus,
    told_on
   FROM receivable r
  WHERE (('{admin,manager,accounting}'::text[] && (current_setting('app.roles'::text))::text[]) OR ('{0}'::bigint[] && (current_setting('app.sight'::text))::bigint[]) OR (EXISTS ( SELECT
           FROM deal d
          WHERE ((d.company_id = r.company_id) AND (d.seen_by && (current_setting('app.sight'::text))::bigint[])))));

create view seen.role as
 SELECT name,
    scope,
    version
   FROM role;

create view seen.sales_order as
 SELECT id,
    number,
    title,
    deal_id,
    company_id,
    person_id,
    ordered_on,
    inspected_on,
    memo,
    created_at,
    created_by,
    operation_id,
    version
   FROM sales_order o
  WHERE (('{admin,manager,accounting}'::text[] && (current_setting('app.roles'::text))::text[]) OR ('{0}'::bigint[] && (current_setting('app.sight'::text))::bigint[]) OR (EXISTS ( SELECT
           FROM deal d
          WHERE ((d.company_id = o.company_id) AND (d.seen_by && (current_setting('app.sight'::text))::bigint[])))));

create view seen.score as
 SELECT person_id,
    card_id,
    intent,
    fit,
    temperature,
    above,
    told_temperature,
    told_above,
    next_change_at,
    computed_at
   FROM score s
  WHERE (EXISTS ( SELECT
           FROM person p
          WHERE ((p.id = s.person_id) AND (p.seen_by && (current_setting('app.sight'::text))::bigint[]))));

create view seen.score_line as
 SELECT id,
    person_id,
    condition_id,
    event_id,
    at,
    known_at,
    until_at,
    identity_id
   FROM score_line s
  WHERE (EXISTS ( SELECT
           FROM person p
          WHERE ((p.id = s.person_id) AND (p.seen_by && (current_setting('app.sight'::text))::bigint[]))));

create view seen.scoring_card as
 SELECT id,
    mql_intent,
    mql_fit,
    warm_at,
    hot_at,
    warm_acts,
    key_page_days,
    warm_days,
    idle_days,
    intent_cap,
    created_at,
    created_by,
    published_at,
    published_by,
    ended_at,
    version
   FROM scoring_card;

create view seen.scoring_recount as
 SELECT card_id,
    state,
    through_id,
    done,
    total,
    crossed,
    started_at,
    ended_at,
    pages
   FROM scoring_recount;

create view seen.scoring_rule as
 SELECT id,
    card_id,
    from_id,
    about,
    name,
    preset,
    points,
    "position",
    conditions,
    event_kind,
    facts,
    page,
    page_id,
    half_life_days,
    cap,
    version,
    condition_id
   FROM scoring_rule;

create view seen.segment as
 SELECT id,
    name,
    rules,
    columns,
    sort,
    owner_id,
    shared,
    preset,
    created_at,
    version
   FROM segment
  WHERE (shared OR (owner_id = (current_setting('app.user_id'::text))::bigint))
  with local check option;

create view seen.segment_snapshot as
 SELECT day,
    segment_id,
    people
   FROM segment_snapshot
  WHERE ('{0}'::bigint[] && (current_setting('app.sight'::text))::bigint[]);

create view seen.submission as
 SELECT id,
    form_id,
    key,
    hash,
    answers,
    wording_id,
    consented,
    address,
    identity_id,
    person_id,
    submitted_at,
    verdict,
    why,
    judged_at,
    judged_by
   FROM submission s
  WHERE (('{0}'::bigint[] && (current_setting('app.sight'::text))::bigint[]) OR (EXISTS ( SELECT
           FROM person p
          WHERE ((p.id = s.person_id) AND (p.seen_by && (current_setting('app.sight'::text))::bigint[]))
         OFFSET 0)));

create view seen.tax_rate as
 SELECT id,
    code,
    from_on,
    percent,
    version
   FROM tax_rate;

create view seen.team as
 SELECT id,
    name,
    parent_id,
    version
   FROM team;

create view seen.visit as
 SELECT id,
    identity_id,
    person_id,
    channel,
    landing,
    referrer,
    utm_source,
    utm_medium,
    utm_campaign,
    utm_term,
    utm_content,
    click_kind,
    click_id,
    device,
    first_at,
    last_at,
    pages
   FROM visit v
  WHERE (('{0}'::bigint[] && (current_setting('app.sight'::text))::bigint[]) OR (EXISTS ( SELECT
           FROM person p
          WHERE ((p.id = v.person_id) AND (p.seen_by && (current_setting('app.sight'::text))::bigint[]))
         OFFSET 0)));

create view seen.workspace as
 SELECT id,
    name,
    postal_address,
    sender_name,
    sender_email,
    phone,
    time_zone,
    fiscal_month,
    working_days,
    day_starts,
    day_ends,
    language,
    version,
    tracking,
    registration_number,
    bank_account,
    tax_rounding,
    invoice_prefix,
    touch_days,
    keep_web_months
   FROM workspace;

grant insert, select, update on seen.activity to musubi_web;
grant select on seen.app_user to musubi_web;
grant select on seen.assignment_rule to musubi_web;
grant select on seen.assignment_turn to musubi_web;
grant select on seen.billing to musubi_web;
grant select, update on seen.company to musubi_web;
grant select on seen.company_excluded to musubi_web;
grant insert, select, update on seen.consent to musubi_web;
grant select on seen.custom_field to musubi_web;
grant select on seen.deal to musubi_web;
grant select on seen.deal_contact to musubi_web;
grant select on seen.deal_snapshot to musubi_web;
grant select on seen.deal_source to musubi_web;
grant select on seen.deal_stage to musubi_web;
grant select on seen.deal_step to musubi_web;
grant insert, select on seen.event to musubi_web;
grant insert, select on seen.event_key to musubi_web;
grant select on seen.event_month to musubi_web;
grant select on seen.export_log to musubi_web;
grant select on seen.form to musubi_web;
grant select on seen.form_wording to musubi_web;
grant select on seen.holder to musubi_web;
grant select on seen.holiday to musubi_web;
grant delete, insert, select, update on seen.idempotency to musubi_web;
grant select on seen.identity to musubi_web;
grant select on seen.import_row to musubi_web;
grant select on seen.import_run to musubi_web;
grant select on seen.invoice to musubi_web;
grant select on seen.invoice_line to musubi_web;
grant select on seen.journal to musubi_web;
grant select on seen.lead to musubi_web;
grant select on seen.mail to musubi_web;
grant select on seen.mail_bounce to musubi_web;
grant select on seen.mail_exclusion to musubi_web;
grant select on seen.mail_hold to musubi_web;
grant select on seen.mail_link to musubi_web;
grant select on seen.mail_touch to musubi_web;
grant select on seen.mailing to musubi_web;
grant select on seen.mailing_recipient to musubi_web;
grant select, update on seen.notification to musubi_web;
grant select on seen.offer to musubi_web;
grant select on seen.operation to musubi_web;
grant select on seen.order_billed to musubi_web;
grant select on seen.order_line to musubi_web;
grant select on seen.page_name to musubi_web;
grant select on seen.payment to musubi_web;
grant select, update on seen.person to musubi_web;
grant select on seen.person_bounced to musubi_web;
grant select on seen.person_held to musubi_web;
grant select on seen.person_in_deal to musubi_web;
grant select on seen.person_in_turn to musubi_web;
grant select on seen.person_merge to musubi_web;
grant select on seen.pipeline to musubi_web;
grant delete, insert, select, update on seen.post to musubi_web;
grant delete, insert, select, update on seen.preference to musubi_web;
grant select on seen.product to musubi_web;
grant select on seen.product_line to musubi_web;
grant select on seen.quota to musubi_web;
grant select on seen.quota_snapshot to musubi_web;
grant select on seen.reason to musubi_web;
grant select on seen.receivable to musubi_web;
grant select on seen.role to musubi_web;
grant select on seen.sales_order to musubi_web;
grant select on seen.score to musubi_web;
grant select on seen.score_line to musubi_web;
grant select on seen.scoring_card to musubi_web;
grant select on seen.scoring_recount to musubi_web;
grant select on seen.scoring_rule to musubi_web;
grant delete, insert, select, update on seen.segment to musubi_web;
grant select on seen.segment_snapshot to musubi_web;
grant select on seen.submission to musubi_web;
grant select on seen.tax_rate to musubi_web;
grant select on seen.team to musubi_web;
grant select on seen.visit to musubi_web;
grant select on seen.workspace to musubi_web;
grant insert, select, update on seen_all.activity to musubi_web;
grant insert, select, update on seen_all.consent to musubi_web;
grant select on seen_all.deal to musubi_web;
grant select on seen_all.deal_contact to musubi_web;
grant select on seen_all.deal_source to musubi_web;
grant select on seen_all.deal_step to musubi_web;
grant insert, select on seen_all.event to musubi_web;
grant select on seen_all.identity to musubi_web;
grant select on seen_all.lead to musubi_web;
grant select on seen_all.mail_touch to musubi_web;
grant select on seen_all.mailing_recipient to musubi_web;
grant select on seen_all.offer to musubi_web;
grant select, update on seen_all.person to musubi_web;
grant select on seen_all.person_in_turn to musubi_web;
grant delete, insert, select, update on seen_all.post to musubi_web;
grant select on seen_all.score to musubi_web;
grant select on seen_all.score_line to musubi_web;
grant select on seen_all.submission to musubi_web;
grant select on seen_all.visit to musubi_web;
