/** A sentence in both languages of the product. Which one is shown is decided where it leaves the server. */
export type Sentence = { en: string; ja: string }

export type RefusalCode =
  | 'invalid'
  | 'signedOut'
  | 'forbidden'
  | 'missing'
  | 'conflict'
  | 'stale'
  | 'tooLarge'
  | 'unavailable'

/**
 * A refusal is how the domain says no: a code for programs and a sentence a person can act on.
 * Which HTTP status it becomes is decided in one place, `api.ts`.
 */
export class Refusal extends Error {
  readonly code: RefusalCode
  readonly sentence: Sentence
  readonly facts: Record<string, unknown>

  constructor(code: RefusalCode, sentence: Sentence, facts: Record<string, unknown> = {}) {
    super(sentence.en)
    this.name = 'Refusal'
    this.code = code
    this.sentence = sentence
    this.facts = facts
  }
}
