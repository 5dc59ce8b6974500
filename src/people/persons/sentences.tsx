import type { TFunction } from 'i18next'
import type { z } from 'zod'
import type { EventKind, vocabulary } from '../../timeline/vocabulary.ts'
import type { Format } from '../../ui/format.ts'
import type { Described } from '../../ui/Timeline.tsx'
import type { Stage } from '../leads/leads.schema.ts'
import { dealSentences } from './dealSentences.tsx'
import type { TimelineEntry } from './persons.schema.ts'
import { tradeSentences } from './tradeSentences.tsx'

type Facts<K extends EventKind> = z.output<(typeof vocabulary)[K]['facts']>

/** What a sentence is made with: the words, who did it, and the names behind the facts' ids. */
export type Say = {
  t: TFunction
  format: Format
  by: string
  words: Record<string, string>
  /** A holder's name as one speaks of them; queues stand bare. */
  name: (which: 'from' | 'to' | 'holder') => string
  /** The reason, and until when: 「時期尚早（10月まで）」. */
  reason: (until: string | null) => string | undefined
}

export type Sentences = { [K in EventKind]: (facts: Facts<K>, say: Say) => Described | string }

/** Facts were checked against the vocabulary when they were recorded. */
export function sentenceOf<K extends EventKind>(kind: K, facts: TimelineEntry['facts'], say: Say): Described | string {
  return sentences[kind](facts as Facts<K>, say)
}

const fileOf = ({ t, words }: Say) => (words.file ? t($ => $.event.file, { file: words.file }) : undefined)

/** Fields as the page of a person or a company calls them. */
function fieldsOf({ t, format }: Say, of: 'persons' | 'companies', fields: string[]): string {
  const labels = t($ => $[of].field, { returnObjects: true }) as Record<string, string>
  const known: Record<string, string | undefined> = {
    ...labels,
    companyId: t($ => $.persons.field.company),
    parentId: t($ => $.companies.field.parent),
    custom: t($ => $.persons.about.own),
  }
  return format.list([...new Set(fields.map(field => known[field] ?? field))])
}

type Via = 'hand' | 'import' | 'api' | 'event'

function createdBy(say: Say, what: 'personCreated' | 'companyCreated', via: Via): string {
  const { t, by } = say
  const file = fileOf(say)
  if (via === 'import')
    return file ? t($ => $.event[what].import, { by, file }) : t($ => $.event[what].importPlain, { by })
  if (via === 'event') return t($ => $.event[what].event)
  return via === 'api' ? t($ => $.event[what].api, { by }) : t($ => $.event[what].hand, { by })
}

function changedBy(say: Say, names: string[], byImport: boolean): string {
  const fields = fieldsOf(say, 'persons', names)
  const file = fileOf(say)
  if (byImport && file) return say.t($ => $.event.personImported, { file, fields })
  return say.t($ => $.event.personChanged, { by: say.by, fields })
}

/** A sentence, and what was written down under it. */
const quoted = (title: string, text: string | undefined): Described => ({ title, ...(text ? { text } : {}) })

const leadMoved: Sentences['lead.moved'] = ({ from, to, until, trigger }, say) => {
  const { t, by } = say
  const name = (stage: string) => t($ => $.ui.stage[stage as Stage])
  const why = say.reason(until)
  const detailed = (done: string) => (why ? t($ => $.event.with, { done, detail: why }) : done)
  if (trigger === 'undo') return t($ => $.event.leadUndone, { by, from: name(from), to: name(to) })
  if (trigger === 'rule')
    return t($ => (to === 'mql' ? $.event.leadPromoted : $.event.leadDemoted), { from: name(from), to: name(to) })
  if (to === 'recycled') return detailed(t($ => $.event.leadRecycled, { by }))
  if (to === 'disqualified') return detailed(t($ => $.event.leadDisqualified, { by }))
  if (to === 'won') return t($ => $.event.leadWon, { by })
  if (from === 'disqualified') return t($ => $.event.leadReopened, { by })
  if (from === 'recycled' && trigger === 'clock') return t($ => $.event.leadWoke, { from: name(from), to: name(to) })
  return detailed(t($ => $.event.leadMoved, { by, from: name(from), to: name(to) }))
}

