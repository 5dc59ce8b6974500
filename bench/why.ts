/**
 * What is to be said of a row of the table beside its figures. `why`: while a target is missed, what the time goes to and
 * what was tried. `plan`: how its hot query is planned; test/plans.test.ts holds it to that.
 */
export const about: Record<string, { why?: string; plan?: string }> = {
  'ingest-1': {
    plan: 'A batch of views is one statement, planned once a connection: the sender’s keys go into `event_key`, what is new into the month of `event`, and a statement trigger puts it into the inbox. Reactions fetch the events of a batch by their whole key (`event_pkey` of one month each), under plans made once.',
    why: 'Two cores have 200 µs an event in all at 10,000 events/s; with its reactions one takes 0.10 ms of the app and 0.45 ms of the database. The senders draw from 200,000 cookies at random, half of them people’s, so that nearly every view of somebody known begins a visit: it writes lines of points, the visit, the clock of a lead and a score, which stand in seven indexes, and often crosses a line and is offered. Tried: counting a score by rules and days, not line by line (from 640 to some 150 µs a person); asking how lively somebody is only where points do not tell; plans made once; no foreign keys from lines to rules; one statement a batch. Drawn from 50,000 cookies it was 5,394 events/s.',
  },
  'ingest-10': {
    plan: 'As `ingest-1`; ten views share a request, its reading and its answer.',
    why: 'The request is no longer what limits: the rows and their indexes are (see `ingest-1`), and the reactions run beside it.',
  },
  'ingest-api': {
    plan: 'A batch is matched to identities as a set (`identity_kind_value_key`), then written as `ingest-1` writes.',
    why: 'Every event names a person, so that each is checked, found by mail or id, and written with five index entries, on the two cores that also send and react.',
  },
  reaction: {
    plan: 'The inbox is read in order by its key; lines, visits and scores are written set-wise for a batch of up to 2,000, each statement planned once a connection with `score_line_person`, `visit_identity` and `event_person` of the months that count.',
    why: 'At 1,000 views a second the app, the database, the load generator and the watchers use both cores whole (5 % idle), so that a batch waits for the one before; the lag stays level. Fourteen people a second are offered meanwhile, in turn: lanes that offer wait for each other until they commit. Tried: see `ingest-1`; planning each statement of a batch anew had taken longer than running it. It was 8 s and grew.',
  },
  'person-create': {
    plan: 'Matching asks `identity_kind_value_key` for the mail address, `person_name_key` for company and name together, and `company_name_key` for the company, one probe each; a sorted advisory lock keeps two who create the same person apart.',
    why: 'Sixteen statements and some ten ways to the database and back: matching, person, identities, lead, consent to the journal, two events, sight. Tried: who asks in one statement, `begin` and rights sent along with the next statement, both events together, plans made once; it was 28 statements.',
  },
  list: {
    plan: 'The index of the order is walked from where the page begins (`person_created`, `person_name`, `company_name`, `lead_clock`, `score_intent`), and each person on the way is asked by key, the first 800 at once; where fewer than 3,000 are expected they are found by an index of their own and put in order. The sight is asked of each row (`seen_by`), or once for whoever sees all.',
    why: 'Most medians hold the target (18 to 29 ms here, 11 to 20 in an hour when the database was warm), of which some 6 are what any request costs (who asks, rights, the settings of the office); their tails do not: a first plan on a connection, or a page of the disk. Hot people and an industry took 19 and 16 ms then and ten times as long here, as did the same answer by hand: not found out why. Customers and recycled leads lie far down the order, since the newest people nearly all have open leads. Tried: asking the stage by id before the row is fetched, the planner’s own guess, a larger sample. A person’s creation time on their leads, in an index by stage, would find those.',
  },
  count: {
    plan: 'Up to a thousand and one are counted along `person_created`, which holds the sight, or from the index of the condition where that finds fewer (`lead_stage`, `lead_clock`, `score_lively`). Exactly, a rep’s begin with `person_search`, which knows whom they see, and each is asked the rest by key (`lead_person`, `consent_standing`, `activity_person_done`, the months of `event_sign`); of whoever sees all they are hash joins of index-only scans. What speaks against few is taken away as a set.',
    why: 'A thousand and one are found by visiting some thousands, each through the sight of the rep: 20 µs a person. By hand the sight is one comparison, in the product it is asked of every table that a condition reads. Tried: refusals as anti-joins, index-only ways to consents and titles, the search index for a rep. A bounded count of whoever sees all takes a third.',
  },
  search: {
    plan: 'The rarest four pairs of letters are asked of `person_search` (GIN over `seen_by` and pairs of letters), where a page would lie further than 1,600 people away; else the order is walked.',
    why: 'Names that ten thousand share: two letters find everybody who has both anywhere, and each is looked at.',
  },
  timeline: {
    plan: 'The months are walked backwards by `event_person` or `event_company` until a page is full, so that old months are not opened; names are looked up by key, under a plan made once.',
    why: 'The median holds the target for a person; the tail is the first page read from the disk, and the first plan over some thirty months on each connection.',
  },
  board: {
    plan: 'Sums come off `deal_board`, open deals only; the first fifty cards of each column from the same index in its order.',
    why: 'Eight columns of fifty cards are 400 cards with company, owner and next action, and a third of the time is their JSON. A drag writes the deal, its step, two events, the journal, and reads the card again.',
  },
  'call-list': {
    plan: 'A rep’s leads come off `lead_called` in the order of their clocks; what the screen shows of the person is some ten look-ups by key.',
    why: 'Who is next is decided over all leads that the rep holds, each with its next action and whether it may be called. Bitmap scans are off for it, since they read all that the rep may see.',
  },
  questions: {
    plan: 'Each answer is one statement over what it counts, on the replica where there is one: hash joins of people (`person_post`) with leads, activities and the months of `event_sign`; the sources of a year’s won deals are found for all of them at once.',
    why: 'A first asking counts a million people in nine ways, exactly. It is kept then and shown at once, as of when it was counted, while it is counted anew behind it: that is the median.',
  },
  funnel: {
    plan: 'How far each lead came stands on it (`lead.reached`): all leads are read once, and joined to the people of the segment as a set.',
    why: 'The first asking of a segment that half of everybody is in; kept and shown as of when from then on.',
  },
  segment: {
    plan: 'Each condition is a semi-join or an anti-join, so that the planner begins with whichever finds fewest.',
    why: 'Customers are people by their company, title and act by their own: neither side is small, and the planner takes the wider one first.',
  },
  rescore: {
    plan: 'Batches of 500 people: their lines by `score_line_person`, added up by rule and day; their acts of the last month by `event_person`.',
    why: 'One batch after the other, some 100 µs a person in the database and 40 in the app. Lines are no longer written anew when points or caps change (it was 730 µs a person). Two batches at a time would halve it, and take the core that the reactions need.',
  },
  import: {
    plan: 'Matching is set-wise over a batch, by the same indexes as one person; rows go in by one statement a table.',
    why: 'A person is ten rows in six tables (person, three identities, lead, consents, events, the journal) with some fifty index entries, all references checked by foreign keys, and each is scored. Tried: events made in the database, what a whole list has in common kept out of its rows; foreign keys replaced by statement triggers gained a sixth, which is not worth references that the schema no longer declares.',
  },
  undo: {
    plan: 'The rows of the import are taken back table by table, set-wise, each checked for what came after.',
    why: 'Each row is held against the journal, deleted from every index, and asked whether anything refers to it: twelve foreign keys on company and person are asked row by row.',
  },
  money: {
    plan: 'Everything by key; numbers by the counter’s row; sums of an order by `order_line`.',
    why: 'Six requests with some 120 statements, of which half go out with the next one; winning a deal moves the lead, the company, the sight of all who see it, and tells. Each commit wakes the reactions, which share the two cores with the request that follows. Tried: one update for the walk of a lead, one question to hold a deal and one for the paper, sight by one plan (planning it took longer than doing it), all that Kysely builds planned once.',
  },
  web: {
    why: 'At the edge: 850 and 1,090 ms in two runs an hour before, on the same build; two shared cores run browser, app and database.',
  },
  start: {},
  memory: {
    why: 'Measured at once after ten minutes of ingest and thirty seconds later, the same: the heap keeps what the collector was not pressed to give back on 24 GiB. Not looked into further.',
  },
  disk: {},
}
