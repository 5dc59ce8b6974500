import { companyRow } from '../../src/people/companies/write.ts'
import { acted, cool, fitOf } from './acts.ts'
import { Agenda } from './agenda.ts'
import { workOn } from './calls.ts'
import { keepDeals } from './dealRows.ts'
import { Heat } from './heat.ts'
import { openLead, stayThere } from './leads.ts'
import { did, type Firm, grant, keepActivities, type Life, leadOf, plan, whom } from './life.ts'
import { isDecider, receive } from './mailings.ts'
import * as words from './notes.ts'
import { keepOffers, offerOnward, passOn, wakeUp } from './offers.ts'
import { originOf } from './origins.ts'
import { makeCompany, makePerson } from './people.ts'
import { keepPerson } from './persons.ts'
import { listNames } from './settings.ts'
import type { Story } from './story.ts'
import { DAY, dayOf, dayText, iso, timeOf } from './time.ts'
import { keepCookie } from './visits.ts'
import { submit, visit, visitsBefore } from './webLife.ts'

/** One company, everybody of it whom the office gets to know, and what happens with them until now. */
export function tellCompany(story: Story, n: number, staff: number): void {
  const c = story.chance('company', n)
  const firm: Firm = {
    ...makeCompany(c, n),
    id: story.books.next('company'),
    n,
    customerSince: null,
    becameCustomer: null,
    people: [],
    bornAt: 0,
  }
  const taken = new Set<string>()
  const origins = Array.from({ length: staff }, () => originOf(story, c, firm)).toSorted((a, b) => a.at - b.at)
  firm.bornAt = origins[0]!.at
  for (const origin of origins) {
    const made = makePerson(c, firm, taken)
    if (origin.kind === 'form') made.email ??= `tanto${firm.people.length + 1}@${firm.domain}`
    firm.people.push({
      ...made,
      story,
      follow: { wakeUp, offerOnward, workOn },
      c,
      firm,
      id: story.books.next('person'),
      origin,
      record: story.books.next('identity'),
      mailIdentity: null,
      cookie: null,
      agenda: new Agenda(),
      leads: [],
      consents: [],
      activities: [],
      offers: [],
      deals: [],
      sharedDeals: [],
      bouncedAt: null,
      heat: new Heat(origin.at),
    })
  }
  for (const life of firm.people) tellLife(life)
  keepFirm(story, firm)
  for (const life of firm.people) keepLife(life)
}

function tellLife(life: Life): void {
  const { story, origin, agenda } = life
  const { at } = origin
  if (life.email) life.mailIdentity = story.books.next('identity')
  const via = origin.kind === 'form' ? 'event' : origin.kind === 'hand' ? 'hand' : 'import'
  const before = origin.kind === 'form' ? visitsBefore(life, at) : []
  story.timeline.add(at, 'person.created', whom(life, { by: origin.by }), { via })
  openLead(life, at, via, origin.by)
  if (origin.kind === 'form') submit(life, at, origin.form, before)
  else meetFirst(life)
  for (const mailing of story.mailings) {
    const when = mailing.at + Math.floor(life.c.next() * mailing.seconds * 1000)
    if (when > at) agenda.add(when, now => receive(life, mailing, now))
  }
  browse(life)
  if (life.c.maybe(0.03)) jot(life)
  agenda.live(story.now - 30_000)
  cool(life, story.now)
}

/** A card, a list of a seminar, or somebody of ours who knows them. */
function meetFirst(life: Life): void {
  const { story, c, origin, agenda } = life
  const { at, by } = origin
  if (!c.maybe(0.07))
    for (const channel of ['mail', 'phone'] as const)
      grant(life, at, { channel, basis: 'business_card', via: origin.source, by })
  if (origin.kind === 'list' && origin.occasion) {
    story.timeline.add(timeOf(origin.occasion.day, 16), 'seminar.attended', whom(life), {
      seminar: origin.occasion.name,
    })
    acted(life, 'seminar', at)
  }
  // Marketing looks through the new cards and passes on whom it thinks fit.
  const fits = fitOf(life) >= 30
  if (c.maybe(fits || origin.kind === 'hand' ? story.plan.passedOn : story.plan.passedOn / 5)) {
    const day = story.office.after(dayOf(at), 1 + Math.floor(c.next() ** 2 * 25))
    agenda.add(timeOf(day, 10.2 + c.next() / 2), now => {
      if (leadOf(life).stage === 'lead') passOn(life, leadOf(life), now, { by: c.pick(story.staff.marketers) })
    })
  }
}

