import { z } from 'zod'
import { reading, standing } from '../../office/roles/procedure.ts'
import { page } from '../../platform/shapes.ts'
import { Exported, ExportList, ExportQuery } from './exports.schema.ts'
import { exportList, listExports } from './exports.ts'

const tags = ['exports']

export const exports = {
  create: standing('list.export')
    .route({
      method: 'POST',
      path: '/exports',
      summary: 'Writes a list as CSV or XLSX, and writes down that it was taken out',
      tags,
    })
    .input(ExportList)
    .output(z.file())
    .handler(({ input, context: { world, actor } }) => exportList(world, actor, input, actor.language)),

  list: reading('list.export')
    .route({
      method: 'GET',
      path: '/exports',
      summary: "Who took which list out: your own, for admins everybody's",
      tags,
    })
    .input(ExportQuery)
    .output(page(Exported))
    .handler(({ input, context }) => listExports(context.act, input)),
}
