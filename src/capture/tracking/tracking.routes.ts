import { z } from 'zod'
import { changing, reading } from '../../office/roles/procedure.ts'
import { Id, Paging, page } from '../../platform/shapes.ts'
import { dayOfVisits, listVisits, visitsOfDay } from './list.ts'
import { addPageName, changePageName, listPageNames, removePageName } from './pages.ts'
import { changeTracking, getTracking } from './settings.ts'
import {
  AddPageName,
  ChangePageName,
  ChangeTracking,
  DayOfVisits,
  PageName,
  Tracking,
  Visit,
  VisitQuery,
} from './tracking.schema.ts'

const tags = ['web']

export const tracking = {
  get: reading('form.read')
    .route({ method: 'GET', path: '/tracking', summary: 'How the web site is tracked, and the code for it', tags })
    .output(Tracking)
    .handler(({ context }) => getTracking(context.act, context.world.baseUrl)),

  change: changing('form.manage')
    .route({ method: 'PATCH', path: '/tracking', summary: 'Ask visitors first, or track with a notice', tags })
    .input(ChangeTracking)
    .output(Tracking)
    .handler(async ({ input, context }) => {
      await changeTracking(context.act, input)
      return getTracking(context.act, context.world.baseUrl)
    }),
}

export const pageNames = {
  list: reading('office.read')
    .route({ method: 'GET', path: '/page-names', summary: 'What pages of the site are called', tags })
    .output(z.object({ items: z.array(PageName), nextCursor: z.null() }))
    .handler(async ({ context }) => ({ items: await listPageNames(context.act), nextCursor: null })),

  create: changing('form.manage')
    .route({ method: 'POST', path: '/page-names', summary: 'Name pages by their address', tags })
    .input(AddPageName)
    .output(PageName)
    .handler(({ input, context }) => addPageName(context.act, input)),

  change: changing('form.manage')
    .route({ method: 'PATCH', path: '/page-names/{id}', summary: 'Change what pages are called', tags })
    .input(ChangePageName)
    .output(PageName)
    .handler(({ input, context }) => changePageName(context.act, input)),

  remove: changing('form.manage')
    .route({ method: 'DELETE', path: '/page-names/{id}', summary: 'Name these pages no more', tags })
    .input(z.object({ id: Id }))
    .handler(({ input, context }) => removePageName(context.act, input.id)),
}

export const visits = {
  list: reading('person.read')
    .route({
      method: 'GET',
      path: '/persons/{id}/visits',
      summary: 'A person’s visits to the site, with their sources',
      tags,
    })
    .input(Paging.extend({ id: Id }))
    .output(page(Visit))
    .handler(({ input, context }) => listVisits(context.act, input)),

  ofDay: reading('person.read')
    .route({ method: 'GET', path: '/visits', summary: 'Visits to the site that began on a day', tags })
    .input(VisitQuery)
    .output(page(Visit))
    .handler(({ input, context }) => visitsOfDay(context.act, input)),

  day: reading('person.read')
    .route({ method: 'GET', path: '/visits/day', summary: 'A day of visits in figures: sources and companies', tags })
    .input(z.object({ day: z.iso.date().optional() }))
    .output(DayOfVisits)
    .handler(({ input, context }) => dayOfVisits(context.act, input.day)),
}
