import type { ScoredKind } from './scoring.schema.ts'

export type What =
  | 'page'
  | 'document'
  | 'inquiry'
  | 'toBuy'
  | 'seminar'
  | 'form'
  | 'clicked'
  | 'talked'
  | 'appointment'
  | 'refused'
  | 'visited'
  | 'met'
type Asked = { eventKind: ScoredKind; facts: Record<string, string | number | boolean> }

/** What can have happened, in the words of an office, as the events that say so. */
export const whats: Record<What, Asked> = {
  page: { eventKind: 'page.viewed', facts: {} },
  document: { eventKind: 'document.requested', facts: {} },
  inquiry: { eventKind: 'inquiry.received', facts: {} },
  toBuy: { eventKind: 'inquiry.received', facts: { toBuy: true } },
  seminar: { eventKind: 'seminar.attended', facts: {} },
  form: { eventKind: 'form.submitted', facts: {} },
  clicked: { eventKind: 'mail.clicked', facts: {} },
  talked: { eventKind: 'activity.done', facts: { kind: 'call', outcome: 'talked' } },
  appointment: { eventKind: 'activity.done', facts: { kind: 'call', outcome: 'appointment' } },
  refused: { eventKind: 'activity.done', facts: { kind: 'call', outcome: 'refused' } },
  visited: { eventKind: 'activity.done', facts: { kind: 'visit' } },
  met: { eventKind: 'activity.done', facts: { kind: 'meeting' } },
}

const same = (a: object, b: object) =>
  JSON.stringify(Object.entries(a).toSorted()) === JSON.stringify(Object.entries(b).toSorted())

/** Undefined for what only a program has asked for. */
export const whatOf = (rule: Asked): What | undefined =>
  (Object.keys(whats) as What[]).find(w => whats[w].eventKind === rule.eventKind && same(whats[w].facts, rule.facts))
