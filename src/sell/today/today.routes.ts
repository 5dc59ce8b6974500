import { reading } from '../../office/roles/procedure.ts'
import { today as todayOf } from './today.ts'
import { Today } from './today.schema.ts'

export const today = {
  get: reading('activity.read')
    .route({ method: 'GET', path: '/today', summary: 'What the day asks of whoever is signed in', tags: ['today'] })
    .output(Today)
    .handler(({ context }) => todayOf(context.act)),
}
