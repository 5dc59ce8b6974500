/** The main screens: what each asks for when it opens, and how many statements all of that may send. */
export const screens: Record<string, { asks: string[]; most: number }> = {
  'around every screen': { asks: ['/me', '/today', '/notifications', '/notifications/unread'], most: 38 },
  home: { asks: ['/today'], most: 16 },
  leads: { asks: ['/persons?limit=80', '/persons/count', '/segments', '/fields', '/persons/sources'], most: 37 },
  person: {
    asks: [
      '/persons/{person}',
      '/persons/{person}/timeline',
      '/persons/{person}/duplicates',
      '/persons/{person}/consents',
      '/persons/{person}/score',
      '/persons/{person}/visits',
      '/persons/{person}/mail-standing',
      '/activities?personId={person}&state=open',
      '/deals?personId={person}&state=all',
    ],
    most: 78,
  },
  companies: { asks: ['/companies?limit=80', '/companies/count'], most: 14 },
  company: {
    asks: [
      '/companies/{company}',
      '/companies/{company}/timeline',
      '/persons?companyId={company}&sort=name&limit=20',
      '/deals?companyId={company}&state=all',
      '/companies/{company}/trade',
      '/companies/{company}/billing',
    ],
    most: 55,
  },
  offers: { asks: ['/offers', '/offers?box=given'], most: 14 },
  'call list': { asks: ['/call-list/{lead}', '/call-list'], most: 23 },
  board: { asks: ['/deals/board'], most: 9 },
  deals: { asks: ['/deals?state=open', '/deals/count?state=open'], most: 14 },
  deal: { asks: ['/deals/{deal}', '/deals/{deal}/timeline'], most: 12 },
  forecast: { asks: ['/forecast'], most: 14 },
  activities: { asks: ['/activities?state=open'], most: 7 },
  orders: { asks: ['/orders', '/orders/sums', '/orders/waiting'], most: 21 },
  order: { asks: ['/orders/{order}'], most: 7 },
  invoices: { asks: ['/invoices', '/invoices/sums'], most: 16 },
  invoice: { asks: ['/invoices/{invoice}', '/invoices/{invoice}/thread', '/payments?invoiceId={invoice}'], most: 21 },
  // An answer that took long is kept: one statement more for each of the nine, and for the funnel.
  questions: { asks: ['/questions'], most: 162 },
  funnel: { asks: ['/funnel'], most: 16 },
  visits: { asks: ['/visits', '/visits/day'], most: 18 },
  mailings: { asks: ['/mailings'], most: 10 },
  mailing: { asks: ['/mailings/{mailing}', '/mailings/{mailing}/recipients', '/mailings/{mailing}/links'], most: 32 },
  forms: { asks: ['/forms'], most: 7 },
  journal: { asks: ['/operations'], most: 7 },
  'the day of the team': { asks: ['/day'], most: 14 },
}

/** What is done most: how many statements each may send, from who asks to the commit. */
export const verbs: Record<string, number> = {
  'POST /persons': 13,
  'PATCH /persons/{id}': 15,
  'POST /activities': 9,
  'POST /activities/{id}/done': 8,
  'POST /call-list/{id}/outcome': 19,
  'POST /deals': 19,
  'PATCH /deals/{id}': 15,
  'POST /orders': 13,
  'POST /invoices': 16,
  'POST /invoices/{id}/issue': 13,
  'POST /payments': 12,
  // Of two hundred people at once.
  'POST /events': 9,
}
