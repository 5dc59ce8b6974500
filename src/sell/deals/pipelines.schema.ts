import { z } from 'zod'
import { Id } from '../../platform/shapes.ts'
import { bantParts, Percent } from './deals.schema.ts'

const Version = z.number().int()

/** `staleDays`: a deal that stands there longer is pointed out; null: none is. */
const StageFields = z.object({
  nameJa: z.string().trim().min(1).max(60),
  nameEn: z.string().trim().min(1).max(60),
  probability: Percent,
  staleDays: z.number().int().min(1).max(365).nullable(),
})
const SentStage = StageFields.extend({ staleDays: StageFields.shape.staleDays.optional() })
export const PipelineStage = StageFields.extend({
  id: Id,
  position: z.number().int(),
  wins: z.boolean(),
  open: z.number().int(),
})
export const Pipeline = z.object({
  id: Id,
  name: z.string(),
  bantParts: z.array(z.enum(bantParts)),
  bantNeeded: z.number().int(),
  active: z.boolean(),
  stages: z.array(PipelineStage),
  version: Version,
})
export type Pipeline = z.infer<typeof Pipeline>
export const SavedPipeline = Pipeline.extend({ operationId: Id.nullable() })

/** The gate: how many (`bantNeeded`) of which of the four (`bantParts`) must be known before a deal may be opened. */
const pipelineFields = {
  name: z.string().trim().min(1).max(60),
  bantParts: z.array(z.enum(bantParts)).max(4),
  bantNeeded: z.number().int().min(0).max(4),
}
/** The last of the stages is the win. */
export const NewPipeline = z.object({
  ...pipelineFields,
  bantParts: pipelineFields.bantParts.default([...bantParts]),
  bantNeeded: pipelineFields.bantNeeded.default(1),
  stages: z.array(SentStage).min(2).max(20),
})
/**
 * `stages`: all of them in their order, known ones by id. `moves`: where the open deals go of a stage that is left out, or of
 * a pipeline that goes out of use; without it there must be none.
 */
export const ChangePipeline = z
  .object({
    ...pipelineFields,
    active: z.boolean(),
    stages: z
      .array(SentStage.extend({ id: Id.optional() }))
      .min(2)
      .max(20),
    moves: z.array(z.object({ from: Id, to: Id })).max(20),
  })
  .partial()
  .extend({ id: Id, version: Version })
export const OrderPipelines = z.object({ ids: z.array(Id).min(1).max(100) })
