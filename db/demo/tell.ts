import {
  addDays,
  inWorkingDays,
  isWorkingDay,
  loadCalendar,
  localDay,
  momentOf,
} from '../../src/office/calendar/workdays.ts'
import { type Act, act, actAsOwner, asOwner, look, type OwnerAct } from '../../src/office/roles/act.ts'
import { findActor } from '../../src/office/users/actors.ts'
import { insertCompanies, resolveEmployers } from '../../src/people/companies/write.ts'
import { runClocks } from '../../src/people/leads/clocks.ts'
import { transition } from '../../src/people/leads/transitions.ts'
import { acceptOffer, returnOffer } from '../../src/people/offers/answer.ts'
import { offerLeads } from '../../src/people/offers/give.ts'
import { receiveEvents } from '../../src/people/persons/events.ts'
import { insertPersons, type NewPerson } from '../../src/people/persons/write.ts'
import { movableClock } from '../../src/platform/clock.ts'
import { Refusal } from '../../src/platform/refusal.ts'
import type { World } from '../../src/platform/world.ts'
import { reactions } from '../../src/reactions.ts'
import { doActivity } from '../../src/sell/activities/change.ts'
import { addActivity } from '../../src/sell/activities/write.ts'
import { callList } from '../../src/sell/call-list/call-list.ts'
import { saveOutcome } from '../../src/sell/call-list/outcome.ts'
import { NewDeal } from '../../src/sell/deals/deals.schema.ts'
import { openDeal } from '../../src/sell/deals/open.ts'
import { settle } from '../../src/timeline/reactions.ts'
import { type DemoCompany, makeCompany, makePerson } from './people.ts'
import { type Chance, chance } from './random.ts'
import { readBells } from './read.ts'
import { hire, type Staff } from './staff.ts'
import { callNotes, offerNotes } from './words.ts'

/** How much is told: days of work, how many companies, how many people come from each exhibition. */
export type Size = { days: number; companies: number; exhibition: number; seminar: number }
export const usual: Size = { days: 60, companies: 420, exhibition: 420, seminar: 130 }

/**
 * Tells the story of a Japanese sales office, day by day, through the same verbs that people use, with a clock that is
 * moved from the past to today. The same seed tells the same story.
 */
export async function tell(
  world: World,
  password: string,
  { size = usual, seed = 20_261_122, today = world.clock.now(), say = (_: string) => {} } = {},
): Promise<Staff> {
  const c = chance(seed)
  const zone = 'Asia/Tokyo'
  const clock = movableClock(today)
  const then = { ...world, clock }
  const first = addDays(localDay(today, zone), -size.days)
  clock.moveTo(momentOf(first, '08:30', zone))
  const staff = await hire(then, password)
  const companies = await found(then, c, size.companies)
  const everybody = Object.values(staff)
    .flat()
    .filter(one => typeof one === 'number')
  const calendar = await look(world.db, clock, await actor(then, staff.admin), act => loadCalendar(act.tx))

  for (let n = 0; n <= size.days; n++) {
    const day = addDays(first, n)
    if (!isWorkingDay(calendar, day)) continue
    const at = (time: string) => clock.moveTo(new Date(Math.min(momentOf(day, time, zone).getTime(), today.getTime())))
    at('09:05')
    await clocks(then)
    if (nearest(n, 3)) await exhibition(then, c, companies, staff, '展示会 2026 春', day, size.exhibition)
    if (nearest(n, Math.round(size.days * 0.4)))
      await exhibition(then, c, companies, staff, 'セミナー 2026-08', day, size.seminar)
    if (nearest(n, Math.round(size.days * 0.75)))
      await exhibition(then, c, companies, staff, '展示会 2026 秋', day, size.exhibition)
    at('09:40')
    await visits(then, c, staff, day)
    at('10:10')
    await give(then, c, staff, 14)
    for (const [time, calls] of [
      ['10:40', 4],
      ['14:20', 4],
      ['16:30', 3],
    ] as const) {
      at(time)
      for (const rep of staff.insideSales) await answerAndCall(then, c, staff, rep, calls, day)
    }
    at('17:20')
    for (const rep of staff.fieldSales) await fieldDay(then, c, rep, day)
    await settle(world.db, reactions, clock.now)
    await readBells(then, everybody)
    say(day)
  }
  return staff

  /** The first working day on or after the n-th. */
  function nearest(n: number, wanted: number): boolean {
    let at = wanted
    while (!isWorkingDay(calendar, addDays(first, at))) at++
    return n === at
  }
}

const actor = async (world: World, id: number) => {
  const found = await findActor(world.db, { id }, world.clock.now())
  if (!found) throw new Error(`Nobody works here as ${id}.`)
  return found
}

