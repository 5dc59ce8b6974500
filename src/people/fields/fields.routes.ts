import { z } from 'zod'
import { changing, reading } from '../../office/roles/procedure.ts'
import { ChangeField, CreateField, Field } from './fields.schema.ts'
import { changeField, createField, listFields } from './fields.ts'

const tags = ['fields']

export const fields = {
  list: reading('office.read')
    .route({ method: 'GET', path: '/fields', summary: 'Fields of your own, of people and companies', tags })
    .output(z.object({ items: z.array(Field), nextCursor: z.null() }))
    .handler(async ({ context }) => ({ items: await listFields(context.act), nextCursor: null })),

  create: changing('office.manage')
    .route({ method: 'POST', path: '/fields', summary: 'Adds a field of your own', tags })
    .input(CreateField)
    .output(Field)
    .handler(({ input, context }) => createField(context.act, input)),

  change: changing('office.manage')
    .route({ method: 'PATCH', path: '/fields/{id}', summary: 'Changes a field; key and kind stay', tags })
    .input(ChangeField)
    .output(Field)
    .handler(({ input, context }) => changeField(context.act, input)),
}
