import { z } from 'zod'
import { changing, reading } from '../../office/roles/procedure.ts'
import { Id, page } from '../../platform/shapes.ts'
import { TimelineEntry, TimelineQuery } from '../persons/persons.schema.ts'
import { companyTimeline } from '../persons/timeline.ts'
import {
  ChangeCompany,
  CompanyPage,
  CompanyQuery,
  CompanyRow,
  CreateCompany,
  CreatedCompany,
} from './companies.schema.ts'
import { changeCompany, createCompany } from './companies.ts'
import { getCompany } from './get.ts'
import { countCompanies, listCompanies } from './list.ts'

const tags = ['companies']

export const companies = {
  list: reading('company.read')
    .route({ method: 'GET', path: '/companies', summary: 'Companies, groups and sites', tags })
    .input(CompanyQuery)
    .output(page(CompanyRow))
    .handler(({ input, context }) => listCompanies(context.act, input)),

  count: reading('company.read')
    .route({
      method: 'GET',
      path: '/companies/count',
      summary: 'How many there are: bounded at first, then exact',
      tags,
    })
    .input(CompanyQuery.partial().extend({ exact: z.stringbool().or(z.boolean()).default(false) }))
    .output(z.object({ count: z.number().int(), exact: z.boolean() }))
    .handler(({ input: { exact, ...query }, context }) => countCompanies(context.act, query, exact)),

  get: reading('company.read')
    .route({
      method: 'GET',
      path: '/companies/{id}',
      summary: 'A company in its tree, with departments and leads',
      tags,
    })
    .input(z.object({ id: Id }))
    .output(CompanyPage)
    .handler(({ input, context }) => getCompany(context.act, input.id)),

  create: changing('company.edit')
    .route({
      method: 'POST',
      path: '/companies',
      summary: 'Makes a company; one that is here already is answered',
      tags,
    })
    .input(CreateCompany)
    .output(CreatedCompany)
    .handler(async ({ input, context }) => {
      const { id, created } = await createCompany(context.act, input, context.actor.isProgram ? 'api' : 'hand')
      return { ...(await getCompany(context.act, id)), created }
    }),

  change: changing('company.edit')
    .route({
      method: 'PATCH',
      path: '/companies/{id}',
      summary: 'Changes a company, if nobody has since the version was read',
      tags,
    })
    .input(ChangeCompany)
    .output(CompanyPage)
    .handler(async ({ input, context }) => {
      await changeCompany(context.act, input)
      return getCompany(context.act, input.id)
    }),

  timeline: reading('person.read')
    .route({
      method: 'GET',
      path: '/companies/{id}/timeline',
      summary: 'What happened with it and its people, latest first',
      tags,
    })
    .input(TimelineQuery)
    .output(page(TimelineEntry))
    .handler(async ({ input: { id, ...wanted }, context }) => {
      const company = await getCompany(context.act, id)
      return companyTimeline(context.act, company.id, wanted)
    }),
}