const as = async <T>(world: World, id: number, name: string, fn: (act: Act) => Promise<T>) =>
  act(world.db, world.clock, await actor(world, id), name, fn)

/** What several people try at once is sometimes refused; the day goes on. */
async function attempt(work: Promise<unknown>): Promise<void> {
  try {
    await work
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
}

async function clocks(world: World): Promise<void> {
  while ((await actAsOwner(world.db, world.clock, null, 'leads.clocks', runClocks)) > 0);
}

async function found(world: World, c: Chance, n: number): Promise<DemoCompany[]> {
  const made = Array.from({ length: n }, (_, i) => makeCompany(c, i))
  await actAsOwner(world.db, world.clock, null, 'companies.create', act =>
    insertCompanies(act, made, 'import', { historic: true }),
  )
  return made as unknown as DemoCompany[]
}

/** Cards from a fair, typed in on one day, with the basis on which they may be written to. */
async function exhibition(
  world: World,
  c: Chance,
  companies: DemoCompany[],
  staff: Staff,
  source: string,
  day: string,
  n: number,
): Promise<void> {
  const people: (NewPerson & { companyName: string })[] = []
  const mails = new Set<string>()
  while (people.length < n) {
    const person = makePerson(c, companies[Math.floor(c.next() ** 1.6 * companies.length)]!)
    if (person.email && mails.has(person.email)) continue
    if (person.email) mails.add(person.email)
    people.push({ ...person, source, exchangedOn: day, exchangedBy: c.pick(staff.names) })
  }
  await as(world, staff.marketer, 'imports.start', async seen => {
    const owner = async (act: OwnerAct) => {
      const { ids } = await resolveEmployers(
        act,
        people.map(p => ({ name: p.companyName })),
        'import',
        { historic: true },
      )
      const made = await insertPersons(
        act,
        people.map((p, i) => ({ ...p, companyId: ids[i] ?? null })),
        'import',
        { historic: true },
      )
      const consents = made.flatMap(personId =>
        (['mail', 'phone'] as const).map(channel => ({
          personId,
          channel,
          basis: 'business_card',
          grantedAt: act.at,
          grantedVia: source,
          createdBy: act.byId,
        })),
      )
      for (let from = 0; from < consents.length; from += 1000)
        await act.tx
          .insertInto('consent')
          .values(consents.slice(from, from + 1000))
          .execute()
    }
    await asOwner(seen, owner)
  })
}

/** What other programs report: pages read, documents asked for. */
async function visits(world: World, c: Chance, staff: Staff, day: string): Promise<void> {
  const known = await world.db
    .selectFrom('person')
    .select('email')
    .where('email', 'is not', null)
    .where('mergedIntoId', 'is', null)
    .orderBy('id')
    .execute()
  if (known.length === 0) return
  const pages = ['/', '/features/', '/pricing/', '/cases/', '/cases/manufacturing/', '/download/', '/contact/']
  const sent = Array.from({ length: c.int(8, 25) }, (_, i) => {
    const asks = c.maybe(0.12)
    return {
      key: `demo ${day} ${i}`,
      kind: asks ? 'document.requested' : 'page.viewed',
      occurredAt: world.clock.now(),
      person: { email: c.pick(known).email! },
      facts: asks
        ? { document: c.pick(['サービス概要', '導入事例集', '料金表']) }
        : { url: `https://www.musubi-demo.example.jp${c.pick(pages)}` },
    }
  })
  await as(world, staff.admin, 'events.send', act => receiveEvents(act, sent))
}

/** Marketing offers who was not approached yet, in turn, to inside sales. */
async function give(world: World, c: Chance, staff: Staff, n: number): Promise<void> {
  const waiting = await world.db
    .selectFrom('lead')
    .innerJoin('person', 'person.id', 'lead.personId')
    .select('lead.id')
    .where('lead.stage', '=', 'lead')
    .where('person.decisionLevel', 'is not', null)
    .orderBy('person.exchangedOn', 'desc')
    .orderBy('lead.id')
    .limit(n * 3)
    .execute()
  const chosen = waiting
    .filter(() => c.maybe(0.5))
    .slice(0, n)
    .map(l => l.id)
  if (chosen.length > 0)
    await as(world, staff.marketer, 'offers.give', act =>
      offerLeads(act, { leadIds: chosen, to: staff.insideSales, note: c.pick(offerNotes) }),
    )
}

async function openOffers(world: World, to: number) {
  return world.db
    .selectFrom('offer')
    .select(['id', 'offeredAt'])
    .where('toId', '=', to)
    .where('answer', 'is', null)
    .orderBy('id')
    .execute()
}

async function answerAndCall(
  world: World,
  c: Chance,
  staff: Staff,
  rep: number,
  calls: number,
  day: string,
): Promise<void> {
  for (const offer of await openOffers(world, rep)) {
    if (c.maybe(0.45)) continue
    if (c.maybe(0.9)) await attempt(as(world, rep, 'offers.accept', act => acceptOffer(act, offer.id)))
    else if (c.maybe(0.5))
      await attempt(
        as(world, rep, 'offers.return', act =>
          returnOffer(act, { id: offer.id, reason: 'not_now', until: addDays(day, c.int(30, 180)) }),
        ),
      )
    else
      await attempt(
        as(world, rep, 'offers.return', act =>
          returnOffer(act, { id: offer.id, reason: c.pick(['no_need', 'wrong_person', 'no_capacity']) }),
        ),
      )
  }
  const { items } = await as(world, rep, 'calls.list', act => callList(act, { limit: calls }))
  for (const item of items) {
    const outcome = c.weighted([
      ['absent', 42],
      ['blocked', 10],
      ['recall', 12],
      ['talked', 18],
      ['appointment', 9],
      ['refused', 9],
    ] as const)
    const later = (days: number, time: string) =>
      momentOf(addDays(day, days + (weekend(addDays(day, days)) ? 2 : 0)), time, 'Asia/Tokyo')
    const note = c.pick(callNotes[outcome])
    const given = {
      absent: {},
      blocked: {},
      recall: { at: later(c.int(2, 9), c.pick(['10:30', '13:30', '15:00', '16:00'])) },
      talked: { at: later(c.int(5, 20), c.pick(['10:00', '14:00', '16:00'])) },
      appointment: { at: later(c.int(4, 14), c.pick(['10:00', '13:00', '15:30'])), to: c.pick(staff.fieldSales) },
      refused: c.maybe(0.6) ? { reason: 'not_now', until: addDays(day, c.int(60, 240)) } : { reason: 'no_need' },
    }[outcome]
    await attempt(
      as(world, rep, 'calls.save', act => saveOutcome(act, { leadId: item.leadId, outcome, note, ...given })),
    )
  }
}

const weekend = (day: string) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())

