import { call } from '@orpc/server'
import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '../src/office/roles/act.ts'
import { type RoleName, roleNames } from '../src/office/roles/rights.ts'
import { router } from '../src/router.ts'
import { addUser } from './cast.ts'
import { type TestWorld, testWorld } from './database.ts'

/** A letter a role. 'everybody' is also who has not signed in. */
const letters: Record<string, RoleName> = {
  A: 'admin',
  M: 'marketer',
  G: 'manager',
  I: 'inside_sales',
  F: 'field_sales',
  S: 'success',
  C: 'accounting',
  V: 'viewer',
}

/** Roles × procedures: who may call what. A procedure without a row here fails the test below. */
const table: Record<string, string> = {
  'journal.list': 'AMGIFSCV',
  'journal.get': 'AMGIFSCV',
  'journal.undo': 'AMGIFSC',
  'journal.ofPerson': 'AMGIFSV',
  'journal.ofCompany': 'AMGIFSCV',
  'activities.list': 'AMGIFSV',
  'activities.get': 'AMGIFSV',
  'activities.create': 'AMGIFS',
  'activities.planMany': 'AMGIFS',
  'activities.change': 'AMGIFS',
  'activities.finish': 'AMGIFS',
  'activities.cancel': 'AMGIFS',
  'calls.list': 'AMGIFS',
  'calls.next': 'AMGIFS',
  'calls.get': 'AMGIFS',
  'calls.save': 'AMGIFS',
  'handovers.preview': 'AG',
  'handovers.create': 'AG',
  'today.get': 'AMGIFSV',
  'day.get': 'AG',
  'deals.list': 'AMGIFSV',
  'deals.count': 'AMGIFSV',
  'deals.people': 'AMGIFSV',
  'deals.board': 'AMGIFSV',
  'deals.get': 'AMGIFSV',
  'deals.timeline': 'AMGIFSV',
  'deals.contacts': 'AMGIFSV',
  'deals.create': 'AGIFS',
  'deals.change': 'AGIFS',
  'deals.addContact': 'AGIFS',
  'deals.changeContact': 'AGIFS',
  'deals.removeContact': 'AGIFS',
  'forecasts.get': 'AMGIFSV',
  'questions.get': 'AMGIFSV',
  'funnel.get': 'AMGIFSV',
  'funnel.leads': 'AMGIFSV',
  'quotas.list': 'AMGIFSV',
  'quotas.set': 'AG',
  'scores.get': 'AMGIFSV',
  'scoringCards.list': 'AMGIFSV',
  'scoringCards.forecast': 'AM',
  'scoringCards.draft': 'AM',
  'scoringCards.change': 'AM',
  'scoringCards.discard': 'AM',
  'scoringCards.publish': 'AM',
  'scoringCards.recount': 'AM',
  'scoringRules.list': 'AMGIFSV',
  'scoringRules.get': 'AMGIFSV',
  'scoringRules.create': 'AM',
  'scoringRules.change': 'AM',
  'scoringRules.remove': 'AM',
  'assignmentRules.list': 'AMGIFSV',
  'assignmentRules.create': 'AM',
  'assignmentRules.change': 'AM',
  'assignmentRules.remove': 'AM',
  'assignmentRules.order': 'AM',
  'assignments.try': 'AM',
  'assignments.create': 'AMGIFS',
  'pipelines.list': 'AMGIFSV',
  'pipelines.create': 'AG',
  'pipelines.change': 'AG',
  'pipelines.order': 'AG',
  'products.list': 'AMGIFSCV',
  'products.get': 'AMGIFSCV',
  'products.create': 'AGC',
  'products.change': 'AGC',
  'taxRates.list': 'AMGIFSCV',
  'taxRates.create': 'A',
  'orders.list': 'AMGIFSCV',
  'orders.sums': 'AMGIFSCV',
  'orders.get': 'AMGIFSCV',
  'orders.waiting': 'AMGIFSCV',
  'orders.create': 'AGIFSC',
  'orders.change': 'AGIFSC',
  'invoices.list': 'AMGIFSCV',
  'invoices.sums': 'AMGIFSCV',
  'invoices.get': 'AMGIFSCV',
  'invoices.create': 'AGC',
  'invoices.change': 'AGC',
  'invoices.discard': 'AGC',
  'invoices.issue': 'AGC',
  'invoices.credit': 'AGC',
  'invoices.revise': 'AGC',
  'invoices.thread': 'AMGIFSCV',
  'invoices.pdf': 'AMGIFSCV',
  'payments.list': 'AMGIFSCV',
  'payments.create': 'AGC',
  'payments.correct': 'AGC',
  'billings.get': 'AMGIFSCV',
  'billings.change': 'AGC',
  'billings.trade': 'AMGIFSCV',
  'invoicing.get': 'AMGIFSCV',
  'invoicing.change': 'A',
  'persons.merge': 'AMGIFS',
  'persons.duplicates': 'AMGIFSV',
  'persons.merges': 'AMGIFSV',
  'persons.export': 'AMG',
  'persons.erase': 'A',
  'persons.list': 'AMGIFSV',
  'persons.count': 'AMGIFSV',
  'persons.sources': 'AMGIFSV',
  'persons.get': 'AMGIFSV',
  'persons.create': 'AMGIFS',
  'persons.change': 'AMGIFS',
  'persons.timeline': 'AMGIFSV',
  'merges.get': 'AMGIFSV',
  'merges.undo': 'AMGIFS',
  'companies.list': 'AMGIFSCV',
  'companies.count': 'AMGIFSCV',
  'companies.get': 'AMGIFSCV',
  'companies.create': 'AMGIFSC',
  'companies.change': 'AMGIFSC',
  'companies.timeline': 'AMGIFSV',
  'segments.list': 'AMGIFSV',
  'segments.get': 'AMGIFSV',
  'segments.count': 'AMGIFSV',
  'segments.create': 'AMGIFS',
  'segments.change': 'AMGIFS',
  'segments.remove': 'AMGIFS',
  'fields.list': 'AMGIFSCV',
  'fields.create': 'A',
  'fields.change': 'A',
  'consents.list': 'AMGIFSV',
  'consents.grant': 'AMGIFS',
  'consents.withdraw': 'AMGIFS',
  'consents.optOut': 'AMGIFS',
  'leads.list': 'AMGIFSV',
  'leads.get': 'AMGIFSV',
  'leads.create': 'AMGIFS',
  'leads.transition': 'AMGIFS',
  'leads.name': 'AMGIFS',
  'leads.ofPeople': 'AMGIFSV',
  'leads.transitionMany': 'AMGIFS',
  'offers.list': 'AMGIFSV',
  'offers.get': 'AMGIFSV',
  'offers.give': 'AMGIFS',
  'offers.accept': 'AMGIFS',
  'offers.return': 'AMGIFS',
  'events.send': 'AMG',
  'me.get': 'AMGIFSCV',
  'me.change': 'AMGIFSCV',
  'me.setPreference': 'AMGIFSCV',
  'users.list': 'AMGIFSCV',
  'users.get': 'AMGIFSCV',
  'users.create': 'A',
  'users.change': 'A',
  'users.deactivate': 'A',
  'users.reactivate': 'A',
  'users.link': 'A',
  'holders.list': 'AMGIFSCV',
  'keys.list': 'A',
  'keys.create': 'A',
  'keys.revoke': 'A',
  'welcome.look': 'everybody',
  'welcome.first': 'everybody',
  'welcome.accept': 'everybody',
  'welcome.forgot': 'everybody',
  'teams.list': 'AMGIFSCV',
  'teams.get': 'AMGIFSCV',
  'teams.create': 'A',
  'teams.change': 'A',
  'workspace.get': 'AMGIFSCV',
  'workspace.change': 'A',
  'holidays.list': 'AMGIFSCV',
  'holidays.create': 'A',
  'holidays.remove': 'A',
  'roles.list': 'AMGIFSCV',
  'roles.change': 'A',
  'reasons.list': 'AMGIFSCV',
  'reasons.create': 'A',
  'reasons.change': 'A',
  'productLines.list': 'AMGIFSCV',
  'productLines.create': 'A',
  'productLines.change': 'A',
  'outbox.list': 'A',
  'mailDomains.get': 'A',
  'mailDomains.check': 'A',
  'mailDomains.sign': 'A',
  'outbox.send': 'A',
  'notifications.list': 'AMGIFSCV',
  'notifications.count': 'AMGIFSCV',
  'notifications.read': 'AMGIFSCV',
  'parked.list': 'A',
  'parked.retry': 'A',
  'imports.list': 'AMG',
  'imports.create': 'AMG',
  'imports.get': 'AMG',
  'imports.change': 'AMG',
  'imports.discard': 'AMG',
  'imports.preview': 'AMG',
  'imports.start': 'AMG',
  'imports.stop': 'AMG',
  'imports.refused': 'AMG',
  'imports.undoLook': 'AMG',
  'imports.undo': 'AMG',
  'exports.create': 'AMG',
  'exports.list': 'AMG',
  'forms.list': 'AM',
  'forms.get': 'AM',
  'forms.create': 'AM',
  'forms.change': 'AM',
  'forms.reword': 'AM',
  'forms.preview': 'AM',
  'forms.submit': 'everybody',
  'submissions.list': 'AM',
  'submissions.accept': 'AM',
  'mailings.list': 'AMG',
  'mailings.get': 'AMG',
  'mailings.create': 'AM',
  'mailings.change': 'AM',
  'mailings.remove': 'AM',
  'mailings.audience': 'AMG',
  'mailings.preview': 'AMG',
  'mailings.test': 'AM',
  'mailings.schedule': 'AM',
  'mailings.unschedule': 'AM',
  'mailings.send': 'AM',
  'mailings.pause': 'AM',
  'mailings.resume': 'AM',
  'mailings.stop': 'AM',
  'mailings.recipients': 'AMG',
  'mailings.links': 'AMG',
  'mailings.judgements': 'AMG',
  'mailings.judge': 'AM',
  'mailExclusions.list': 'AMG',
  'mailExclusions.create': 'AM',
  'mailExclusions.remove': 'AM',
  'mailStanding.get': 'AMGIFSV',
  'mailStanding.hold': 'AMGIFS',
  'mailStanding.release': 'AMGIFS',
  'mailStanding.liftBounce': 'AMGIFS',
  'tracking.get': 'AM',
  'tracking.change': 'AM',
  'pageNames.list': 'AMGIFSCV',
  'pageNames.create': 'AM',
  'pageNames.change': 'AM',
  'pageNames.remove': 'AM',
  'visits.list': 'AMGIFSV',
  'visits.ofDay': 'AMGIFSV',
  'visits.day': 'AMGIFSV',
}

