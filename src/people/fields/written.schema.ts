import { z } from 'zod'
import { type Fields, mapped } from './declared.schema.ts'

export const text = (max: number) => z.string().trim().max(max)
export const optional = (max: number) =>
  text(max)
    .nullish()
    .transform(v => v || null)
export const optionalDay = () =>
  z.iso
    .date()
    .nullish()
    .transform(v => v ?? null)
export const optionalNumber = (max: number) =>
  z.coerce
    .number()
    .int()
    .min(0)
    .max(max)
    .nullish()
    .transform(v => v ?? null)

type ShapeOf<F extends Fields> = {
  [K in keyof F]: F[K] extends { kind: 'day' }
    ? ReturnType<typeof optionalDay>
    : F[K] extends { kind: 'number' }
      ? ReturnType<typeof optionalNumber>
      : ReturnType<typeof optional>
}
type RowOf<F extends Fields> = {
  [K in keyof F]: F[K] extends { kind: 'number' } ? z.ZodNullable<z.ZodNumber> : z.ZodNullable<z.ZodString>
}

/** What may be written into each. */
export const shapeOf = <F extends Fields>(fields: F): ShapeOf<F> =>
  mapped(fields, ({ kind, max = 0 }) =>
    kind === 'day' ? optionalDay() : kind === 'number' ? optionalNumber(max) : optional(max),
  ) as ShapeOf<F>

/** What each answers. */
export const rowOf = <F extends Fields>(fields: F): RowOf<F> =>
  mapped(fields, ({ kind }) => (kind === 'number' ? z.number() : z.string()).nullable()) as RowOf<F>