type ActivityName = 'call' | 'visit' | 'mail' | 'meeting' | 'note' | 'task'
type OutcomeName = 'talked' | 'absent' | 'blocked' | 'recall' | 'appointment' | 'refused'

const activityDone: Sentences['activity.done'] = ({ kind, outcome }, { t, by, words }) => {
  const done = t($ => $.event.done[kind as ActivityName], { by })
  const detail = outcome ? t($ => $.event.outcome[outcome as OutcomeName]) : kind === 'note' ? undefined : words.subject
  const text = [outcome || kind === 'note' ? words.subject : undefined, words.note].filter(Boolean).join('\n')
  return quoted(detail ? t($ => $.event.with, { done, detail }) : done, text)
}

const activityPlanned: Sentences['activity.planned'] = ({ kind }, { t, by, words, format }) => {
  const at = words.plannedAt && format.dateTime(words.plannedAt)
  const planned = at
    ? t($ => $.event.planned[kind as ActivityName], { by, at })
    : t($ => $.event.plannedSomeTime, { by })
  return words.subject ? t($ => $.event.with, { done: planned, detail: words.subject }) : planned
}

const degrees = (t: Say['t'], from: string, to: string) => ({
  from: t($ => $.ui.temperature[from as 'hot']),
  to: t($ => $.ui.temperature[to as 'hot']),
})

