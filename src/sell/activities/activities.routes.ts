import { z } from 'zod'
import type { Act } from '../../office/roles/act.ts'
import { changing, reading } from '../../office/roles/procedure.ts'
import { Id, page } from '../../platform/shapes.ts'
import { Activity, ActivityQuery, ChangeActivity, DoActivity, NewActivity, SavedActivity } from './activities.schema.ts'
import { getActivity, listActivities } from './activities.ts'
import { cancelActivity, changeActivity, doActivity } from './change.ts'
import { PlanMany, PlannedMany } from './planMany.schema.ts'
import { planMany } from './planMany.ts'
import { addActivity } from './write.ts'

const tags = ['activities']
const One = z.object({ id: Id })
const saved = (act: Act, activity: Activity) => ({ ...activity, operationId: act.operationId })

export const activities = {
  list: reading('activity.read')
    .route({ method: 'GET', path: '/activities', summary: 'Activities, planned and done', tags })
    .input(ActivityQuery)
    .output(page(Activity))
    .handler(({ input, context }) => listActivities(context.act, input)),
  get: reading('activity.read')
    .route({ method: 'GET', path: '/activities/{id}', summary: 'One activity', tags })
    .input(One)
    .output(Activity)
    .handler(({ input, context }) => getActivity(context.act, input.id)),
  create: changing('activity.edit')
    .route({
      method: 'POST',
      path: '/activities',
      summary: 'Write down what was done, or plan it',
      tags,
      successStatus: 201,
    })
    .input(NewActivity)
    .output(SavedActivity)
    .handler(async ({ input, context }) =>
      saved(context.act, await getActivity(context.act, await addActivity(context.act, input))),
    ),
  planMany: changing('activity.edit')
    .route({
      method: 'POST',
      path: '/activities/many',
      summary: 'Plan the same with many people picked in a list',
      tags,
    })
    .input(PlanMany)
    .output(PlannedMany)
    .handler(async ({ input, context }) => ({
      planned: await planMany(context.act, input),
      operationId: context.act.operationId,
    })),
  change: changing('activity.edit')
    .route({ method: 'PATCH', path: '/activities/{id}', summary: 'Change a plan or correct what was written', tags })
    .input(ChangeActivity)
    .output(SavedActivity)
    .handler(async ({ input, context }) => saved(context.act, await changeActivity(context.act, input))),
  finish: changing('activity.edit')
    .route({ method: 'POST', path: '/activities/{id}/done', summary: 'Say that it is done', tags })
    .input(DoActivity)
    .output(SavedActivity)
    .handler(async ({ input, context }) => saved(context.act, await doActivity(context.act, input))),
  cancel: changing('activity.edit')
    .route({ method: 'POST', path: '/activities/{id}/cancel', summary: 'Cancel what was planned', tags })
    .input(One)
    .output(SavedActivity)
    .handler(async ({ input, context }) => saved(context.act, await cancelActivity(context.act, input.id))),
}
