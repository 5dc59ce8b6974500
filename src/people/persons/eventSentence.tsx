import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type EventKind, isEventKind } from '../../timeline/vocabulary.ts'
import { useFormat } from '../../ui/format.ts'
import { StageBadge } from '../../ui/StageBadge.tsx'
import type { Described } from '../../ui/Timeline.tsx'
import type { Stage } from '../leads/leads.schema.ts'
import type { TimelineEntry } from './persons.schema.ts'
import { type Say, sentenceOf } from './sentences.tsx'
import { useUntil } from './until.tsx'

/** An entry as it is shown: who did it stands in the sentence, and a lead's move at the end of the act that moved it. */
export type Told = Omit<TimelineEntry, 'by'> & { by: null; actor: TimelineEntry['by']; moved?: Stage }

/** Which act tells a move to this stage, when both happened at once. */
const toldBy: Partial<Record<string, EventKind>> = {
  mql: 'offer.given',
  sal: 'offer.accepted',
  recycled: 'offer.returned',
}

/** Makes entries ready to be told: what was one act of somebody is one line. */
export function told(entries: readonly TimelineEntry[]): Told[] {
  const moves = new Map<string, Stage>()
  const acts = new Set(entries.map(entry => keyOf(entry, entry.kind)))
  const rest = entries.filter(entry => {
    const { to, trigger } = entry.facts
    const by = entry.kind === 'lead.moved' && trigger !== 'clock' ? toldBy[String(to)] : undefined
    if (!by || !acts.has(keyOf(entry, by))) return true
    moves.set(keyOf(entry, by), to as Stage)
    return false
  })
  return rest.map(({ by, ...entry }) => {
    const moved = moves.get(keyOf(entry, entry.kind))
    return { ...entry, by: null, actor: by, ...(moved ? { moved } : {}) }
  })
}

const keyOf = (entry: Pick<TimelineEntry, 'leadId' | 'occurredAt'>, kind: string) =>
  `${kind} ${entry.leadId} ${entry.occurredAt.getTime()}`

/**
 * Every event as a sentence that an office would write: 「田中さんが架電：不在」. For `<Timeline describe>`, best over
 * entries that went through `told`. `whose`: among the people of a company each sentence begins with the person.
 *
 *   const describe = useEventSentence()
 */
export function useEventSentence(whose: 'person' | 'company' = 'person'): (entry: Told | TimelineEntry) => Described {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const until = useUntil()
  const language = i18n.language === 'en' ? 'reasonEn' : 'reasonJa'
  return entry => {
    const { words } = entry
    const actor = 'actor' in entry ? entry.actor : entry.by
    const moved = 'moved' in entry ? entry.moved : undefined
    const user = (name: string) => t($ => $.event.user, { name })
    const say: Say = {
      t,
      format,
      words,
      by: !actor ? t($ => $.event.machine) : actor.isProgram ? actor.name : user(actor.name),
      name: which => {
        const name = words[which]
        if (!name) return t($ => $.event.someone)
        return words[`${which}Kind`] === 'queue' ? name : user(name)
      },
      reason: day => {
        const reason = words[language]
        return reason && day ? t($ => $.event.until, { reason, until: until(day) }) : reason
      },
    }
    const said = isEventKind(entry.kind)
      ? sentenceOf(entry.kind, entry.facts, say)
      : t($ => $.event.unknown, { kind: entry.kind })
    const described = typeof said === 'string' ? { title: said } : said
    const person = whose === 'company' && entry.personId !== null && entry.personName
    if (!moved && !person) return described
    return {
      ...described,
      title: (
        <>
          {person && (
            <Link to="/persons/$id" params={{ id: entry.personId }}>
              {person}
            </Link>
          )}
          {person && t($ => $.event.colon)}
          {described.title} {moved && <StageBadge stage={moved} />}
        </>
      ),
    }
  }
}
