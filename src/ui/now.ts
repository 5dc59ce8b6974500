/**
 * The server's time, as far as the browser knows it. Deadlines are counted by the server's clock, not by this machine's,
 * so two people at two badly set computers see the same 「あと1日」.
 */
let heard: { server: number; here: number } | undefined

/** Every answer of the server says what time it is there. */
export function hearServerTime(value: string | null): void {
  const server = value ? Date.parse(value) : Number.NaN
  if (Number.isNaN(server)) return
  const before = heard
  heard = { server, here: performance.now() }
  // Headers are cut to the second: keep the reading that is further on, unless the clock has really moved.
  if (before && Math.abs(before.server + heard.here - before.here - server) < 1500) heard = before
}

export function now(): Date {
  const here = performance.now()
  return new Date(heard ? heard.server + here - heard.here : performance.timeOrigin + here)
}
