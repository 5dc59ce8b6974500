import { dayOf } from './time.ts'

/** How many were in each list at the end of each day: kept while lives are told, because it cannot be counted afterwards. */
export class Trend {
  private readonly steps = new Map<string, Int32Array>()
  private readonly first: number
  private readonly last: number

  constructor(first: number, last: number) {
    this.first = first
    this.last = last
  }

  /** Somebody was in this list between these times; until: null, they still are. */
  during(list: string, from: number, until: number | null): void {
    let step = this.steps.get(list)
    if (!step) this.steps.set(list, (step = new Int32Array(this.last - this.first + 2)))
    const at = (time: number) => Math.max(0, Math.min(this.last - this.first + 1, dayOf(time) - this.first))
    const [since, to] = [at(from), until === null ? -1 : at(until)]
    if (since === to) return
    step[since]! += 1
    if (to >= 0) step[to]! -= 1
  }

  /** Each list's days with how many were in it at their end; today has not ended. */
  *days(): Generator<{ list: string; day: number; people: number }> {
    for (const [list, step] of this.steps) {
      let people = 0
      for (let day = this.first; day < this.last; day++) {
        people += step[day - this.first]!
        yield { list, day, people }
      }
    }
  }
}
