import { load, visitorsOf } from '../load/load.ts'
import type { Office } from '../office.ts'
import type { Measured } from '../row.ts'
import { at, times } from '../timing.ts'

const perSecond = 2_000

type Asked = { what: string; quiet: Measured; act: () => Promise<unknown> }

/** The same again while events come in: at most twice what it takes when all is quiet. */
export async function whileBusy(office: Office, asked: Asked[]): Promise<Measured[]> {
  const seconds = office.seconds(20)
  const visitors = await visitorsOf(office)
  const loading = load(office, { kind: 'views', each: 10, visitors, perSecond, seconds })
  await new Promise(done => setTimeout(done, 1_000))
  const ends = performance.now() + (seconds - 1.5) * 1000
  const took = new Map<string, number[]>(asked.map(one => [one.what, []]))
  while (performance.now() < ends) for (const { what, act } of asked) took.get(what)!.push(...(await times(1, act)))
  const loaded = await loading
  return asked.map(({ what, quiet }) => {
    const busy = took.get(what)!.toSorted((a, b) => a - b)
    return {
      what: `${what}, while ${Math.round(loaded.answered / loaded.seconds).toLocaleString('en')} events/s come in`,
      took: busy,
      target: at(quiet.took, 0.95) * 2,
      limit: { at: at(quiet.took, 0.95), is: 'p95 when all is quiet' },
    }
  })
}
