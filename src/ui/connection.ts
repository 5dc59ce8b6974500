import { useSyncExternalStore } from 'react'

/**
 * How the line to the server is: fine, the server says its database is away (503), or nothing answers.
 * `answered` and `failed` are told by `api.ts` about every request; parts only read.
 */
export type Connection = 'fine' | 'away' | 'offline'

let state: Connection = 'fine'
let checking: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()
const returns = new Set<() => void>()

function become(next: Connection): void {
  if (next === state) return
  const back = next === 'fine'
  state = next
  for (const tell of listeners) tell()
  if (back) for (const tell of returns) tell()
}

async function check(): Promise<void> {
  checking = undefined
  try {
    const answer = await fetch('/healthz', { cache: 'no-store' })
    become(answer.status === 503 ? 'away' : 'fine')
  } catch {
    become('offline')
  }
  if (state !== 'fine') checkSoon()
}

function checkSoon(): void {
  checking ??= setTimeout(check, 2000)
}

export function answered(status: number): void {
  if (status !== 503) return become('fine')
  become('away')
  checkSoon()
}

export function failed(): void {
  become('offline')
  checkSoon()
}

/** Runs each time the line is fine again. */
export function onReturn(run: () => void): () => void {
  returns.add(run)
  return () => returns.delete(run)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, () => state)
}
