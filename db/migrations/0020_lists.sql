-- Who did something since a day: read off an index of what a list may ask for, not off all that happened to anybody. What
-- nobody is known for yet stays out of it.
create index event_sign on event (kind, person_id, occurred_at)
  where person_id is not null
    and kind in ('page.viewed', 'document.requested', 'inquiry.received', 'seminar.attended', 'mail.opened', 'mail.clicked', 'offer.returned', 'person.moved');

-- Who is called what, and at which company: asked of everybody, so without a visit to everybody's row.
create index person_post on person (company_id, id) include (title) where merged_into_id is null;
