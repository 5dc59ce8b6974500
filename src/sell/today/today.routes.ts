import { reading } from '../../office/roles/procedure.ts'
import { Today } from './today.schema.ts'
import { today as todayOf } from './today.ts'

export const today = {
  get: reading('activity.read')
    .route({ method: 'GET', path: '/today', summary: 'What the day asks of whoever is signed in', tags: ['today'] })
    .output(Today)
    .handler(({ context }) => todayOf(context.act)),
}
