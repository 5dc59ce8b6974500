import { importUndo } from './capture/imports/imports.undo.ts'
import { pageNameTakeBack } from './capture/tracking/tracking.undo.ts'
import type { Undoing } from './office/journal/takeBack.ts'
import { companyTakeBack } from './people/companies/companies.undo.ts'
import { consentTakeBack } from './people/consent/consent.undo.ts'
import { leadTakeBack } from './people/leads/leads.undo.ts'
import { offerTakeBack } from './people/offers/offers.undo.ts'
import { mergeUndo } from './people/persons/merge.routes.ts'
import { personTakeBack } from './people/persons/persons.undo.ts'
import { scoringTakeBack } from './qualify/scoring/scoring.undo.ts'
import {
  billingTakeBack,
  invoiceTakeBack,
  issuedUndo,
  orderTakeBack,
  productTakeBack,
} from './retain/invoices/invoices.undo.ts'
import { activityTakeBack } from './sell/activities/activities.undo.ts'
import { dealTakeBack, orderedUndo } from './sell/deals/deals.undo.ts'
import { pipelineTakeBack } from './sell/deals/pipelines.undo.ts'

/** How what was done is taken back: what each room adds to the journal's own undo, and the kinds that have an undo of their own. */
export const undoing: Undoing = {
  // What was brought in last is taken back first: a call before the person, the person before the company.
  takeBacks: [
    invoiceTakeBack,
    orderTakeBack,
    productTakeBack,
    billingTakeBack,
    activityTakeBack,
    dealTakeBack,
    pipelineTakeBack,
    offerTakeBack,
    leadTakeBack,
    consentTakeBack,
    personTakeBack,
    companyTakeBack,
    ...scoringTakeBack,
    pageNameTakeBack,
  ],
  ownUndos: [importUndo, mergeUndo, issuedUndo, orderedUndo],
}
