const most = 4_000

/**
 * The same answer without asking twice: a list says one title, one company and one domain over and over, and one row's
 * number is read for matching, for its column and for what it is found by. What was asked lately is kept, no more than
 * that. For answers that nobody changes.
 */
export function remember<Answer>(ask: (text: string) => Answer): (text: string) => Answer {
  let lately = new Map<string, Answer>()
  let before = new Map<string, Answer>()
  return text => {
    const known = lately.get(text)
    if (known !== undefined || lately.has(text)) return known as Answer
    const answer = before.has(text) ? (before.get(text) as Answer) : ask(text)
    if (lately.size >= most) [before, lately] = [lately, new Map()]
    lately.set(text, answer)
    return answer
  }
}
