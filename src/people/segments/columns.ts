import { type RawBuilder, sql } from 'kysely'
import type { Field } from '../fields/fields.schema.ts'
import type { Asking } from './asking.ts'
import { dayMeant, spanMeant } from './asking.ts'
import type { KeyKind } from './keys.schema.ts'
import type { Condition } from './rules.schema.ts'

/** Something that can be compared: a column, or an expression that an index may serve. */
export type Column = { kind: KeyKind; value: RawBuilder<unknown>; json?: boolean; textDay?: boolean }

const kindOfField: Record<Field['kind'], KeyKind> = {
  text: 'text',
  number: 'number',
  date: 'day',
  choice: 'choice',
  boolean: 'choice',
}

/** The expression of a custom field: the same as its index has, else the index would not be used. */
export function customColumn(alias: 'p' | 'c', field: Pick<Field, 'key' | 'kind'>): Column {
  const custom = sql.raw(`(${alias}.custom ${field.kind === 'number' ? '->' : '->>'} '${field.key}')`)
  return { kind: kindOfField[field.kind], value: custom, json: field.kind === 'number', textDay: field.kind === 'date' }
}

const folded = (value: RawBuilder<unknown>) => sql`lower(normalize(${value}, NFKC))`
export const foldText = (text: string) => text.normalize('NFKC').toLowerCase()
const pattern = (text: string) => `%${foldText(text).replace(/[\\%_]/g, sign => `\\${sign}`)}%`

/** The positive condition on a column. Null where the column is: false in effect, but not to be negated plainly. */
export function compare(column: Column, condition: Condition, asking: Asking): RawBuilder<boolean> {
  const { kind, value } = column
  switch (condition.op) {
    case 'has':
      return sql`${folded(value)} like ${pattern(condition.value)}`
    case 'is':
      return sql`${folded(value)} = ${foldText(condition.value)}`
    case 'in':
    case 'notIn':
      return sql`${value} = any(${condition.value}::text[])`
    case 'atLeast':
      return column.json
        ? sql`${isNumber(value)} and ${value} >= to_jsonb(${condition.value}::numeric)`
        : sql`${value} >= ${condition.value}`
    case 'atMost':
      return column.json
        ? sql`${isNumber(value)} and ${value} <= to_jsonb(${condition.value}::numeric)`
        : sql`${value} <= ${condition.value}`
    case 'empty':
    case 'notEmpty':
      return kind === 'text' || kind === 'choice'
        ? sql`${value} <> ''`
        : column.json
          ? isNumber(value)
          : sql`${value} is not null`
    case 'until':
    case 'from':
    case 'on':
      return kind === 'moment'
        ? compareMoment(value, condition.op, spanMeant(asking, condition.value))
        : compareDay(column, condition.op, dayMeant(asking, condition.value))
    default:
      throw new Error(`No column is asked ${condition.op}.`)
  }
}

const isNumber = (value: RawBuilder<unknown>) => sql<boolean>`jsonb_typeof(${value}) = 'number'`

type DayOp = 'until' | 'from' | 'on'

function compareMoment(value: RawBuilder<unknown>, op: DayOp, span: { from: Date; until: Date }): RawBuilder<boolean> {
  const begun = sql<boolean>`${value} >= ${span.from}::timestamptz`
  const over = sql<boolean>`${value} < ${span.until}::timestamptz`
  return op === 'from' ? begun : op === 'until' ? over : sql`(${begun} and ${over})`
}

const signs = { until: sql`<=`, from: sql`>=`, on: sql`=` }

function compareDay(column: Column, op: DayOp, day: string): RawBuilder<boolean> {
  return sql`${column.value} ${signs[op]} ${day}::${column.textDay ? sql`text` : sql`date`}`
}