type Procedure = { '~orpc': { meta: { right?: string } } }
const isProcedure = (value: object): value is Procedure => '~orpc' in value

function proceduresOf(part: object, path: string[] = []): [string, Procedure][] {
  return Object.entries(part).flatMap(([name, value]: [string, object]) =>
    isProcedure(value)
      ? [[[...path, name].join('.'), value] as [string, Procedure]]
      : proceduresOf(value, [...path, name]),
  )
}
const procedures = proceduresOf(router)

let world: TestWorld
const actors = new Map<RoleName, Actor>()

beforeAll(async () => {
  world = await testWorld()
  for (const role of roleNames) actors.set(role, await addUser(world, role, [role]))
})

/** The code with which a call ends that brings nothing along; undefined when it went through. */
async function codeOf(procedure: Procedure, path: string, actor: Actor | undefined): Promise<string | undefined> {
  const request = { world, headers: new Headers(), actor, language: 'en' as const }
  try {
    await call(procedure as never, undefined as never, { context: request as never, path: path.split('.') })
    return undefined
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  }
}

test('every procedure there is has its row, and every row its procedure', () => {
  expect(procedures.map(([name]) => name).toSorted()).toEqual(Object.keys(table).toSorted())
})

test('each role may call what the table says, and is refused the rest before anything is read', async () => {
  const wrong: string[] = []
  for (const [name, procedure] of procedures) {
    const row = table[name] ?? ''
    for (const [letter, role] of Object.entries(letters)) {
      const code = await codeOf(procedure, name, actors.get(role))
      const refused = code === 'forbidden'
      const expected = row !== 'everybody' && !row.includes(letter)
      if (refused !== expected) wrong.push(`${role} calling ${name}: ${code}`)
      if (code === 'unexpected') wrong.push(`${role} calling ${name} with nothing: an unexpected error`)
    }
  }
  expect(wrong).toEqual([])
}, 60_000)

test('who has not signed in is asked to, everywhere but at the door', async () => {
  const wrong: string[] = []
  for (const [name, procedure] of procedures) {
    const code = await codeOf(procedure, name, undefined)
    if ((code === 'signedOut') !== (table[name] !== 'everybody')) wrong.push(`${name}: ${code}`)
  }
  expect(wrong).toEqual([])
})
