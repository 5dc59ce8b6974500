import { z } from 'zod'
import { Id } from '../../platform/shapes.ts'
import { changing, reading } from '../roles/procedure.ts'
import { addProductLine, addReason, changeProductLine, changeReason, listProductLines, listReasons } from './lists.ts'
import {
  AddHoliday,
  AddProductLine,
  AddReason,
  ChangeProductLine,
  ChangeReason,
  ChangeWorkspace,
  Holiday,
  ProductLine,
  Reason,
  ReasonQuery,
  RoleScope,
  Workspace,
} from './settings.schema.ts'
import {
  addHoliday,
  changeRole,
  changeWorkspace,
  getWorkspace,
  listHolidays,
  listRoles,
  removeHoliday,
} from './workspace.ts'

const tags = ['settings']
const all = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: z.null() })

export const workspace = {
  get: reading('office.read')
    .route({ method: 'GET', path: '/workspace', summary: 'The company, its sender, its calendar', tags })
    .output(Workspace)
    .handler(({ context }) => getWorkspace(context.act)),

  change: changing('office.manage')
    .route({ method: 'PATCH', path: '/workspace', summary: 'Change what the company has set', tags })
    .input(ChangeWorkspace)
    .output(Workspace)
    .handler(({ input, context }) => changeWorkspace(context.act, input)),
}

export const holidays = {
  list: reading('office.read')
    .route({ method: 'GET', path: '/holidays', summary: 'Days of the company’s own on which nobody works', tags })
    .output(all(Holiday))
    .handler(async ({ context }) => ({ items: await listHolidays(context.act), nextCursor: null })),

  create: changing('office.manage')
    .route({ method: 'POST', path: '/holidays', summary: 'Add such a day', tags })
    .input(AddHoliday)
    .output(Holiday)
    .handler(({ input, context }) => addHoliday(context.act, input)),

  remove: changing('office.manage')
    .route({ method: 'DELETE', path: '/holidays/{id}', summary: 'Remove such a day', tags })
    .input(z.object({ id: Id }))
    .handler(({ input, context }) => removeHoliday(context.act, input.id)),
}

export const roles = {
  list: reading('office.read')
    .route({ method: 'GET', path: '/roles', summary: 'Whose rows each role sees', tags })
    .output(all(RoleScope))
    .handler(async ({ context }) => ({ items: await listRoles(context.act), nextCursor: null })),

  change: changing('office.manage')
    .route({ method: 'PATCH', path: '/roles/{name}', summary: 'Change whose rows a role sees', tags })
    .input(RoleScope)
    .output(RoleScope)
    .handler(({ input, context }) => changeRole(context.act, input)),
}

export const reasons = {
  list: reading('office.read')
    .route({ method: 'GET', path: '/reasons', summary: 'Why leads are given back or closed', tags })
    .input(ReasonQuery)
    .output(all(Reason))
    .handler(async ({ input, context }) => ({ items: await listReasons(context.act, input), nextCursor: null })),

  create: changing('office.manage')
    .route({ method: 'POST', path: '/reasons', summary: 'Add a reason', tags })
    .input(AddReason)
    .output(Reason)
    .handler(({ input, context }) => addReason(context.act, input)),

  change: changing('office.manage')
    .route({ method: 'PATCH', path: '/reasons/{id}', summary: 'Reword a reason or switch it off', tags })
    .input(ChangeReason)
    .output(Reason)
    .handler(({ input, context }) => changeReason(context.act, input)),
}

export const productLines = {
  list: reading('office.read')
    .route({ method: 'GET', path: '/product-lines', summary: 'What the company sells', tags })
    .output(all(ProductLine))
    .handler(async ({ context }) => ({ items: await listProductLines(context.act), nextCursor: null })),

  create: changing('office.manage')
    .route({ method: 'POST', path: '/product-lines', summary: 'Add a product line', tags })
    .input(AddProductLine)
    .output(ProductLine)
    .handler(({ input, context }) => addProductLine(context.act, input)),

  change: changing('office.manage')
    .route({
      method: 'PATCH',
      path: '/product-lines/{id}',
      summary: 'Rename a product line or take it out of use',
      tags,
    })
    .input(ChangeProductLine)
    .output(ProductLine)
    .handler(({ input, context }) => changeProductLine(context.act, input)),
}
