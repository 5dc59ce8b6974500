-- What came of a mailing, counted off an index alone: the list of mailings counts all recipients of each. 7 MB at a million of them.
create index mailing_recipient_did on mailing_recipient (mailing_id, opened_at, clicked_at, unsubscribed_at)
  where opened_at is not null or clicked_at is not null or unsubscribed_at is not null;
