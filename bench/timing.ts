/** What an act took, over and over: sorted milliseconds. */
export type Times = number[]

export async function times(n: number, act: (index: number) => Promise<unknown>): Promise<Times> {
  const took: number[] = []
  for (let i = 0; i < n; i++) {
    const since = performance.now()
    await act(i)
    took.push(performance.now() - since)
  }
  return sorted(took)
}

export const sorted = (took: Times): Times => took.toSorted((a, b) => a - b)

/** The share of the acts that took no longer. */
export const at = (took: Times, share: number): number =>
  took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0

/** Asks until it is so; answers the milliseconds it took, or undefined when it was not so in time. */
export async function until(isSo: () => Promise<boolean>, most: number, pause = 50): Promise<number | undefined> {
  const since = performance.now()
  while (!(await isSo())) {
    if (performance.now() - since > most) return undefined
    await new Promise(done => setTimeout(done, pause))
  }
  return performance.now() - since
}
