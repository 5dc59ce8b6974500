/** What an act took, over and over: sorted milliseconds. */
export type Times = number[]

export async function times(n: number, act: (index: number) => Promise<unknown>): Promise<Times> {
  const took: number[] = []
  for (let i = 0; i < n; i++) {
    const since = performance.now()
    await act(i)
    took.push(performance.now() - since)
  }
  return took.toSorted((a, b) => a - b)
}

/** The share of the acts that took no longer. */
export const at = (took: Times, share: number): number =>
  took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0
