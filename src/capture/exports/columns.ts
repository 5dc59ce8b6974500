import { localDay, localMinutes } from '../../office/calendar/workdays.ts'
import type { Act } from '../../office/roles/act.ts'
import type { Written } from '../../people/fields/declared.schema.ts'
import { fieldsOf } from '../../people/fields/values.ts'
import type { Language } from '../../platform/api.ts'
import { en, ja } from '../../ui/words/ui.words.ts'
import type { CellValue } from '../imports/write.ts'

/** What turns a row into cells: the reader's language, the company's time zone. */
export type Saying = {
  language: Language
  day: (time: Date | null) => CellValue
  moment: (time: Date | null) => CellValue
  stage: (stage: string | null) => CellValue
}

/**
 * A column of an export. Headings of what people write are such that an import knows them again, so a list that was
 * taken out and corrected can be dropped back in.
 */
export type Column<Row> = {
  key: string
  heading: { ja: string; en: string }
  value: (row: Row, say: Saying) => CellValue
}

const two = (n: number) => String(n).padStart(2, '0')

export async function sayingFor(act: Act, language: Language): Promise<Saying> {
  const { timeZone } = await act.tx.selectFrom('workspace').select('timeZone').executeTakeFirstOrThrow()
  const stages: Record<string, string> = { ...(language === 'ja' ? ja : en).stage }
  return {
    language,
    day: time => time && localDay(time, timeZone),
    moment: time => {
      if (!time) return null
      const minutes = localMinutes(time, timeZone)
      return `${localDay(time, timeZone)} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
    },
    stage: stage => stage && (stages[stage] ?? stage),
  }
}

/** A column that holds what the row holds under its key. */
export const plain = <Row extends object>(key: keyof Row & string, ja: string, en: string): Column<Row> => ({
  key,
  heading: { ja, en },
  value: row => row[key] as CellValue,
})

/** The fields that people write, by their labels. */
export const written = <Row extends object>(fields: { [K in keyof Row & string]?: Written }): Column<Row>[] =>
  Object.entries<Written | undefined>(fields).flatMap(([key, field]) =>
    field ? [plain<Row>(key as keyof Row & string, field.ja, field.en)] : [],
  )

/** The fields of one's own, by their labels. */
export async function ownColumns<Row extends { custom: unknown }>(
  act: Act,
  about: 'person' | 'company',
): Promise<Column<Row>[]> {
  const fields = await fieldsOf(act.tx, about)
  return fields.map(({ key, label, kind }) => ({
    key: `custom.${key}`,
    heading: { ja: label, en: label },
    value: (row, { language }) => {
      const value = (row.custom as Record<string, CellValue>)[key]
      if (kind !== 'boolean' || typeof value !== 'boolean') return value
      return language === 'ja' ? (value ? 'はい' : 'いいえ') : value ? 'yes' : 'no'
    },
  }))
}
