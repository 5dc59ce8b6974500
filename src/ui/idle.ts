const waiting: (() => unknown)[] = []
let begun = false

/** Done once the first page stands and whenever the machine has nothing else to do, one after the other. */
export function whenIdle(act: () => unknown): void {
  waiting.push(act)
  if (begun) return
  begun = true
  setTimeout(() => void work(), 2500)
}

async function work(): Promise<void> {
  for (let act = waiting.shift(); act; act = waiting.shift()) {
    await idle()
    // Whoever needs it later asks again and hears why it fails.
    await Promise.resolve(act()).catch(() => {})
  }
  begun = false
}

const idle = () =>
  new Promise<unknown>(done =>
    'requestIdleCallback' in globalThis ? requestIdleCallback(done, { timeout: 5000 }) : setTimeout(done, 300),
  )
