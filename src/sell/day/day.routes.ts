import { reading } from '../../office/roles/procedure.ts'
import { DayQuery, ManagersDay } from './day.schema.ts'
import { managersDay } from './day.ts'

export const day = {
  get: reading('day.read')
    .route({
      method: 'GET',
      path: '/day',
      summary: "The manager's day: who did what, and how things stand",
      tags: ['today'],
    })
    .input(DayQuery)
    .output(ManagersDay)
    .handler(({ input, context }) => managersDay(context.act, input)),
}
