import { filters, sorts } from '../../bench/rows/lists.ts'
import { words } from '../../bench/rows/search.ts'
import type { Known } from './known.ts'

/** What is asked of the office: its name, its path. `of`: whoever has it to do, where that is not everybody. */
export type Asked = { name: string; path: (known: Known) => string; of?: 'caller' | 'admin' }

const query = (path: string, asked: Record<string, unknown>) =>
  `${path}?${new URLSearchParams(Object.entries(asked).map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : `${value as string}`]))}`
/** `{key}` stands for what is known by that name. */
function get(path: string, asked: Record<string, unknown> = {}, of?: Asked['of']): Asked {
  const whole = Object.keys(asked).length > 0 ? query(path, asked) : path
  const fill = (known: Known) =>
    whole.replace(/(?:\{|%7B)([a-zA-Z]+)(?:\}|%7D)/g, (_, key: string) => encodeURIComponent(known[key as keyof Known]))
  return { name: `GET ${decodeURIComponent(whole).replaceAll('+', ' ')}`, path: fill, ...(of ? { of } : {}) }
}
const all = (path: string, values: Record<string, readonly unknown[]>) =>
  Object.entries(values).flatMap(([key, some]) => some.map(value => get(path, { [key]: value })))

const found = [...words, '{email}', '{phone}', '{companyName}']
const states = ['open', 'stalled', 'won', 'lost', 'stopped', 'all']

/** What screens and programs read, hour by hour. */
export const reads: Asked[] = [
  get('/me'),
  get('/today'),
  get('/notifications'),
  get('/notifications/unread'),
  get('/holders'),
  get('/fields'),
  get('/segments'),

  ...Object.values(filters).flatMap(asked => [
    get('/persons', { limit: 80, ...asked }),
    get('/persons/count', asked),
    get('/persons/count', { ...asked, exact: true }),
  ]),
  ...sorts.map(sort => get('/persons', { limit: 80, sort })),
  get('/persons', { limit: 80, cursor: '{cursor}' }),
  ...found.map(q => get('/persons', { limit: 80, q })),
  get('/persons/sources'),
  get('/leads'),
  get('/leads', { overdue: true }),

  get('/persons/{person}'),
  get('/persons/{person}/timeline'),
  get('/persons/{person}/duplicates'),
  get('/persons/{person}/merges'),
  get('/persons/{person}/consents'),
  get('/persons/{person}/history'),
  get('/persons/{person}/visits'),
  get('/persons/{person}/score'),
  get('/persons/{person}/mail-standing'),
  get('/activities', { personId: '{person}', state: 'open' }),
  get('/deals', { personId: '{person}', state: 'all' }),

  get('/companies', { limit: 80 }),
  get('/companies/count'),
  ...all('/companies', {
    sort: ['name', '-name', 'created', 'employees', '-employees'],
    q: found,
    customer: [true],
    kind: ['group'],
  }),
  get('/companies', { filters: [{ key: 'industry', op: 'has', value: '製造' }] }),
  get('/companies/{company}'),
  get('/companies/{company}/timeline'),
  get('/companies/{company}/history'),
  get('/persons', { companyId: '{company}', sort: 'name', limit: 20 }),
  get('/deals', { companyId: '{company}', state: 'all' }),
  get('/companies/{company}/trade'),
  get('/companies/{company}/billing'),

  get('/offers'),
  get('/offers', { box: 'given' }),
  get('/offers', { box: 'all', open: false }),
  get('/call-list', {}, 'caller'),
  get('/call-list/next', {}, 'caller'),
  get('/call-list/{lead}'),
  get('/leads/{lead}'),

  get('/deals/board'),
  ...all('/deals', {
    state: states,
    sort: ['stage', 'amount', 'expectedClose', 'next', 'opened', 'title', 'company'],
    q: ['製作所', '渡辺'],
  }),
  ...all('/deals/count', { state: states }),
  ...['won', 'lost', 'closed'].map(state => get('/deals', { state, sort: 'closed' })),
  get('/deals', { state: 'open', sort: 'expectedClose', descending: false }),
  get('/deals', { next: 'overdue' }),
  get('/deals', { overstayed: true }),
  get('/deals', { state: 'won', from: '2026-11-01', until: '2026-11-30' }),
  get('/deals/{deal}'),
  get('/deals/{deal}/timeline'),
  get('/deals/{deal}/contacts'),
  get('/forecast'),
  get('/forecast', { month: '2026-10' }),
  get('/forecast', { day: '2026-11-10' }),
  get('/quotas'),
  get('/activities'),
  get('/activities', { state: 'open' }),
  get('/activities', { state: 'done' }),
  get('/activities', { holder: '{holder}', state: 'open' }),
  get('/day', {}, 'admin'),
  get('/handovers/preview', { from: '{holder}' }, 'admin'),

  get('/orders'),
  get('/orders/sums'),
  ...all('/orders', { state: ['open', 'toInvoice', 'invoiced'], q: ['製作所'], month: ['2026-11'] }),
  get('/orders/waiting'),
  get('/orders/{order}'),
  get('/orders', { dealId: '{wonDeal}' }),
  get('/invoices'),
  get('/invoices/sums'),
  ...all('/invoices', {
    state: ['draft', 'unpaid', 'overdue', 'dueSoon', 'paid', 'surplus'],
    q: ['製作所', '{invoiceNumber}'],
    month: ['2026-11'],
    due: ['2026-11'],
  }),
  ...all('/invoices/sums', { state: ['draft', 'unpaid', 'overdue', 'dueSoon'] }),
  get('/invoices/{invoice}'),
  get('/invoices/{invoice}/thread'),
  get('/payments'),
  get('/payments', { invoiceId: '{invoice}' }),

  get('/questions'),
  get('/funnel'),
  get('/funnel', { by: 'month', from: '2024-12-01', until: '2026-11-30' }),
  get('/funnel', { by: 'month', segment: '{segment}' }),
  get('/funnel/leads', { stage: 'sql' }),

  get('/visits'),
  get('/visits/day'),
  get('/operations'),
  get('/operations', { by: '{holder}' }),
  get('/mailings', {}, 'admin'),
  get('/mailings/{mailing}', {}, 'admin'),
  get('/mailings/{mailing}/recipients', {}, 'admin'),
  get('/mailings/{mailing}/links', {}, 'admin'),
  get('/mailings/{mailing}/judgements', {}, 'admin'),
  get('/mailings/{mailing}/audience', {}, 'admin'),
  get('/forms', {}, 'admin'),
  get('/forms/{form}/submissions', {}, 'admin'),
  get('/imports', {}, 'admin'),
  get('/exports', {}, 'admin'),
  get('/outbox', {}, 'admin'),
  get('/parked', {}, 'admin'),
  get('/tracking', {}, 'admin'),
  get('/scoring-cards', {}, 'admin'),
]
