import type { World } from '../../src/platform/world.ts'
import { type Staff, smallOffice } from './staff.ts'
import { tellStory } from './tell.ts'

/** A year of a small company, until now. */
export const demoPlan = {
  people: 1_500,
  companies: 400,
  strangers: 1,
  passedOn: 0.42,
  pace: 1,
  days: 365,
  seed: 20_261_122,
}

/** Tells the demo's story: what its nine people did in the last year, and what waits for them today. */
export async function tell(
  world: World,
  url: string,
  password: string,
  { plan = {}, say }: { plan?: Partial<typeof demoPlan>; say?: (line: string) => void } = {},
): Promise<Staff> {
  const { staff } = await tellStory(world, {
    url,
    password,
    say,
    hiring: smallOffice,
    plan: {
      ...demoPlan,
      ...plan,
      now: world.clock.now().getTime(),
    },
  })
  return staff
}
