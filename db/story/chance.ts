/** A seeded source of chance: the same seed tells the same story. */
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

/**
 * The n-th of a kind has one of its own, so that nobody's life depends on who was told of before. sfc32: 128 bits of state,
 * so that of millions of lives no two go the same way.
 */
export function chance(seed: number, kind = 0, n = 0): Chance {
  let a = seed | 0
  let b = n | 0
  let c = kind | 0
  let count = 1
  const draw = () => {
    const sum = (a + b + count) | 0
    count = (count + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    c |= 0
    return sum >>> 0
  }
  for (let warm = 0; warm < 12; warm++) draw()
  const next = () => draw() / 4_294_967_296
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
      while (text.length < digits) text += draw().toString(16).padStart(8, '0')
      return text.slice(0, digits)
    },
  }
}
