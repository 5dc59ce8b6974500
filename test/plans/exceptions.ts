/** What may read a large table from end to end, and why. `of`: by its name; without `tables`, any. */
export type Exception = { of: RegExp; tables?: string[]; why: string }

export const exceptions: Exception[] = [
  {
    of: /^GET \/persons(\/count\b|\?.*(filters|stage)=|.*q=example\.jp)/,
    tables: ['person', 'company', 'lead', 'consent', 'event', 'activity', 'deal', 'deal_contact'],
    why: 'What a good part of everybody fulfils is found, and counted, by looking at them; a page and "1,000+" stop early.',
  },
  {
    of: /^GET \/(questions|funnel)/,
    why: 'Figures of the whole company are added up of all its people, leads, deals and events, exactly and as of now.',
  },
  {
    of: /^by the clock: segments: end of the day/,
    why: 'How many are in each list is written down once a day: everybody is looked at.',
  },
  {
    of: /^GET \/today/,
    tables: ['person'],
    why: 'Whether there is anybody at all is known with the first row.',
  },
  {
    of: /^GET \/companies\?filters=/,
    tables: ['company'],
    why: 'A word anywhere in the industry: every twelfth company has it, and there are twenty times fewer companies than people.',
  },
  {
    of: /^GET \/deals\/count/,
    tables: ['deal'],
    why: 'All deals that were lost, or all there are, are added up to the yen.',
  },
  {
    of: /^GET \/deals\?sort=/,
    tables: ['deal'],
    why: 'By what is planned next, or by a name: all open deals that one sees are put in order, whichever way they are found.',
  },
  {
    of: /^GET \/(orders|invoices)\/sums/,
    tables: ['invoice', 'receivable', 'sales_order', 'order_line'],
    why: 'The foot of the whole list adds up all that is in it to the yen.',
  },
  {
    of: /^GET \/(orders|invoices|deals)\?.*q=/,
    tables: ['sales_order', 'invoice', 'receivable', 'deal', 'company'],
    why: 'Letters anywhere in a title or a number: looked for in documents, of which a company has a few thousand a year.',
  },
  {
    of: /^GET \/mailings$/,
    tables: ['mailing_recipient'],
    why: 'What came of each mailing is counted of all its recipients, and all mailings stand on the page.',
  },
  {
    of: /^GET \/mailings\/{mailing}\/audience/,
    tables: ['consent', 'person', 'identity', 'lead', 'company', 'deal', 'deal_contact', 'activity'],
    why: 'Whoever is meant by a mailing is a good part of everybody, and each is judged.',
  },
  {
    of: /^GET \/mailings\/{mailing}\/judgements/,
    tables: ['mail_touch', 'mailing_recipient'],
    why: 'One mailing has a good part of all that was ever touched here; of many mailings it would be found by its own.',
  },
  {
    of: /^POST \/operations\/{id}\/undo/,
    tables: ['deal_step'],
    why: 'Whether a deal ever stood in a stage is known with the first one that did.',
  },
  {
    of: /^(POST \/handovers|reactions to a (handover|change of team))/,
    tables: ['lead', 'person', 'deal', 'offer', 'activity'],
    why: 'The whole book of somebody moves at once: hundreds of rows, found together faster than one by one.',
  },
  {
    of: /^DELETE \/persons/,
    why: 'Nothing that names whom we forget may stay anywhere, so everything that is text is looked through.',
  },
  {
    of: /^by the clock: invoices: overdue/,
    tables: ['receivable', 'sales_order', 'invoice'],
    why: 'Hundreds of overdue invoices are told of at once, of the few thousand that there are here.',
  },
]
