/** A screen that somebody has open: hears what is told while it is. */
export type Screen = {
  /** Resolves when it is told of this person; rejects when it is not in time. */
  tells(personId: number, most: number): Promise<void>
  close(): void
}

type Message = { type: string; personIds?: number[] }

export async function openScreen(url: string, cookie: string): Promise<Screen> {
  const leaving = new AbortController()
  const answer = await fetch(`${url}/live`, { headers: { cookie }, signal: leaving.signal })
  if (!answer.ok || !answer.body) throw new Error(`The live feed does not open: ${answer.status}`)
  const waiting = new Map<number, () => void>()
  const hear = async () => {
    let rest = ''
    for await (const piece of answer.body!.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + piece).split('\n')
      rest = lines.pop()!
      for (const line of lines) {
        if (!line.startsWith('data: ')) continue
        const message = JSON.parse(line.slice(6)) as Message
        for (const id of message.personIds ?? []) waiting.get(id)?.()
      }
    }
  }
  void hear().catch(() => {})
  return {
    tells: (personId, most) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`No screen was told of person ${personId}.`)), most)
        waiting.set(personId, () => {
          clearTimeout(late)
          waiting.delete(personId)
          resolve()
        })
      }),
    close: () => leaving.abort(),
  }
}
