-- Who has this very address, however it is written: asked of a list, it is one look-up, and the planner knows that it is one.
create index person_email_folded on person (lower(normalize(email, nfkc))) where email is not null and merged_into_id is null;
