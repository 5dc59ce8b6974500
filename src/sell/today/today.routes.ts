import { reading } from '../../office/roles/procedure.ts'
import { today } from './today.ts'
import { Today } from './today.schema.ts'

export const todays = {
  get: reading('activity.read')
    .route({ method: 'GET', path: '/today', summary: 'What the day asks of whoever is signed in', tags: ['today'] })
    .output(Today)
    .handler(({ context }) => today(context.act)),
}
