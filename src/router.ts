import { exports } from './capture/exports/exports.routes.ts'
import { forms, submissions } from './capture/forms/forms.routes.ts'
import { imports } from './capture/imports/imports.routes.ts'
import { pageNames, tracking, visits } from './capture/tracking/tracking.routes.ts'
import { funnel } from './learn/funnel/funnel.routes.ts'
import { questions } from './learn/questions/questions.routes.ts'
import { mailExclusions, mailings, mailStanding } from './nurture/mailings/mailings.routes.ts'
import { journalRoutes } from './office/journal/journal.routes.ts'
import { mailDomains } from './office/mail/domain.routes.ts'
import { outbox } from './office/mail/mail.routes.ts'
import { notifications } from './office/notifications/notifications.routes.ts'
import { parked } from './office/parked/parked.routes.ts'
import { holidays, productLines, reasons, roles, workspace } from './office/settings/settings.routes.ts'
import { teams } from './office/teams/teams.routes.ts'
import { keys } from './office/users/keys.routes.ts'
import { holders, me, users } from './office/users/users.routes.ts'
import { welcome } from './office/users/welcome.routes.ts'
import { companies } from './people/companies/companies.routes.ts'
import { consents } from './people/consent/consent.routes.ts'
import { fields } from './people/fields/fields.routes.ts'
import { leads } from './people/leads/leads.routes.ts'
import { offers } from './people/offers/offers.routes.ts'
import { merges } from './people/persons/merge.routes.ts'
import { events, persons } from './people/persons/persons.routes.ts'
import { segments } from './people/segments/segments.routes.ts'
import { assignmentRules, assignments } from './qualify/assignment/assignment.routes.ts'
import { scores, scoringCards, scoringRules } from './qualify/scoring/scoring.routes.ts'
import { billings, invoices, invoicing } from './retain/invoices/invoices.routes.ts'
import { orders } from './retain/orders/orders.routes.ts'
import { payments } from './retain/payments/payments.routes.ts'
import { products, taxRates } from './retain/products/products.routes.ts'
import { activities } from './sell/activities/activities.routes.ts'
import { calls } from './sell/call-list/call-list.routes.ts'
import { day } from './sell/day/day.routes.ts'
import { deals } from './sell/deals/deals.routes.ts'
import { pipelines } from './sell/deals/pipelines.routes.ts'
import { forecasts, quotas } from './sell/forecast/forecast.routes.ts'
import { handovers } from './sell/reassignment/reassignment.routes.ts'
import { today } from './sell/today/today.routes.ts'
import { undoing } from './undoing.ts'

/** What can be asked: the one declaration behind the typed client, REST and OpenAPI. */
export const router = {
  journal: journalRoutes(undoing),
  activities,
  calls,
  handovers,
  today,
  day,
  deals,
  pipelines,
  scores,
  scoringCards,
  scoringRules,
  assignmentRules,
  assignments,
  products,
  taxRates,
  orders,
  invoices,
  payments,
  billings,
  invoicing,
  forecasts,
  quotas,
  persons,
  merges,
  companies,
  segments,
  fields,
  consents,
  leads,
  offers,
  events,
  me,
  users,
  holders,
  keys,
  welcome,
  teams,
  workspace,
  holidays,
  roles,
  reasons,
  productLines,
  outbox,
  mailDomains,
  notifications,
  parked,
  imports,
  exports,
  forms,
  submissions,
  mailings,
  mailExclusions,
  mailStanding,
  tracking,
  pageNames,
  visits,
  questions,
  funnel,
}

export type Router = typeof router
