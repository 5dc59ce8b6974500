import { Refusal } from './refusal.ts'

/** Somebody else was faster: answers their values beside those that were sent, so that a person can choose. */
export function stale(current: { version: number }, patch: Record<string, unknown>): Refusal {
  const fields = Object.keys(patch).filter(field => field in current)
  const theirs = Object.fromEntries(fields.map(field => [field, (current as Record<string, unknown>)[field]]))
  return new Refusal(
    'stale',
    {
      en: 'Somebody else has changed this in the meantime. Please look at both values and choose.',
      ja: 'ほかのユーザーが先に変更しました。両方の値を確認して、どちらを残すか選んでください。',
    },
    { theirs: { ...theirs, version: current.version }, yours: patch },
  )
}
