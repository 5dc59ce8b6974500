import { z } from 'zod'
import { Id, Paging } from '../../platform/shapes.ts'

export const importAbouts = ['person', 'company', 'activity'] as const
export const ImportAbout = z.enum(importAbouts)
export type ImportAbout = z.infer<typeof ImportAbout>

export const importStates = ['draft', 'running', 'stopped', 'failed', 'done', 'undoing', 'undone'] as const
export const ImportState = z.enum(importStates)
export type ImportState = z.infer<typeof ImportState>

export const rowOutcomes = ['created', 'updated', 'unchanged', 'refused'] as const
export const RowOutcome = z.enum(rowOutcomes)
export type RowOutcome = z.infer<typeof RowOutcome>

export const consentBases = ['business_card', 'opt_in', 'transaction', 'published', 'none'] as const
export const ConsentBasis = z.enum(consentBases)
export type ConsentBasis = z.infer<typeof ConsentBasis>

export const activityKinds = ['call', 'visit', 'mail', 'meeting', 'note', 'task'] as const
export const callOutcomes = ['talked', 'absent', 'blocked', 'recall', 'appointment', 'refused'] as const

const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .nullish()
    .transform(v => v || null)

/** What is asked once for a whole file. Rows that say it themselves are believed. */
export const ImportOptions = z.object({
  /** 展示会 2026: how we came to know them. */
  source: text(200),
  exchangedOn: z.iso
    .date()
    .nullish()
    .transform(v => v ?? null),
  exchangedBy: text(100),
  /** On which basis they may be approached. Null: not asked yet; none: they may not be mailed. */
  basis: ConsentBasis.nullish().transform(v => v ?? null),
  /** The proof, in words. */
  evidence: text(500),
  /** Whether what is known already is only filled up, or replaced by what the file says. */
  policy: z.enum(['fill', 'overwrite']).default('fill'),
  /** What an activity was, where no column says so. */
  kind: z
    .enum(activityKinds)
    .nullish()
    .transform(v => v ?? null),
})
export type ImportOptions = z.infer<typeof ImportOptions>

/** The field of each column in their order, null for none; or the other way about: {"会社名": "companyName"}. */
export const Mapping = z.union([
  z.array(z.string().max(60).nullable()).max(200),
  z.record(z.string(), z.string().max(60).nullable()),
])
export type Mapping = z.infer<typeof Mapping>

/** JSON in a text field, as multipart forms send it. */
const json = <T extends z.ZodType>(shape: T) =>
  z.preprocess(value => {
    if (typeof value !== 'string') return value
    try {
      return JSON.parse(value)
    } catch {
      return value
    }
  }, shape)

const flag = z.stringbool().or(z.boolean())

/** multipart/form-data. Options may stand in `options` as JSON or as fields of their own. `start`: run at once if the guess is enough. */
export const CreateImport = z.object({
  file: z.file(),
  about: ImportAbout.default('person'),
  mapping: json(Mapping).optional(),
  options: json(ImportOptions.partial()).optional(),
  start: flag.default(false),
  ...ImportOptions.omit({ kind: true }).partial().shape,
})

export const ChangeImport = z.object({
  id: Id,
  version: z.coerce.number().int(),
  mapping: Mapping.optional(),
  options: ImportOptions.partial().optional(),
})

export const ImportColumn = z.object({
  heading: z.string(),
  field: z.string().nullable(),
  samples: z.array(z.string()),
})

/** `removed`: all that it brought; of these so many people, companies and activities. */
const Removed = z.object({
  removed: z.number().int(),
  persons: z.number().int(),
  companies: z.number().int(),
  activities: z.number().int(),
})
const Left = z.object({ table: z.enum(['person', 'company', 'activity']), id: Id, name: z.string() })
/** `rows`: the first of those that were left, as far as you see them. */
const UndoneCounts = Removed.extend({ restored: z.number().int(), left: z.number().int(), rows: z.array(Left) })

export const Import = z.object({
  id: Id,
  about: ImportAbout,
  fileName: z.string(),
  state: ImportState,
  reading: z.object({
    format: z.enum(['csv', 'tsv', 'xlsx']),
    encoding: z.string().nullable(),
    delimiter: z.string().nullable(),
    headingRow: z.number().int().nullable(),
    headings: z.array(z.string()),
  }),
  columns: z.array(ImportColumn),
  /** What columns can be given to. Fields of one's own bring their label. */
  fields: z.array(z.object({ key: z.string(), label: z.string().nullable() })),
  sample: z.array(z.array(z.string())),
  options: ImportOptions,
  /** What has to be said before it can start; null when nothing is lacking. */
  lacking: z.string().nullable(),
  rowsTotal: z.number().int(),
  rowsRead: z.number().int(),
  created: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  refused: z.number().int(),
  /** Why it failed, as a sentence. */
  problem: z.string().nullable(),
  /** The same file was imported before. */
  sameAs: z.object({ id: Id, at: z.date() }).nullable(),
  by: z.object({ id: Id, name: z.string() }).nullable(),
  createdAt: z.date(),
  startedAt: z.date().nullable(),
  endedAt: z.date().nullable(),
  undoneAt: z.date().nullable(),
  undone: UndoneCounts.nullable(),
  version: z.number().int(),
})
export type Import = z.infer<typeof Import>

export const ImportListed = Import.omit({
  reading: true,
  columns: true,
  fields: true,
  sample: true,
  lacking: true,
  sameAs: true,
  undone: true,
}).extend({ source: z.string().nullable() })
export type ImportListed = z.infer<typeof ImportListed>

export const ImportQuery = Paging.extend({ about: ImportAbout.optional() })

export const PreviewRow = z.object({
  row: z.number().int(),
  outcome: RowOutcome,
  /** The row as it would be written down, by field. */
  fields: z.record(z.string(), z.string()),
  problem: z.string().nullable(),
  column: z.string().nullable(),
})

export const Preview = z.object({
  rows: z.array(PreviewRow),
  /** How many rows were read through for mistakes, and how many would be refused for them. */
  checked: z.object({ rows: z.number().int(), refused: z.number().int() }),
})
export type Preview = z.infer<typeof Preview>

export const RefusedRow = z.object({
  row: z.number().int(),
  problem: z.string(),
  column: z.string().nullable(),
  cells: z.array(z.string()),
})
export type RefusedRow = z.infer<typeof RefusedRow>

export const RefusedQuery = z.object({ id: Id, format: z.enum(['csv', 'json']).optional() })

/** What undoing removes, puts back, and leaves as it is because somebody has touched it since. */
export const UndoLook = Removed.extend({
  restored: z.number().int(),
  leftCount: z.number().int(),
  left: z.array(Left),
})
export type UndoLook = z.infer<typeof UndoLook>
