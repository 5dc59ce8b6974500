import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format.ts'

type Named = { id: number; name: string | null }
const isNamed = (value: unknown): value is Named =>
  typeof value === 'object' && value !== null && 'id' in value && 'name' in value
const isMoment = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\d(T|$)/.test(value)

/** The value of a field as it reads on the screen: names for ids, dates as the office writes them, words for codes. */
export function useValueText(): (field: string, value: unknown) => string {
  const { t } = useTranslation()
  const format = useFormat()
  const text = (field: string, value: unknown): string => {
    if (value === null || value === undefined || value === '') return t($ => $.journal.blank)
    if (isNamed(value)) return value.name || `#${value.id}`
    if (typeof value === 'boolean') return value ? t($ => $.ui.fact.yes) : t($ => $.ui.fact.no)
    if (typeof value === 'number') return field === 'id' ? String(value) : format.number(value)
    if (isMoment(value)) return value.length === 10 ? format.date(value) : format.dateTime(value)
    if (Array.isArray(value)) return format.list(value.map(one => text(field, one)))
    if (typeof value === 'object') {
      return (
        format.list(Object.entries(value).map(([key, one]) => `${key}：${text(key, one)}`)) || t($ => $.journal.blank)
      )
    }
    return coded(field, String(value))
  }
  const coded = (field: string, value: string): string => {
    const words: Partial<Record<string, Record<string, string>>> = {
      stage: t($ => $.ui.stage, { returnObjects: true }),
      clockFor: t($ => $.leads.clockFor, { returnObjects: true }),
      outcome: t($ => $.activities.outcome, { returnObjects: true }),
      channel: t($ => $.consent.channel, { returnObjects: true }),
      basis: t($ => $.consent.basis, { returnObjects: true }),
      answer: t($ => $.journal.answer, { returnObjects: true }),
      language: { ja: '日本語', en: 'English' },
      decisionLevel: t($ => $.persons.decisionLevel, { returnObjects: true }),
      kind: {
        ...t($ => $.companies.kind, { returnObjects: true }),
        ...t($ => $.activities.kind, { returnObjects: true }),
      },
    }
    return words[field]?.[value] ?? value
  }
  return text
}

/** What a field, a table and an operation are called. */
export function useJournalNames() {
  const { t } = useTranslation()
  const fields: Partial<Record<string, string>> = {
    ...t($ => $.companies.field, { returnObjects: true }),
    ...t($ => $.persons.field, { returnObjects: true }),
    ...t($ => $.columns.field, { returnObjects: true }),
  }
  const tables: Partial<Record<string, string>> = t($ => $.columns.table, { returnObjects: true })
  const operations: Partial<Record<string, string>> = t($ => $.operations, { returnObjects: true })
  return {
    field: (name: string, table?: string) =>
      table === 'activity' && name === 'holderId' ? t($ => $.columns.doer) : (fields[name] ?? name),
    table: (name: string) => tables[name] ?? name,
    operation: (name: string | null) => operations[(name ?? '').replaceAll('.', '_')] ?? t($ => $.operations.other),
  }
}
