/** A seeded source of chance (mulberry32): the same seed tells the same story. */
export type Chance = {
  next(): number
  int(from: number, to: number): number
  pick<T>(from: readonly T[]): T
  /** One of these, each as likely as its weight. */
  weighted<T>(from: readonly (readonly [T, number])[]): T
  maybe(probability: number): boolean
}

export function chance(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    int,
    pick: from => from[int(0, from.length - 1)]!,
    weighted: from => {
      let at = next() * from.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [value, weight] of from) if ((at -= weight) < 0) return value
      return from.at(-1)![0]
    },
    maybe: probability => next() < probability,
  }
}
