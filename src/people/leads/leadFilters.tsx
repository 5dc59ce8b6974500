import type { TFunction } from 'i18next'
import type { FilterDefinition } from '../../ui/grid/types.ts'
import { keysWith } from '../fields/declared.schema.ts'
import { filterKinds } from '../fields/editKind.tsx'
import { personFields } from '../persons/personFields.schema.ts'
import { choicesOf, reaches } from '../segments/keys.schema.ts'

type Choice = { value: string; label: string }
type Known = {
  own: readonly FilterDefinition[]
  holders: readonly Choice[]
  teams: readonly Choice[]
  sources: readonly string[]
  segments: readonly Choice[]
}

// The source is chosen among those there are.
const asked = keysWith(personFields, 'ask').filter(key => key !== 'source')

/** What the list can be narrowed by: the same keys as saved lists use, so that a chip and a list mean the same. */
export function leadFilters(t: TFunction, { own, holders, teams, sources, segments }: Known): FilterDefinition[] {
  const label = (key: Label) => t($ => $.leadList.filter[key])
  const stages = choicesOf.stage.map(stage => ({
    value: stage,
    label: stage === 'none' ? t($ => $.leadList.none) : t($ => $.ui.stage[stage]),
  }))
  const levels = choicesOf.decisionLevel.map(level => ({ value: level, label: t($ => $.persons.decisionLevel[level]) }))
  const consents = (key: 'consent.mail' | 'consent.phone') =>
    choicesOf[key].map(state => ({ value: state, label: t($ => $.leadList.consent[state]) }))
  const reached = (channel: 'mail' | 'phone') =>
    reaches[channel].map(state => ({ value: state, label: t($ => $.leadList.reach[state]) }))
  const offers = choicesOf.offer.map(state => ({ value: state, label: t($ => $.leadList.offer[state]) }))
  const degrees = choicesOf.temperature.map(value => ({ value, label: t($ => $.ui.temperature[value]) }))
  const whose = [
    { value: 'me', label: t($ => $.leadList.holder.me) },
    { value: 'queue', label: t($ => $.leadList.holder.queue) },
    ...teams,
    ...holders,
  ]
  const text = (key: string, name: Label): FilterDefinition => ({ key, label: label(name), kind: 'text' })
  const date = (key: string, name: Label): FilterDefinition => ({ key, label: label(name), kind: 'date' })
  return [
    { key: 'stage', label: label('stage'), kind: 'choice', options: stages },
    { key: 'holder', label: label('holder'), kind: 'holder', options: whose },
    { key: 'temperature', label: label('temperature'), kind: 'choice', options: degrees },
    { key: 'intent', label: label('intent'), kind: 'number', operators: ['atLeast', 'atMost'] },
    { key: 'fit', label: label('fit'), kind: 'number', operators: ['atLeast', 'atMost'] },
    { key: 'clock', label: label('clock'), kind: 'date', operators: ['until', 'from', 'on'], moment: true },
    { key: 'offer', label: label('offer'), kind: 'choice', options: offers, operators: ['in'] },
    { ...date('nextActivity', 'next'), moment: true },
    date('appointment', 'appointment'),
    date('approached', 'approached'),
    { key: 'did', label: label('did'), kind: 'did', options: doings(t) },
    {
      key: 'source',
      label: t($ => $.persons.field.source),
      kind: 'choice',
      options: sources.map(source => ({ value: source, label: source })),
      operators: ['in', 'notIn', 'empty', 'notEmpty'],
    },
    text('company.name', 'company'),
    text('company.industry', 'industry'),
    text('company.prefecture', 'prefecture'),
    { key: 'company.employees', label: label('employees'), kind: 'number' },
    date('company.customerSince', 'customerSince'),
    ...asked.map(
      (key): FilterDefinition => ({
        key,
        label: t($ => $.persons.field[key]),
        kind: filterKinds[personFields[key].ask],
      }),
    ),
    {
      key: 'decisionLevel',
      label: label('decisionLevel'),
      kind: 'choice',
      options: levels,
      operators: ['in', 'notIn', 'empty', 'notEmpty'],
    },
    date('createdAt', 'createdAt'),
    { key: 'consent.mail', label: label('mail'), kind: 'choice', options: consents('consent.mail') },
    { key: 'consent.phone', label: label('phone'), kind: 'choice', options: consents('consent.phone') },
    { key: 'reach.mail', label: label('reachMail'), kind: 'choice', options: reached('mail') },
    { key: 'reach.phone', label: label('reachPhone'), kind: 'choice', options: reached('phone') },
    text('name', 'name'),
    { key: 'segment', label: label('segment'), kind: 'choice', options: segments },
    ...own,
  ]
}

type Label =
  | 'name'
  | 'offer'
  | 'stage'
  | 'holder'
  | 'company'
  | 'industry'
  | 'prefecture'
  | 'employees'
  | 'customerSince'
  | 'appointment'
  | 'decisionLevel'
  | 'temperature'
  | 'intent'
  | 'fit'
  | 'clock'
  | 'next'
  | 'approached'
  | 'did'
  | 'createdAt'
  | 'mail'
  | 'phone'
  | 'reachMail'
  | 'reachPhone'
  | 'segment'

function doings(t: TFunction): Choice[] {
  const did = (what: keyof typeof whats) => ({ value: whats[what], label: t($ => $.leadList.did[what]) })
  return (Object.keys(whats) as (keyof typeof whats)[]).map(did)
}

const whats = {
  any: 'any',
  approach: 'approach',
  call: 'activity.call',
  absent: 'activity.call.absent',
  appointment: 'activity.call.appointment',
  visit: 'activity.visit',
  mail: 'activity.mail',
  meeting: 'activity.meeting',
  inquiry: 'inquiry.received',
  document: 'document.requested',
  seminar: 'seminar.attended',
  page: 'page.viewed',
  opened: 'mail.opened',
  clicked: 'mail.clicked',
  returned: 'offer.returned',
  moved: 'person.moved',
} as const
