/**
 * What is to be said of a row of the table beside its figures. `why`: while a target is missed, what the time goes to and
 * what was tried. `plan`: how its hot query is planned; test/plans.test.ts holds it to that.
 */
export const about: Record<string, { why?: string; plan?: string }> = {
  'ingest-1': {
    plan: 'A batch of views is one statement, planned once a connection: the sender’s keys go into `event_key`, what is new into the month of `event`, and a statement trigger puts it into the inbox. Reactions fetch the events of a batch by their whole key (`event_pkey` of one month each), under plans made once.',
    why: 'Two cores have 200 µs an event in all at 10,000 events/s; with its reactions one takes 0.10 ms of the app and 0.32 ms of the database. Views come in visits of 2.6 pages on average, of 200,000 visitors, half of them people who are known: each page writes lines of points, the visit and a score, which stand in seven indexes; the first of a visit writes the clock of a lead, and many cross a line and are offered. A bare answer of the same server comes 27,000 times a second. Tried: counting a score by rules and days, not line by line (from 640 to some 150 µs a person); asking how lively somebody is only where points do not tell; one plan for all batches (planned anew, each took 20 ms of CPU over 30 months); no index that holds the end of a visit, so that 95 % of its updates write no index; no foreign keys from lines to rules; one statement a batch.',
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
    why: 'A view waits for its commit, for the batch before it in its lane, and for a rest of 25 ms in which batches grow; whoever is offered waits for the lane that offers before, until it commits. The median is 55 ms. It was 8 s and grew, then 1.1 s. Tried: one plan for all batches, only the months that count, offers last, the load counted only of whose turn it is. The list of the segment is a request of its own after that.',
  },
  'person-create': {
    plan: 'Matching asks `identity_kind_value_key` for the mail address, `person_name_key` for company and name together, and `company_name_key` for the company, one probe each; a sorted advisory lock keeps two who create the same person apart.',
    why: 'Thirteen statements are waited for: who asks, matching, person, identities, lead, two events, sight; and the new person is scored meanwhile on the same two cores. It was 28 statements and 36 ms, of which most was planning the count of the new person’s score over 30 months: it is planned once now. Tried: who asks in one statement, `begin`, rights, locks and writes sent along with the next statement, both events together.',
  },
  list: {
    plan: 'The index of the order is walked from where the page begins (`person_created`, `person_name`, `company_name`, `lead_clock`, `score_intent`), and each person on the way is asked by key, the first 800 at once; where fewer than 3,000 are expected they are found by an index of their own and put in order. The sight is asked of each row (`seen_by`), or once for whoever sees all.',
    why: 'Medians hold the target but for three (12 to 26 ms, of which 5 are what any request costs: who asks, rights, the settings of the office); the tails do not: a first plan on a connection, or a page of the disk. Customers, recycled and overdue leads lie far down the order: the newest people nearly all have open leads, and a rep passes twenty colleagues’ people for each of their own. Tried: asking the stage by id before the row is fetched, the planner’s own guess, a larger sample, the rows of a page by one plan. A person’s creation time on their leads, in an index by stage and holder, would find those.',
  },
  count: {
    plan: 'Up to a thousand and one are counted along `person_created`, which holds the sight, or from the index of the condition where that finds fewer (`lead_stage`, `lead_clock`, `score_lively`). Exactly, a rep’s begin with `person_search`, which knows whom they see, and each is asked the rest by key (`lead_person`, `consent_standing`, `activity_person_done`, the months of `event_sign`); of whoever sees all they are hash joins of index-only scans. What speaks against few is taken away as a set.',
    why: 'A thousand and one are found by visiting some thousands, each through the sight of the rep: 10 to 20 µs a person. By hand the sight is one comparison, in the product it is asked of every table that a condition reads. Tried: along the order of the list first (everybody 23 to 5 ms; slower where few fulfil it), refusals as anti-joins, index-only ways to consents and titles, the search index for what a rep counts exactly. Who is free by phone is asked a dozen things in six tables; the planner takes them for fewer than they are and reads all of the rep’s.',
  },
  search: {
    plan: 'The rarest four pairs of letters are asked of `person_search` (GIN over `seen_by` and pairs of letters), where a page would lie further than 1,600 people away; else the order is walked.',
    why: 'Names that ten thousand share: two letters find everybody who has both anywhere, and each is looked at: the median is 20 to 40 ms. While events come in, what takes 5 ms when all is quiet takes 14: a batch of reactions holds a core for longer than that.',
  },
  timeline: {
    plan: 'The months are walked backwards by `event_person` or `event_company` until a page is full, so that old months are not opened; names are looked up by key, under a plan made once.',
    why: 'The median holds the target; the tail is the first asking on a connection, which plans over some thirty months and reads from the disk.',
  },
  board: {
    plan: 'Sums come off `deal_board`, open deals only; the first fifty cards of each column from the same index in its order.',
    why: 'A drag writes the deal, its step, two events, the journal, and reads the card again: 8 ms in the middle. The tail is the reaction to the drag before, on the same cores.',
  },
  'call-list': {
    plan: 'A rep’s leads come off `lead_called` in the order of their clocks; what the screen shows of the person is some ten look-ups by key.',
    why: 'Who is next is decided over all leads that the rep holds, each with its next action and whether it may be called. Bitmap scans are off for it, since they read all that the rep may see.',
  },
  questions: {
    plan: 'Each answer is one statement over what it counts, on the replica where there is one: hash joins of people (`person_post`) with leads, activities and the months of `event_sign`; the sources of a year’s won deals are found for all of them at once.',
    why: 'A first asking counts a million people in dozens of ways, exactly. It is kept then and shown at once, as of when it was counted, while it is counted anew behind it. It was 47 s: the sources of 45,000 won deals, found one by one until then, are found at once now.',
  },
  funnel: {
    plan: 'How far each lead came stands on it (`lead.reached`): all leads are read once, and joined to the people of the segment as a set.',
    why: 'The first asking of a segment that a good part of everybody is in; kept and shown as of when from then on.',
  },
  segment: {
    plan: 'Each condition is a semi-join or an anti-join, so that the planner begins with whichever finds fewest.',
    why: 'People, their companies and what they did are three large sets, and none of the conditions finds few, so that the order in which the planner takes them decides. Each is asked through the sight of whoever asks, by hand once.',
  },
  rescore: {
    plan: 'Batches of 500 people: their lines by `score_line_person`, added up by rule and day; their acts of the last month by `event_person`.',
    why: 'One batch after the other, some 60 µs a person for the score, and as much to hold it, to look who crossed a line and to commit. Lines are no longer written anew when points or caps change (it was 730 µs a person). Two batches at a time would halve it, and take the core that the reactions need, which now keep their pace meanwhile.',
  },
  import: {
    plan: 'Matching is set-wise over a batch, by the same indexes as one person; rows go in by one statement a table.',
    why: 'A person is ten rows in six tables (person, three identities, lead, consents, events, the journal) with some fifty index entries and eighteen references checked, 0.5 ms of the database in all, and each is scored. Tried: events made in the database, what a whole list has in common kept out of its rows, the fit of somebody new looked at once; foreign keys replaced by statement triggers gained a sixth, which is not worth references that the schema no longer declares.',
  },
  undo: {
    plan: 'The rows of the import are taken back table by table, set-wise, each checked for what came after.',
    why: 'Each row is held against the journal, deleted from every index, and asked whether anything refers to it: twelve foreign keys on company and person are asked row by row.',
  },
  money: {
    plan: 'Everything by key; numbers by the counter’s row; sums of an order by `order_line`.',
    why: 'Six requests with some 120 statements, of which half go out with the next one; winning a deal moves the lead, the company, the sight of all who see it, and tells. Each commit wakes the reactions, which share the two cores with the request that follows. It was 124 to 164 ms. Tried: one update for the walk of a lead, one question to hold a deal and one for the paper, sight by one plan (planning it took longer than doing it), all that Kysely builds planned once.',
  },
  web: {
    why: 'Two shared cores run browser, app and database: 0.7 to 1.5 s in five runs of the same build.',
  },
  start: {},
  memory: {
    why: 'Node is told to give back early what it does not use (`bin/musubi`): after half a minute of ingest it held 285 MiB then where it had held 610, of which 65 are in use. What more the rows before this one leave behind, an import of 100,000 people and batches of 500 events among them, was not looked into.',
  },
  disk: {},
}
