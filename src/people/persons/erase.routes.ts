import { z } from 'zod'
import { changing } from '../../office/roles/procedure.ts'
import { Id } from '../../platform/shapes.ts'
import { erasePerson } from './erase.ts'
import { exportPerson } from './export.ts'

const tags = ['persons']

/** Part of `persons`: what a person may ask of us. */
export const privacyRoutes = {
  export: changing('person.export')
    .route({ method: 'GET', path: '/persons/{id}/export', summary: 'Everything that is stored about a person', tags })
    .input(z.object({ id: Id }))
    .output(z.object({ exportedAt: z.date(), person: z.record(z.string(), z.unknown()) }).loose())
    .handler(({ input, context }) => exportPerson(context.act, input.id)),

  erase: changing('person.erase')
    .route({ method: 'DELETE', path: '/persons/{id}', summary: 'Forgets a person for good, and keeps them out', tags })
    .input(z.object({ id: Id }))
    .output(z.object({ records: z.number().int() }))
    .handler(({ input, context }) => erasePerson(context.act, context.world.dataDir, input.id)),
}
