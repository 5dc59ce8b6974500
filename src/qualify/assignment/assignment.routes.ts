import { z } from 'zod'
import { changing, reading } from '../../office/roles/procedure.ts'
import { Id } from '../../platform/shapes.ts'
import { assignLeads } from './assign.ts'
import {
  AddAssignmentRule,
  Assign,
  Assigned,
  AssignmentRule,
  ChangeAssignmentRule,
  OrderRules,
  TriedLead,
  TryLead,
} from './assignment.schema.ts'
import {
  addAssignmentRule,
  changeAssignmentRule,
  listAssignmentRules,
  orderRules,
  removeAssignmentRule,
} from './rules.ts'
import { tryLead } from './try.ts'

const tags = ['assignment']
const all = z.object({ items: z.array(AssignmentRule), nextCursor: z.null() })

export const assignmentRules = {
  list: reading('scoring.read')
    .route({ method: 'GET', path: '/assignment-rules', summary: 'Who is offered what, in the order of trying', tags })
    .output(all)
    .handler(async ({ context }) => ({ items: await listAssignmentRules(context.act), nextCursor: null })),

  create: changing('assignment.manage')
    .route({ method: 'POST', path: '/assignment-rules', summary: 'Add a rule behind the others', tags })
    .input(AddAssignmentRule)
    .output(AssignmentRule)
    .handler(({ input, context }) => addAssignmentRule(context.act, input)),

  change: changing('assignment.manage')
    .route({ method: 'PATCH', path: '/assignment-rules/{id}', summary: 'Change a rule', tags })
    .input(ChangeAssignmentRule)
    .output(AssignmentRule)
    .handler(({ input, context }) => changeAssignmentRule(context.act, input)),

  remove: changing('assignment.manage')
    .route({ method: 'DELETE', path: '/assignment-rules/{id}', summary: 'Remove a rule', tags })
    .input(z.object({ id: Id }))
    .handler(({ input, context }) => removeAssignmentRule(context.act, input.id)),

  order: changing('assignment.manage')
    .route({ method: 'PUT', path: '/assignment-rules/order', summary: 'Put the rules in order', tags })
    .input(OrderRules)
    .output(all)
    .handler(async ({ input, context }) => ({ items: await orderRules(context.act, input.ids), nextCursor: null })),
}

export const assignments = {
  try: reading('assignment.manage')
    .route({ method: 'GET', path: '/assignments/try', summary: 'Who would be offered this lead, and why', tags })
    .input(TryLead)
    .output(TriedLead)
    .handler(({ input, context }) => tryLead(context.act, input)),

  create: changing('lead.work')
    .route({ method: 'POST', path: '/assignments', summary: 'Offer picked leads to whom the rules name', tags })
    .input(Assign)
    .output(Assigned)
    .handler(async ({ input, context }) => {
      const { offers, refused } = await assignLeads(context.act, input)
      return {
        operationId: context.act.operationId,
        offers,
        refused: refused.map(r => ({ leadId: r.leadId, sentence: r.sentence[context.actor.language] })),
      }
    }),
}
