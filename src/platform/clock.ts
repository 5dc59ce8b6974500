/** The one source of time. It is passed in, so tests move it instead of waiting. */
export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }

/** A clock for tests: stands still until it is moved. */
export function movableClock(
  start: string | Date,
): Clock & { moveTo(time: string | Date): void; advance(ms: number): void } {
  let time = new Date(start)
  return {
    now: () => new Date(time),
    moveTo: to => {
      time = new Date(to)
    },
    advance: ms => {
      time = new Date(time.getTime() + ms)
    },
  }
}
