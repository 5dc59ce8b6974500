/** A seeded source of chance (mulberry32): the same seed tells the same story. */
export type Chance = {
  next(): number
  int(from: number, to: number): number
  pick<T>(from: readonly T[]): T
  /** One of these, each as likely as its weight. */
  weighted<T>(from: readonly (readonly [T, number])[]): T
  maybe(probability: number): boolean
  /** The early ones of a list more often than the late ones, as names are. */
  common<T>(from: readonly T[]): T
  /** Many small, few large: what people do has a long tail. */
  tail(mean: number, most: number): number
  hex(digits: number): string
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
      let all = 0
      for (const [, weight] of from) all += weight
      let at = next() * all
      for (const [value, weight] of from) if ((at -= weight) < 0) return value
      return from.at(-1)![0]
    },
    maybe: probability => next() < probability,
    common: from => from[Math.floor(from.length * next() ** 1.7)]!,
    tail: (mean, most) => Math.min(most, Math.floor(mean * 0.55 * ((1 - next()) ** -0.62 - 0.6))),
    hex: digits => {
      let text = ''
      while (text.length < digits) text += int(0, 0xffffff).toString(16).padStart(6, '0')
      return text.slice(0, digits)
    },
  }
}

/** A chance of its own for the n-th of a kind, so that nobody's life depends on who was told of before. */
export function chanceOf(seed: number, kind: number, n: number): Chance {
  let mixed = Math.imul(seed ^ Math.imul(kind + 1, 0x9e3779b1), 0x85ebca6b) ^ Math.imul(n + 1, 0xc2b2ae35)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x27d4eb2f)
  return chance(mixed ^ (mixed >>> 13))
}
