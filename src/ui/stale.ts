import { ORPCError } from '@orpc/client'

/** Two people edited the same thing. Both values are shown, and the person chooses. */
export type Clash = { theirs: unknown; yours: unknown; version?: number }

/** For saves that do not go over the wire: throw this where the server would answer 409. */
export class Stale extends Error {
  readonly clash: Clash

  constructor(clash: Clash) {
    super('stale')
    this.name = 'Stale'
    this.clash = clash
  }
}

/** What clashed, if this error is a refusal because of an outdated version; the server says it in the error's data. */
export function clashOf(error: unknown): Clash | undefined {
  if (error instanceof Stale) return error.clash
  if (!(error instanceof ORPCError)) return undefined
  const data: unknown = error.data
  const said = isRecord(data) && isRecord(data.facts) ? data.facts : data
  if (!isRecord(said) || !('theirs' in said)) return undefined
  return {
    theirs: said.theirs,
    yours: said.yours,
    ...(typeof said.version === 'number' ? { version: said.version } : {}),
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * What the server said about single fields, for `form.setErrors(fieldErrorsOf(error))` in a form whose act is `quiet`.
 * Empty when the refusal is about the whole.
 */
export function fieldErrorsOf(error: unknown): Record<string, string> {
  if (!(error instanceof ORPCError)) return {}
  const data: unknown = error.data
  if (!isRecord(data)) return {}
  if (typeof data.field === 'string') return { [data.field]: error.message }
  if (!Array.isArray(data.issues)) return {}
  return Object.fromEntries(
    data.issues.filter(isRecord).map(issue => [String(issue.path ?? ''), String(issue.message ?? error.message)]),
  )
}
