import { largeOffice } from '../../db/story/staff.ts'
import { tellStory } from '../../db/story/tell.ts'
import { openOffice } from '../office.ts'

const friday = '2026-11-20T10:37:30+09:00'

/** The office of thirty after a year, with 50,000 people, analyzed as autovacuum would have left it. */
export async function openLargeOffice() {
  const office = await openOffice(friday)
  const { world } = office
  const plan = { people: 50_000, companies: 2_500, strangers: 0.2, passedOn: 0.2, days: 365, seed: 20261122, now: world.clock.now().getTime() }
  await tellStory(world, { url: world.url, password: 'a password of the story', hiring: largeOffice, plan })
  return office
}