const sentences: Sentences = {
  'page.viewed': ({ url, title }, { t, words }) => {
    const page = words.page ? (title ? t($ => $.event.pageNamed, { name: words.page, title }) : words.page) : title
    return t($ => (words.important ? $.event.importantViewed : $.event.pageViewed), { page: page ?? url })
  },
  'visitor.identified': ({ strength, events }, { t }) =>
    t($ => (strength === 'strong' ? $.event.visitorIdentified : $.event.visitorGuessed), { count: events }),
  'form.submitted': (_, { t, words }) =>
    quoted(
      t($ => $.event.formSubmitted, { form: words.form ?? '' }),
      words.answers,
    ),
  'document.requested': ({ document }, { t }) => t($ => $.event.documentRequested, { document }),
  'inquiry.received': ({ subject, toBuy }, { t }) => {
    if (!subject) return toBuy ? t($ => $.event.inquiryToBuyPlain) : t($ => $.event.inquiry)
    return toBuy ? t($ => $.event.inquiryToBuy, { subject }) : t($ => $.event.inquiryAbout, { subject })
  },
  'seminar.attended': ({ seminar }, { t }) => t($ => $.event.seminar, { seminar }),
  'mail.sent': (_, { t, words }) => t($ => $.event.mailSent, { mailing: words.mailing ?? '' }),
  'mail.opened': (_, { t, words }) => t($ => $.event.mailOpened, { mailing: words.mailing ?? '' }),
  'mail.clicked': (_, { t, words }) =>
    quoted(
      t($ => $.event.mailClicked, { mailing: words.mailing ?? '' }),
      words.link,
    ),
  'mail.rejudged': (_, { t, words }) => t($ => $.event.mailRejudged, { mailing: words.mailing ?? '' }),
  'mail.bounced': (_, { t, words }) => t($ => $.event.mailBounced, { mailing: words.mailing ?? '' }),
  'person.created': ({ via }, say) => createdBy(say, 'personCreated', via),
  'person.changed': ({ fields, importId }, say) => changedBy(say, fields, importId !== undefined),
  'person.moved': (_, { t, by, words }) =>
    words.formerPost
      ? t($ => $.event.personMoved, { by, post: words.formerPost })
      : t($ => $.event.personMovedPlain, { by }),
  'person.merged': (_, { t, by }) => t($ => $.event.personMerged, { by }),
  'person.unmerged': (_, { t, by }) => t($ => $.event.personUnmerged, { by }),
  'person.erased': (_, { t, by }) => t($ => $.event.personErased, { by }),
  'company.created': ({ via }, say) => createdBy(say, 'companyCreated', via),
  'company.changed': ({ fields }, say) =>
    say.t($ => $.event.companyChanged, { by: say.by, fields: fieldsOf(say, 'companies', fields) }),
  'consent.granted': ({ channel, basis }, { t, by }) =>
    t($ => $.event.consentGranted, {
      by,
      channel: t($ => $.event.channel[channel]),
      basis: t($ => $.event.basis[basis as 'opt_in']),
    }),
  'consent.withdrawn': ({ channel }, { t }) =>
    t($ => $.event.consentWithdrawn, { channel: t($ => $.event.channel[channel]) }),
  'person.warmed': ({ from, to }, { t }) => t($ => $.event.personWarmed, degrees(t, from, to)),
  'person.cooled': ({ from, to }, { t }) => t($ => $.event.personCooled, degrees(t, from, to)),
  'score.crossed': ({ direction, intent, fit }, { t }) =>
    t($ => (direction === 'up' ? $.event.scoreUp : $.event.scoreDown), { intent, fit }),
  'lead.opened': ({ trigger }, { t, by, name }) =>
    trigger === 'hand'
      ? t($ => $.event.leadOpenedBy, { by, holder: name('holder') })
      : t($ => $.event.leadOpened, { holder: name('holder') }),
  'lead.moved': leadMoved,
  'lead.held': ({ trigger }, { t, by, name }) => {
    const between = { from: name('from'), to: name('to') }
    if (trigger === 'clock') return t($ => $.event.leadBackToQueue, between)
    if (trigger === 'undo') return t($ => $.event.leadUndone, { by, ...between })
    return trigger === 'handover'
      ? t($ => $.event.leadTakenOver, between)
      : t($ => $.event.leadHeld, { by, ...between })
  },
  'lead.absorbed': ({ stage }, { t }) => t($ => $.event.leadAbsorbed, { stage: t($ => $.ui.stage[stage as Stage]) }),
  'lead.separated': ({ stage }, { t }) => t($ => $.event.leadSeparated, { stage: t($ => $.ui.stage[stage as Stage]) }),
  'lead.named': (_, { t }) => t($ => $.event.leadNamed),
  'lead.overdue': ({ clockFor }, { t, name }) =>
    t($ => $.event.leadOverdue[clockFor as 'first_contact'], { holder: name('holder') }),
  'offer.given': ({ trigger }, { t, name, words }) => {
    if (trigger === 'undo') return t($ => $.event.offerRestored, { to: name('to') })
    const given =
      trigger === 'clock'
        ? t($ => $.event.offerGivenByClock, { to: name('to') })
        : trigger === 'rule'
          ? t($ => $.event.offerGivenByRule, { to: name('to') })
          : t($ => $.event.offerGiven, { from: name('from'), to: name('to') })
    return quoted(given, words.note)
  },
  'offer.accepted': (_, { t, by }) => t($ => $.event.offerAccepted, { by }),
  'offer.returned': ({ until }, { t, by, reason, words }) => {
    const why = reason(until)
    return quoted(
      why ? t($ => $.event.offerReturned, { by, reason: why }) : t($ => $.event.offerReturnedPlain, { by }),
      words.answerNote,
    )
  },
  'offer.expired': (_, { t, name }) => t($ => $.event.offerExpired, { to: name('to') }),
  'offer.withdrawn': (_, { t, name }) => t($ => $.event.offerWithdrawn, { to: name('to') }),
  ...dealSentences,
  ...tradeSentences,
  'activity.planned': activityPlanned,
  'activity.done': activityDone,
  'activity.due': ({ kind }, { t, words }) => {
    const due = t($ => $.event.due[kind as ActivityName])
    return words.subject ? t($ => $.event.with, { done: due, detail: words.subject }) : due
  },
  'page.renamed': (_, { t, by }) => t($ => $.event.pageRenamed, { by }),
  'import.done': ({ created, updated, refused }, say) =>
    say.t($ => $.event.importDone, { by: say.by, file: fileOf(say) ?? '', created, updated, refused }),
  'import.undone': ({ removed, restored }, { t, by }) => t($ => $.event.importUndone, { by, removed, restored }),
  'book.handedOver': ({ leads }, { t, by, name }) =>
    t($ => $.event.bookHandedOver, { by, from: name('from'), to: name('to'), count: leads }),
  'operation.undone': (_, { t, by }) => t($ => $.event.operationUndone, { by }),
  'user.changed': (_, { t, by }) => t($ => $.event.userChanged, { by }),
}
