import { memoryOf } from '../cpu.ts'
import type { Row } from '../row.ts'
import { sorted } from '../timing.ts'

/** After all the other rows, as one process has had to do with them all. */
export const memory: Row = {
  id: 'memory',
  unit: 'MiB',
  target: 300,
  async run(office) {
    const now = memoryOf(office.appPid())
    await new Promise(done => setTimeout(done, office.seconds(30) * 1000))
    return [
      {
        what: "the app's process, all roles in one, after all that was measured before",
        took: [memoryOf(office.appPid())],
        note: `Resident. ${now} MiB at once after the row before, the rest ${office.seconds(30)} s later.`,
      },
    ]
  },
}

export const start: Row = {
  id: 'start',
  unit: 's',
  target: 3,
  async run(office) {
    const alone: number[] = []
    for (let time = 0; time < 3; time++) alone.push((await office.restart()) / 1000)
    return [
      {
        what: 'from nothing, its database with it, until it says that it is well',
        took: [office.startedIn / 1000],
        note: 'How this run began.',
      },
      { what: 'on a database that runs already', took: sorted(alone) },
    ]
  },
}