/** Those whose browser we know come back now and then; a few again and again. Some ask for something. */
function browse(life: Life): void {
  const { story, c, origin, agenda, firm } = life
  const known = life.cookie !== null
  const visits = known ? (firm.n === 0 ? devoted(life) : c.tail(2.2, 400)) : 0
  for (let n = 0; n < visits; n++) agenda.add(story.crowd.some(c, origin.at + DAY, story.now), at => visit(life, at))
  if (life.email !== null && c.maybe(known ? 0.14 : 0.07)) {
    const kind = c.weighted([
      ['document', 5],
      ['inquiry', 3],
      ['seminar', 2],
    ] as const)
    agenda.add(story.crowd.some(c, origin.at + 2 * DAY, story.now), at => {
      submit(life, at, kind)
      for (let n = c.tail(2, 60); n > 0; n--) {
        const again = story.crowd.some(c, at + DAY, story.now)
        if (again > at) agenda.add(again, then => visit(life, then))
      }
    })
  }
}

/** The largest customer looks at everything, and one of them every day: where so many are known, somebody is like that. */
function devoted(life: Life): number {
  const { people } = life.story.plan
  const first = life.firm.people.find(p => p.origin.kind === 'form')
  return life === first ? 12 + Math.round(people * 0.0038) : life.c.tail(3 + people / 7_000, 4_000)
}

/** What a colleague wrote down about them, or means to do. */
function jot(life: Life): void {
  const { story, c, origin, agenda } = life
  agenda.add(story.office.between(c, origin.at, story.now), at => {
    const { holder, id } = leadOf(life)
    const by = holder !== null && story.staff.nameOf.has(holder) ? holder : c.pick(story.staff.marketers)
    if (c.maybe(0.7))
      return void did(life, 'note', {
        holder: by,
        at,
        leadId: id,
        note: c.pick(words.personNotes),
        subject: c.pick(words.subjects.note),
      })
    const when = timeOf(story.office.after(dayOf(at), c.int(1, 4)), 11)
    const task = plan(life, 'task', {
      holder: by,
      at,
      plannedAt: when,
      leadId: null,
      subject: c.pick(words.subjects.task),
      remind: true,
    })
    if (c.maybe(0.8))
      agenda.add(when, now => {
        task.doneAt = now
        story.timeline.add(now, 'activity.done', whom(life, { by }), {
          activityId: task.id,
          kind: 'task',
          outcome: null,
        })
      })
  })
}

function keepFirm({ books, timeline }: Story, firm: Firm): void {
  const { id, bornAt, people, becameCustomer, customerSince, n: _, east: __, ...made } = firm
  const row = companyRow(made)
  const since = customerSince === null ? null : dayText(customerSince)
  books.company.add({ ...row, id, customerSince: since, createdAt: iso(bornAt), createdBy: people[0]!.origin.by })
  timeline.add(bornAt - 1, 'company.created', { company: id, by: people[0]!.origin.by }, { via: 'import' })
  if (becameCustomer) {
    const { at, dealId, by } = becameCustomer
    timeline.add(at, 'company.becameCustomer', { company: id, by }, { dealId, since: since! })
  }
}

function keepLife(life: Life): void {
  const { story } = life
  keepPerson(life)
  keepOffers(life)
  keepActivities(life)
  keepDeals(life)
  if (life.cookie) keepCookie(story, life.cookie, life.cookie.knownAt === null ? null : life.id)
  keepLists(life)
}

/** In which of the lists they have been since when. */
function keepLists(life: Life): void {
  const { story, origin, firm, heat, leads, email } = life
  const { trend } = story
  const lead = leadOf(life)
  stayThere(life, lead)
  if (origin.kind === 'card') trend.during('new_cards', origin.at, leads[0]!.firstMovedAt)
  if (lead.stage === 'lead' && story.now - heat.lastAt > 90 * DAY) trend.during('dormant', heat.lastAt + 90 * DAY, null)
  if (email) trend.during(listNames.all, origin.at, null)
  if (firm.industry === '製造業') trend.during(listNames.makers, origin.at, null)
  if (isDecider(life)) trend.during(listNames.deciders, origin.at, null)
  if (firm.customerSince === null) return
  for (const list of ['customers', listNames.customers])
    trend.during(list, Math.max(origin.at, timeOf(firm.customerSince, 12)), null)
}
