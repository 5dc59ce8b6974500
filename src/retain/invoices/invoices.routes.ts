import { z } from 'zod'
import type { Act } from '../../office/roles/act.ts'
import { changing, reading } from '../../office/roles/procedure.ts'
import { Id, page } from '../../platform/shapes.ts'
import { Billing, ChangeBilling, ChangeInvoicing, Invoicing, SavedBilling, Trade } from './billing.schema.ts'
import { changeBilling, getBilling, tradeOf } from './billing.ts'
import { creditInvoice, reviseInvoice } from './correct.ts'
import { changeDraft, discardDraft, draftInvoice } from './draft.ts'
import { getInvoice } from './get.ts'
import {
  ChangeInvoice,
  CorrectInvoice,
  DraftInvoice,
  Invoice,
  InvoiceFilter,
  InvoiceQuery,
  InvoiceSums,
  IssueInvoice,
  OneInvoice,
  SavedInvoice,
} from './invoices.schema.ts'
import { issueInvoice } from './issue.ts'
import { listInvoices, sumInvoices } from './list.ts'
import { pdfOf } from './pdf.ts'
import { changeInvoicing, getInvoicing } from './settings.ts'
import { Thread } from './thread.schema.ts'
import { threadOf } from './thread.ts'

const tags = ['invoices']
const One = z.object({ id: Id })
const saved = async (act: Act, id: number) => ({ ...(await getInvoice(act, id)), operationId: act.operationId })

export const invoices = {
  list: reading('invoice.read')
    .route({ method: 'GET', path: '/invoices', summary: 'Invoices and the documents that correct them', tags })
    .input(InvoiceQuery)
    .output(page(Invoice))
    .handler(({ input, context }) => listInvoices(context.act, input)),

  sums: reading('invoice.read')
    .route({ method: 'GET', path: '/invoices/sums', summary: 'How many, what they come to, what is left', tags })
    .input(InvoiceFilter)
    .output(InvoiceSums)
    .handler(({ input, context }) => sumInvoices(context.act, input)),

  get: reading('invoice.read')
    .route({ method: 'GET', path: '/invoices/{id}', summary: 'A document with all that is printed on it', tags })
    .input(One)
    .output(OneInvoice)
    .handler(({ input, context }) => getInvoice(context.act, input.id)),

  create: changing('invoice.edit')
    .route({
      method: 'POST',
      path: '/invoices',
      summary: 'Drafts an invoice of an order, whole or in part',
      tags,
      successStatus: 201,
    })
    .input(DraftInvoice)
    .output(SavedInvoice)
    .handler(async ({ input, context: { act } }) => saved(act, await draftInvoice(act, input))),

  change: changing('invoice.edit')
    .route({ method: 'PATCH', path: '/invoices/{id}', summary: 'Changes a draft', tags })
    .input(ChangeInvoice)
    .output(SavedInvoice)
    .handler(async ({ input, context: { act } }) => {
      await changeDraft(act, input)
      return saved(act, input.id)
    }),

  discard: changing('invoice.edit')
    .route({ method: 'DELETE', path: '/invoices/{id}', summary: 'Throws a draft away', tags })
    .input(One)
    .output(z.object({ operationId: Id.nullable() }))
    .handler(async ({ input, context: { act } }) => {
      await discardDraft(act, input.id)
      return { operationId: act.operationId }
    }),

  issue: changing('invoice.edit')
    .route({
      method: 'POST',
      path: '/invoices/{id}/issue',
      summary: 'Issues a draft: it gets its number, and is never changed again',
      tags,
    })
    .input(IssueInvoice)
    .output(SavedInvoice)
    .handler(async ({ input, context: { act } }) => {
      await issueInvoice(act, input)
      return saved(act, input.id)
    }),

  credit: changing('invoice.edit')
    .route({
      method: 'POST',
      path: '/invoices/{id}/credit',
      summary: 'Drafts a credit note (返還請求書) for an issued invoice',
      tags,
      successStatus: 201,
    })
    .input(CorrectInvoice)
    .output(SavedInvoice)
    .handler(async ({ input, context: { act } }) => saved(act, await creditInvoice(act, input))),

  revise: changing('invoice.edit')
    .route({
      method: 'POST',
      path: '/invoices/{id}/revise',
      summary: 'Drafts a revised invoice (修正) that will stand in place of an issued one',
      tags,
      successStatus: 201,
    })
    .input(CorrectInvoice)
    .output(SavedInvoice)
    .handler(async ({ input, context: { act } }) => saved(act, await reviseInvoice(act, input))),

  thread: reading('invoice.read')
    .route({
      method: 'GET',
      path: '/invoices/{id}/thread',
      summary: 'From the payments back to the first touch: order, deal, lead, first page view and its source',
      tags,
    })
    .input(One)
    .output(Thread)
    .handler(({ input, context }) => threadOf(context.act, input.id)),

  pdf: reading('invoice.read')
    .route({
      method: 'GET',
      path: '/invoices/{id}/pdf',
      summary: 'The document on A4, also at /invoices/{id}.pdf; of a draft, marked as one',
      tags,
    })
    .input(One)
    .output(z.file())
    .handler(async ({ input, context }) => pdfOf((await getInvoice(context.act, input.id)).paper)),
}

export const billings = {
  get: reading('invoice.read')
    .route({ method: 'GET', path: '/companies/{companyId}/billing', summary: 'How a company is billed', tags })
    .input(z.object({ companyId: Id }))
    .output(Billing)
    .handler(({ input, context }) => getBilling(context.act, input.companyId)),

  change: changing('invoice.edit')
    .route({
      method: 'PATCH',
      path: '/companies/{companyId}/billing',
      summary: 'Changes how a company is billed',
      tags,
    })
    .input(ChangeBilling)
    .output(SavedBilling)
    .handler(async ({ input, context: { act } }) => ({
      ...(await changeBilling(act, input)),
      operationId: act.operationId,
    })),

  trade: reading('invoice.read')
    .route({
      method: 'GET',
      path: '/companies/{companyId}/trade',
      summary: 'What a company and all that belongs to it has ordered, was invoiced, and has paid',
      tags,
    })
    .input(z.object({ companyId: Id }))
    .output(Trade)
    .handler(({ input, context }) => tradeOf(context.act, input.companyId)),
}

export const invoicing = {
  get: reading('invoice.read')
    .route({ method: 'GET', path: '/invoicing', summary: 'What our own invoices say', tags })
    .output(Invoicing)
    .handler(({ context }) => getInvoicing(context.act)),

  // Not accounting's: who records what comes in does not also say where it is to be paid.
  change: changing('office.manage')
    .route({ method: 'PATCH', path: '/invoicing', summary: 'Changes what our own invoices say', tags })
    .input(ChangeInvoicing)
    .output(Invoicing)
    .handler(({ input, context }) => changeInvoicing(context.act, input)),
}
