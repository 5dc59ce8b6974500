import { z } from 'zod'
import { asOwner, look } from '../../office/roles/act.ts'
import { beginning, changing, reading, standing } from '../../office/roles/procedure.ts'
import { enqueue } from '../../platform/jobs.ts'
import { Id, page } from '../../platform/shapes.ts'
import { changeDraft, discardDraft, draftImport, lackingOf, needImport } from './draft.ts'
import { runTask, undoTask } from './imports.jobs.ts'
import {
  ChangeImport,
  CreateImport,
  Import,
  ImportListed,
  ImportQuery,
  Preview,
  RefusedQuery,
  RefusedRow,
  UndoLook,
} from './imports.schema.ts'
import { lookAtUndo } from './leftovers.ts'
import { getImport, listImports, refusedRows } from './list.ts'
import { previewImport } from './preview.ts'
import { refusedFile } from './refusedFile.ts'
import { startImport, stopImport } from './start.ts'
import { beginUndo, undoImport } from './undo.ts'

const tags = ['imports']
const One = z.object({ id: Id })

/** So few rows are taken back while one waits for the answer. */
const atOnce = 5_000

export const imports = {
  list: reading('import.run')
    .route({ method: 'GET', path: '/imports', summary: 'Imports, latest first', tags })
    .input(ImportQuery)
    .output(page(ImportListed))
    .handler(({ input, context }) => listImports(context.act, input, context.actor.language)),

  create: changing('import.run')
    .route({
      method: 'POST',
      path: '/imports',
      summary: 'Takes a CSV, TSV or XLSX, guesses its columns, and with start=true runs it',
      tags,
      successStatus: 201,
    })
    .input(CreateImport)
    .output(Import)
    .handler(async ({ input: { file, about, mapping, options, start, ...more }, context }) => {
      const bytes = Buffer.from(await file.arrayBuffer())
      const said = Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined && value !== null))
      const id = await draftImport(context.act, {
        name: file.name,
        bytes,
        about,
        mapping,
        options: { ...options, ...said },
      })
      if (start && !lackingOf(await needImport(context.act, id))) {
        await startImport(context.act, id)
        await asOwner(context.act, act => enqueue(act.tx, runTask, { importId: id }))
      }
      return getImport(context.act, id, context.actor.language)
    }),

  get: reading('import.run')
    .route({
      method: 'GET',
      path: '/imports/{id}',
      summary: 'One import: its columns, its progress, what came of it',
      tags,
    })
    .input(One)
    .output(Import)
    .handler(({ input, context }) => getImport(context.act, input.id, context.actor.language)),

  change: changing('import.run')
    .route({
      method: 'PATCH',
      path: '/imports/{id}',
      summary: 'Corrects columns and options of a draft, if nobody has since the version was read',
      tags,
    })
    .input(ChangeImport)
    .output(Import)
    .handler(async ({ input, context }) => {
      await changeDraft(context.act, input)
      return getImport(context.act, input.id, context.actor.language)
    }),

  discard: changing('import.run')
    .route({ method: 'DELETE', path: '/imports/{id}', summary: 'Throws a draft away, with its file', tags })
    .input(One)
    .output(z.object({}))
    .handler(async ({ input, context }) => {
      await discardDraft(context.act, input.id)
      return {}
    }),

  preview: standing('import.run', false)
    .route({ method: 'GET', path: '/imports/{id}/preview', summary: 'What would become of the first 20 rows', tags })
    .input(One)
    .output(Preview)
    .handler(({ input, context }) => previewImport(context.world, context.actor, input.id, context.actor.language)),

  start: changing('import.run')
    .route({
      method: 'POST',
      path: '/imports/{id}/start',
      summary: 'Starts a draft, or goes on with one that was stopped',
      tags,
    })
    .input(One)
    .output(Import)
    .handler(async ({ input, context }) => {
      await startImport(context.act, input.id)
      await asOwner(context.act, act => enqueue(act.tx, runTask, { importId: input.id }))
      return getImport(context.act, input.id, context.actor.language)
    }),

  stop: changing('import.run')
    .route({ method: 'POST', path: '/imports/{id}/stop', summary: 'Stops behind the rows that are under way', tags })
    .input(One)
    .output(Import)
    .handler(async ({ input, context }) => {
      await stopImport(context.act, input.id)
      return getImport(context.act, input.id, context.actor.language)
    }),

  refused: reading('import.run')
    .route({
      method: 'GET',
      path: '/imports/{id}/refused',
      summary: 'Exactly the refused rows with line and reason: a CSV, or JSON where that is asked for',
      tags,
    })
    .input(RefusedQuery)
    .output(z.union([z.file(), z.object({ items: z.array(RefusedRow) })]))
    .handler(async ({ input, context }) => {
      const { language } = context.actor
      const refused = await refusedRows(context.act, input.id, language)
      const json = input.format ? input.format === 'json' : /\bjson\b/.test(context.headers.get('accept') ?? '')
      return json ? { items: refused.rows } : refusedFile(refused, language)
    }),

  undoLook: reading('import.run')
    .route({
      method: 'GET',
      path: '/imports/{id}/undo',
      summary: 'What undoing it would remove, put back, and leave',
      tags,
    })
    .input(One)
    .output(UndoLook)
    .handler(({ input, context }) => lookAtUndo(context.act, input.id)),

  undo: beginning('import.run')
    .route({
      method: 'POST',
      path: '/imports/{id}/undo',
      summary: 'Takes exactly this import back, but for what was touched since',
      tags,
    })
    .input(One)
    .output(Import)
    .handler(async ({ input: { id }, context: { world, actor, begin } }) => {
      await begin(async act => {
        await beginUndo(act, id)
        await asOwner(act, act => enqueue(act.tx, undoTask, { importId: id }))
      })
      const read = () => look(world.db, world.clock, actor, act => getImport(act, id, actor.language))
      const begun = await read()
      if (begun.rowsRead > atOnce) return begun
      await undoImport(world, id)
      return read()
    }),
}
