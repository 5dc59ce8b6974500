/** What is to come in one life, in the order of time; of the same time, as it was planned. */
export class Agenda {
  private readonly items: { at: number; run: (at: number) => void }[] = []
  private place = 0
  /** When what happens just now happens. */
  now = 0

  add(at: number, run: (at: number) => void): void {
    const { items } = this
    let n = items.length
    while (n > this.place && items[n - 1]!.at > at) n--
    if (n === items.length) items.push({ at, run })
    else items.splice(n, 0, { at, run })
  }

  /** Lives until this moment: what lies beyond does not happen. */
  live(until: number): void {
    for (;;) {
      const next = this.items[this.place]
      if (!next || next.at > until) return
      this.place++
      this.now = next.at
      next.run(next.at)
    }
  }
}
