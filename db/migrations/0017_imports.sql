-- Somebody is looked up by name and company together: of a common name there are thousands.
drop index person_name_key;

create index person_name_key on person (name_key, company_id);