/** Field sales takes what it is offered, goes to its meetings, and finds an opportunity in some. */
async function fieldDay(world: World, c: Chance, rep: number, day: string): Promise<void> {
  for (const offer of await openOffers(world, rep))
    if (c.maybe(0.8)) await attempt(as(world, rep, 'offers.accept', act => acceptOffer(act, offer.id)))
  const due = await world.db
    .selectFrom('activity')
    .select(['id', 'leadId', 'personId'])
    .where('holderId', '=', rep)
    .where('kind', '=', 'meeting')
    .where('doneAt', 'is', null)
    .where('cancelledAt', 'is', null)
    .where('plannedAt', '<=', world.clock.now())
    .orderBy('plannedAt')
    .limit(4)
    .execute()
  for (const meeting of due) {
    await attempt(
      as(world, rep, 'activities.finish', act => doActivity(act, { id: meeting.id, note: c.pick(callNotes.talked) })),
    )
    if (!meeting.leadId || !meeting.personId) continue
    const leadId = meeting.leadId
    if (c.maybe(0.35))
      await attempt(
        as(world, rep, 'deals.create', act =>
          openDeal(
            act,
            NewDeal.parse({
              personId: meeting.personId,
              title: c.pick(['名刺管理の導入', 'MAの導入', '営業支援の入れ替え', '問い合わせ対応の効率化']),
              amount: c.pick([600_000, 980_000, 1_500_000, 2_400_000, 4_800_000]),
              expectedClose: addDays(localDay(act.at, 'Asia/Tokyo'), c.pick([20, 30, 45, 60, 90])),
              certainty: c.pick(['A', 'B', 'B', 'C']),
              bant: { needs: c.pick(['名刺が各自の机にある', '案件の状況が見えない', '追客が漏れている']) },
            }),
          ),
        ),
      )
    else if (c.maybe(0.25))
      await attempt(
        as(world, rep, 'leads.transition', act => transition(act, { id: leadId, to: 'recycled', reason: 'no_budget' })),
      )
    else {
      const next = inWorkingDays(
        await look(world.db, world.clock, await actor(world, rep), act => loadCalendar(act.tx)),
        momentOf(addDays(day, c.int(3, 9)), '10:00', 'Asia/Tokyo'),
        0,
      )
      const personId = meeting.personId
      await attempt(
        as(world, rep, 'activities.create', act =>
          addActivity(act, {
            kind: c.pick(['visit', 'meeting']),
            personId,
            leadId,
            subject: c.pick(['ご提案', 'デモンストレーション', '課題の整理']),
            note: '',
            plannedAt: next,
          }),
        ),
      )
    }
  }
}
