import type { Language } from './words/guess.ts'

type Early = { answer: Promise<Response>; until: number }

/** What was asked for before the code that reads it was here. */
const asked = new Map<string, Early>()

/** Asks for something that takes no input. */
export function askEarly(procedure: string, language: Language): Promise<Response> {
  const answer = fetch(`/rpc/${procedure}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': language },
    body: '{}',
    credentials: 'include',
  })
  asked.set(`/rpc/${procedure}`, { answer, until: performance.now() + 10_000 })
  return answer
}

/** The answer, for whoever asks first; what lay too long is asked for anew. */
export function takeEarly(url: string): Promise<Response> | undefined {
  const path = new URL(url).pathname
  const early = asked.get(path)
  asked.delete(path)
  return early && performance.now() < early.until ? early.answer : undefined
}
