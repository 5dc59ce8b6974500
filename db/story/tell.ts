import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadCalendar } from '../../src/office/calendar/workdays.ts'
import { look } from '../../src/office/roles/act.ts'
import { findActor } from '../../src/office/users/actors.ts'
import { movableClock } from '../../src/platform/clock.ts'
import type { World } from '../../src/platform/world.ts'
import { makeMonths } from '../../src/timeline/months.ts'
import { openBooks } from './books.ts'
import { Copy } from './copy.ts'
import { close, firstIds, setCounters } from './ending.ts'
import { Timeline } from './events.ts'
import { withIndexesAfterwards } from './indexes.ts'
import { tellCompany } from './lives.ts'
import { planMailings } from './mailings.ts'
import { tellMoney } from './money.ts'
import { linesByPreset } from './points.ts'
import { keepTurns, setUp } from './settings.ts'
import { type Hiring, hire, type Staff } from './staff.ts'
import { makeStory, type Plan, type Story } from './story.ts'
import { DAY, dayOf, openCrowd, openOffice, timeOf } from './time.ts'
import { tellStranger } from './visits.ts'
import { spam } from './webLife.ts'

export type Telling = {
  url: string
  password: string
  hiring: Hiring
  plan: Plan
  say?: (line: string) => void
  connections?: number
}

/**
 * Tells the past of a made-up company until now, and leaves a database as its people would have left it. Set-wise: lives
 * are made up one after the other and stream into the tables; what the product can conclude by itself, it concludes.
 */
export async function tellStory(
  world: World,
  { url, password, hiring, plan, say = () => {}, connections = 2 }: Telling,
): Promise<{ staff: Staff; rows: Map<string, { rows: number; ms: number }> }> {
  const clock = movableClock(new Date(timeOf(dayOf(plan.now) - plan.days - 1, 9)))
  const then = { ...world, clock }
  const staff = await hire(then, password, hiring)
  const settings = await setUp(then, staff)
  const admin = (await findActor(world.db, { id: staff.admin }, clock.now()))!
  const calendar = await look(world.db, clock, admin, act => loadCalendar(act.tx))
  const [first, last] = [dayOf(plan.now) - plan.days - 60, dayOf(plan.now) + 500]
  const office = openOffice(calendar, first, last)
  const crowd = openCrowd(office, first, dayOf(plan.now))
  const mailings = await planMailings(then, {
    staff,
    settings,
    office,
    now: plan.now,
    days: plan.days,
    people: plan.people,
  })
  const copy = await Copy.open(url, connections)
  const folder = join(tmpdir(), `musubi-story-${process.pid}-${plan.seed}`)
  try {
    const ids = await firstIds(world)
    const timeline = new Timeline(folder, plan.now - 7 * DAY, await linesByPreset(world.db))
    const books = openBooks(copy, ids)
    const story = makeStory({ plan, office, crowd, books, timeline, staff, settings, mailings })
    await makeMonths(world.db, new Date(plan.now - (plan.days + 62) * DAY), new Date(plan.now + 62 * DAY))
    const write = async () => {
      await tellAll(story, copy, say)
      await tellMoney(story, world)
      ids.set('event', await timeline.write(copy, ids.get('event') ?? 1))
      await copy.settle()
      ids.set('score_line', timeline.lines)
      say('lives are told')
    }
    await (plan.people > manyPeople ? withIndexesAfterwards(url, say, write) : write())
    await setCounters(world, ids)
    await keepTurns(world, settings, staff, story.turns.given)
    await close(world, url, story, say)
    return { staff, rows: copy.rows }
  } finally {
    await copy.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** So many that indexes are better made afterwards. */
const manyPeople = 20_000

async function tellAll(story: Story, copy: Copy, say: (line: string) => void): Promise<void> {
  const { people, companies, strangers } = story.plan
  const counts = peopleByCompany(story, people, companies)
  for (let n = 0; n < companies; n++) {
    tellCompany(story, n, counts[n]!)
    await copy.room()
    if (n > 0 && n % 5_000 === 0) say(`${n} companies`)
  }
  const many = Math.round(people * strangers)
  for (let n = 0; n < many; n++) {
    tellStranger(story, n)
    if (n % 200 === 0) await copy.room()
  }
  for (let n = 0; n < Math.max(3, people / 500); n++) {
    const c = story.chance('spam', n)
    spam({ story, c }, story.crowd.some(c, story.from, story.now))
  }
}

/** Most companies are known through a few people, some through very many. */
function peopleByCompany(story: Story, people: number, companies: number): number[] {
  const weights = Array.from({ length: companies }, (_, n) => {
    const c = story.chance('size', n)
    return n === 0 ? companies * 0.004 + 3 : (1 - c.next()) ** -0.55
  })
  const all = weights.reduce((sum, w) => sum + w, 0)
  const counts = weights.map(w => Math.max(1, Math.floor((w / all) * people)))
  for (let left = people - counts.reduce((sum, n) => sum + n, 0), n = 0; left > 0; left--, n = (n + 1) % companies)
    counts[n]! += 1
  return counts
}
